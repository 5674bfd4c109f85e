"""A page of a portal that the office has allowed → its bytes. Nothing else is ever fetched.

The address a name stands for is looked up once, must be a public one, and is the one that is connected to, so that a
name cannot point elsewhere between the look and the call.
"""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3

SECONDS = 20
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
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
    """The page at the URL, whose host must be one of `allowed` (names, in lower case). Raises FetchFailed."""
    for _ in range(MOST_REDIRECTS + 1):
        parts = check_url(url, allowed)
        answer = request_page(public_address(parts), parts)
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
    if not addresses or not all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses):
        raise FetchFailed(f"{name} 是内部地址，不能读取。")
    return addresses[0]


def request_page(address: str, parts: SplitResult, port: int | None = None) -> PortalResponse:
    """What the server at the address answers to one GET in the name of the URL's host. Raises FetchFailed."""
    name = str(parts.hostname)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": name, "User-Agent": AGENT, "Accept-Encoding": "identity"}
    try:
        with (
            _pool(address, parts, port) as pool,
            pool.request(
                "GET",
                target,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            ) as answer,
        ):
            response = PortalResponse(answer.status, answer.headers.get("Location", ""), answer.read(MOST_BYTES + 1))
    except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
        raise FetchFailed(f"连接 {name} 没有成功，请稍后再试，或把网页存成文件再核对。") from error
    if len(response.body) > MOST_BYTES:
        raise FetchFailed(f"{name} 的这个文件超过 {MOST_BYTES // 1_000_000} MB，不像一份年报，没有读取。")
    return response


def _pool(address: str, parts: SplitResult, port: int | None) -> urllib3.HTTPConnectionPool:
    """Connections to the address; over HTTPS the certificate must be that of the URL's host."""
    name, timeout = str(parts.hostname), urllib3.Timeout(total=SECONDS)
    if parts.scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port or PORTS["https"], timeout=timeout, server_hostname=name, assert_hostname=name
        )
    return urllib3.HTTPConnectionPool(address, port or PORTS["http"], timeout=timeout)
