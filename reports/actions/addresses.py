"""The address at which a report was public elsewhere, as it is printed and linked for everybody."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST_ADDRESS = 500
WRONG = f"原公开网址应以 http:// 或 https:// 开头，不超过 {LONGEST_ADDRESS} 个字，请核对。"
UNSEEN = "原公开网址里有看不见的或者会改变文字方向的字符，请删去再试。"
INTERNAL = "原公开网址应是公众能打开的网站，不能是本机或者内部网络的地址。"
# Names that lead nowhere outside one network (RFC 6761, RFC 6762, RFC 8375, RFC 9476, and what ICANN set aside).
_INNER_NAMES = ("localhost", "local", "internal", "alt", "invalid", "test", "onion", "home.arpa", "lan", "intranet")
_is_address = URLValidator(schemes=["http", "https"])


def normalised(address: str) -> str:
    """The address with its scheme and host in small letters, a host in other letters as browsers ask for it (punycode).

    What is no address comes back as it is: `failures` says so.
    """
    try:
        parts = urlsplit(address)
        host = "" if parts.netloc.isascii() else (parts.hostname or "").encode("idna").decode("ascii")
        netloc = f"{host}:{parts.port}" if host and parts.port else host or parts.netloc.lower()
    except ValueError:  # UnicodeError is one
        return address
    return urlunsplit(parts._replace(netloc=netloc)) if netloc and "@" not in parts.netloc else address


def failures(address: str) -> list[str]:
    """What is wrong with the normalised address, as a sentence; none where everybody can be sent there."""
    if not address.isprintable():
        return [UNSEEN]
    try:
        _is_address(address)
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # a port there is not raises ValueError
    except (ValidationError, ValueError):
        return [WRONG]
    if len(address) > LONGEST_ADDRESS or "@" in parts.netloc or "\\" in address or not host.isascii():
        return [WRONG]
    return [] if _is_public(host) else [INTERNAL]


def _is_public(host: str) -> bool:
    """Whether the host may lead there from outside: a full name, or a number that is not kept for inner networks."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".")
    return "." in name and not f".{name}".endswith(tuple(f".{inner}" for inner in _INNER_NAMES))
