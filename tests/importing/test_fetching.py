"""Only pages of allowed portals at public addresses are fetched."""

import http.server
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from reports.importing import fetching
from reports.importing.fetching import FetchFailed, check_url, fetch, public_address, request_page

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


def test_a_name_that_stands_for_nothing_is_a_sentence():
    with pytest.raises(FetchFailed, match=r"找不到网站 nowhere\.invalid。"):
        public_address(urlsplit("https://nowhere.invalid/"))


class Portal(http.server.BaseHTTPRequestHandler):
    """A portal: a page, a way on, an error, and a page without end."""

    def do_GET(self) -> None:
        status = {"/moved": 302, "/gone": 404}.get(self.path, 200)
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1/inside")
        self.end_headers()
        if self.path == "/endless":
            for _ in range(60):
                self.wfile.write(b"a" * 1_000_000)
        else:
            self.wfile.write(f"{self.headers['Host']} {self.path}".encode())

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


def test_a_server_that_is_not_there_is_a_sentence(port):
    with pytest.raises(FetchFailed, match=r"连接 www\.example\.gov\.cn 没有成功"):
        request_page("127.0.0.1", urlsplit("http://www.example.gov.cn/"), 1)


def test_a_certificate_that_is_not_the_hosts_is_refused(port):
    assert fetching.PORTS["https"] == 443
    with pytest.raises(FetchFailed, match="没有成功"):
        request_page("127.0.0.1", urlsplit("https://www.example.gov.cn/"), port)
