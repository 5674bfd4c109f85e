"""Only pages of allowed portals at public addresses are fetched."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from reports.importing import fetching
from reports.importing.fetching import FetchFailed, check_url, fetch, is_public, public_address, request_page

ALLOWED = ["www.example.gov.cn", "localhost", "127.0.0.1", "[::1]", "::1", "metadata"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://www.example.gov.cn/", "网址应以 http:// 或 https:// 开头。"),
        ("file:///etc/passwd", "网址应以 http:// 或 https:// 开头。"),
        ("http://", "网址应以 http:// 或 https:// 开头。"),
        ("http://[", "网址写得不对。"),
        ("http://www.example.gov.cn:99999/", "网址写得不对。"),
        (
            "http://other.example.cn/",
            "没有允许读取 other.example.cn；允许的网站由管理员在 NIANBAO_PORTAL_HOSTS 中设置。",
        ),
        ("http://www.example.gov.cn.evil.cn/", "没有允许读取 www.example.gov.cn.evil.cn；"),
        ("http://www.example.gov.cn@evil.cn/", "没有允许读取 evil.cn；"),
        ("http://user:word@www.example.gov.cn/", "网址里不能写用户名、密码和端口。"),
        ("http://www.example.gov.cn:8080/", "网址里不能写用户名、密码和端口。"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused_with_a_sentence(url, says):
    with pytest.raises(FetchFailed) as refused:
        check_url(url, ALLOWED)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_private_address_is_refused_even_where_its_name_is_allowed(host):
    with pytest.raises(FetchFailed, match="是内部地址，不能读取。"):
        public_address(urlsplit(f"http://{host}/"))


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "2130706433"]
)
def test_every_kind_of_internal_address_is_refused(address):
    with pytest.raises(FetchFailed, match=r"内部地址|找不到网站"):
        fetch(f"http://{address}/", [address])


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::a00:1",  # NAT64 of 10.0.0.1
        "64:ff9b::808:808",  # NAT64 of a public address: what stands behind it is not ours to know
        "64:ff9b:1::a00:1",  # NAT64 of a local network
        "2002:a00:1::1",  # 6to4 of 10.0.0.1
        "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
        "::ffff:127.0.0.1",  # IPv4-mapped
        "::ffff:8.8.8.8",
        "::127.0.0.1",  # IPv4-compatible
        "::7f00:1",
        "ff02::1",  # multicast
        "ff0e::1",
        "224.0.0.1",
        "239.255.255.250",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "::",
        "::1",
        "255.255.255.255",
    ],
)
def test_address_that_stands_for_another_or_for_many_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "202.96.128.86"])
def test_public_address_is_public(address):
    assert is_public(address)


def test_a_name_that_stands_for_nothing_is_a_sentence():
    with pytest.raises(FetchFailed, match=r"找不到网站 nowhere\.invalid。"):
        public_address(urlsplit("https://nowhere.invalid/"))


class Portal(http.server.BaseHTTPRequestHandler):
    """A portal: a page, a way on, an error, and a page without end."""

    def do_GET(self) -> None:
        if self.path == "/slow-head":
            self.drip(b"X-Slow: 1\r\n")
            return
        status = {"/moved": 302, "/gone": 404}.get(self.path, 200)
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1/inside")
        self.end_headers()
        if self.path == "/slow-body":
            self.drip(b"a")
        elif self.path == "/endless":
            for _ in range(60):
                self.wfile.write(b"a" * 1_000_000)
        else:
            self.wfile.write(f"{self.headers['Host']} {self.path}".encode())

    def drip(self, piece: bytes) -> None:
        """A piece now and then, for ever: no single wait is long."""
        if self.path == "/slow-head":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        with suppress(OSError):
            while True:
                self.wfile.write(piece)
                time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_server_is_asked_in_the_name_of_the_host(port):
    answer = request_page("127.0.0.1", urlsplit("http://www.example.gov.cn/report?year=2024"), port)
    assert (answer.status, answer.body) == (200, b"www.example.gov.cn /report?year=2024")


def test_a_way_on_is_not_followed_without_being_checked(port):
    answer = request_page("127.0.0.1", urlsplit("http://www.example.gov.cn/moved"), port)
    assert (answer.status, answer.location) == (302, "http://127.0.0.1/inside")
    with pytest.raises(FetchFailed, match=r"没有允许读取 127\.0\.0\.1"):
        check_url(answer.location, ["www.example.gov.cn"])


def test_a_page_without_end_is_refused(port):
    with pytest.raises(FetchFailed, match="超过 50 MB"):
        request_page("127.0.0.1", urlsplit("http://www.example.gov.cn/endless"), port)


@pytest.mark.parametrize("path", ["/slow-head", "/slow-body"])
def test_server_that_sends_a_byte_now_and_then_is_left_when_the_time_is_over(port, path):
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="还没有读完，已停止"):
        request_page("127.0.0.1", urlsplit(f"http://www.example.gov.cn{path}"), port, until=began + 0.4)
    assert time.monotonic() - began < 5


def test_all_redirects_share_one_time(port, monkeypatch):
    monkeypatch.setattr(fetching, "public_address", lambda parts: "127.0.0.1")
    monkeypatch.setattr(fetching, "PORTS", {"http": port, "https": 443})
    monkeypatch.setattr(fetching, "SECONDS", 0)
    with pytest.raises(FetchFailed, match="还没有读完，已停止"):
        fetch("http://www.example.gov.cn/moved", ["www.example.gov.cn"])


def test_a_server_that_is_not_there_is_a_sentence(port):
    with pytest.raises(FetchFailed, match=r"连接 www\.example\.gov\.cn 没有成功"):
        request_page("127.0.0.1", urlsplit("http://www.example.gov.cn/"), 1)


def test_a_certificate_that_is_not_the_hosts_is_refused(port):
    assert fetching.PORTS["https"] == 443
    with pytest.raises(FetchFailed, match="没有成功"):
        request_page("127.0.0.1", urlsplit("https://www.example.gov.cn/"), port)
