"""Security keys (安全密钥, https://www.w3.org/TR/webauthn-3/): for which address they are made, which ones people have.

In: the address people reach the site at (settings.SITE_ADDRESS), never the Host of a request. A key made for one
address answers at no other, so that a page that only looks like ours gets nothing from it.
"""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings

from agencies.models import User

MOST = 10  # keys of one person
LOCALHOST = "localhost"


def relying_party() -> str:
    """The name that keys are made for (RP ID): the host of the configured address.

    Browsers make no keys for a number. This machine's own number is called localhost, where they do; with any other
    number there are no keys until the site has a name.
    """
    host = urlsplit(settings.SITE_ADDRESS).hostname or LOCALHOST
    return LOCALHOST if _is_loopback(host) else host.encode("idna").decode()


def address() -> str:
    """The origin at which keys answer, as browsers write it; empty where the site is known by a number only."""
    home = urlsplit(settings.SITE_ADDRESS)
    name = relying_party()
    return "" if _is_number(name) else f"{home.scheme}://{name}{_port(home)}"


def of(user: User) -> list[Authenticator]:
    """The keys of a person, in the order in which they were added."""
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk"))


def _port(home: SplitResult) -> str:
    usual = {"http": 80, "https": 443}.get(home.scheme)
    return f":{home.port}" if home.port not in (None, usual) else ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_number(host) and ip_address(host).is_loopback
