"""A page of a portal that the office has allowed → its bytes. Nothing else is ever fetched.

The address a name stands for is looked up once, must be a public one, and is the one that is connected to, so that a
name cannot point elsewhere between the look and the call. One clock runs for the whole call: names, redirects and a
server that sends a byte now and then share its seconds.
"""

import http.client
import ipaddress
import os
import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS = 20
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
LATE = f"读了 {SECONDS} 秒还没有读完，已停止；请稍后再试，或把网页存成文件再核对。"
# Networks whose addresses stand for others, which may be inside: translated (RFC 6052, RFC 8215), tunnelled (RFC 3056,
# RFC 4380), and IPv4 written as IPv6 (RFC 4291).
STAND_FOR_OTHERS = tuple(
    ipaddress.IPv6Network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96", "fec0::/10")
)
AGENT = "nianbao (annual report check)"


class FetchFailed(ValueError):
    """The page was not fetched; the message is one Chinese sentence."""


@dataclass(frozen=True)
class PortalResponse:
    """What a server answered: its status, where it sends on to, and the page."""

    status: int
    location: str
    body: bytes


def fetch(url: str, allowed: Collection[str]) -> bytes:
    """The page at the URL, whose host must be one of `allowed` (names, in lower case). Raises FetchFailed.

    Within `SECONDS`, redirects and all; only looking up a name may take the system longer.
    """
    until = monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        parts = check_url(url, allowed)
        answer = request_page(public_address(parts), parts, until=until)
        if answer.status in REDIRECTS and answer.location:
            url = urljoin(url, answer.location)
        elif answer.status == 200:
            return answer.body
        else:
            raise FetchFailed(f"{parts.hostname} 的回答是 {answer.status}，没有得到网页。")
    raise FetchFailed(f"网页转了 {MOST_REDIRECTS} 次还没有到，没有读取。")


def check_url(url: str, allowed: Collection[str]) -> SplitResult:
    """The parts of a URL that may be fetched. Raises FetchFailed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchFailed("网址写得不对。") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchFailed("网址应以 http:// 或 https:// 开头。")
    if parts.hostname.lower() not in allowed:
        raise FetchFailed(f"没有允许读取 {parts.hostname}；允许的网站由管理员在 NIANBAO_PORTAL_HOSTS 中设置。")
    if parts.username or parts.password or port not in (None, PORTS[parts.scheme]):
        raise FetchFailed("网址里不能写用户名、密码和端口。")
    return parts


def public_address(parts: SplitResult) -> str:
    """The one address that is connected to. Raises FetchFailed where the name stands for any that is not public."""
    name = str(parts.hostname)
    try:
        infos = socket.getaddrinfo(name, PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"找不到网站 {name}。") from error
    addresses = [str(each[4][0]) for each in infos]
    if not addresses or not all(map(is_public, addresses)):
        raise FetchFailed(f"{name} 是内部地址，不能读取。")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether the address is one of the public network, and stands for itself."""
    number = ipaddress.ip_address(address.partition("%")[0])
    translated = isinstance(number, ipaddress.IPv6Address) and any(number in each for each in STAND_FOR_OTHERS)
    return number.is_global and not number.is_multicast and not translated


def request_page(
    address: str, parts: SplitResult, port: int | None = None, until: float | None = None
) -> PortalResponse:
    """What the server at the address answers to one GET in the name of the URL's host, by the time `until`
    (monotonic; None: `SECONDS` from now). Raises FetchFailed."""
    name, until = str(parts.hostname), until or monotonic() + SECONDS
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _connected(address, parts, port, until) as connection:
            connection.request("GET", target, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            body = answer.read(MOST_BYTES + 1)
    except (http.client.HTTPException, OSError, ValueError) as error:
        if monotonic() >= until:
            raise FetchFailed(LATE) from error
        raise FetchFailed(f"连接 {name} 没有成功，请稍后再试，或把网页存成文件再核对。") from error
    if monotonic() >= until:  # what was cut off at the end of the time looks like a whole page
        raise FetchFailed(LATE)
    if len(body) > MOST_BYTES:
        raise FetchFailed(f"{name} 的这个文件超过 {MOST_BYTES // 1_000_000} MB，不像一份年报，没有读取。")
    return PortalResponse(answer.status, answer.headers.get("Location", ""), body)


@contextmanager
def _connected(
    address: str, parts: SplitResult, port: int | None, until: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to the address that is shut at the time `until`, however slowly the other side goes on sending;
    over HTTPS the certificate must be that of the URL's host. Raises OSError, ValueError."""
    name, left = str(parts.hostname), max(until - monotonic(), 0.001)
    with (
        socket.create_connection((address, port or PORTS[parts.scheme]), timeout=left) as plain,
        # The same connection once more: TLS takes the first for itself.
        socket.socket(fileno=os.dup(plain.fileno())) as held,
    ):
        watch = Timer(left, _shut, [held])
        watch.daemon = True
        watch.start()
        try:
            connection = http.client.HTTPConnection(name, PORTS[parts.scheme])
            connection.default_port = PORTS[parts.scheme]  # so that Host names no port
            connection.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=name)
                if parts.scheme == "https"
                else plain
            )
            with closing(connection):
                yield connection
        finally:
            watch.cancel()


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it is shut already
        connection.shutdown(socket.SHUT_RDWR)
