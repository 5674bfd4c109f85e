"""Waiting after wrong passwords: longer each time, by user name and by address (GB/T 22239—2019 8.1.4.1 b).

In: a request and the user name that was typed, whether somebody has it or not. Out: how long to wait, or nothing.
No key holds the Host of the request, which whoever asks can choose.

Strangers cannot keep a person out: a browser in which this person signed in before has a key of its own, and neither
the failures of others nor those of its address count there. The browser is known by a signed cookie that names the
people who signed in; it opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from agencies.models import SignInDelay, User

COOKIE = "nianbao_device"
COOKIE_LASTS = 180 * 86_400
PEOPLE = 8  # people whom one shared computer remembers
# Tries without waiting, by kind of key: a whole county may share one address.
FREE = {"account": 5, "device": 5, "address": 30}
STEPS = (1, 2, 4, 8, 15)  # minutes after each further failure; the last holds for all that follow
FORGOTTEN_AFTER = timedelta(days=1)


def keys_of(request: HttpRequest, username: str) -> list[tuple[str, str]]:
    """What a wrong password counts under: the person's known browser alone, or the user name and the address."""
    name = username.strip().casefold()
    device = _device(request)
    person = User.objects.filter(username__iexact=username.strip()).values_list("pk", flat=True).first()
    if person is not None and person in device["people"]:
        return [("device", f"{device['token']}:{person}")]
    return [("account", name), ("address", address_of(request))]


class MustWait(Exception):
    """Nobody may try under these keys for so many whole `minutes`."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def begin(keys: list[tuple[str, str]]) -> int:
    """Count a try under each key before its password is looked at, so that tries sent at once wait like those sent one
    by one; the minutes that have to pass before the next, 0 for none. Whoever was right gets it back: `succeeded`.

    Raises MustWait, and counts nothing, where there is something to wait for. Forgets keys that are a day old, so that
    invented names do not fill the table.
    """
    SignInDelay.objects.filter(last_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    with transaction.atomic():
        rows = [(kind, _locked(kind, value)) for kind, value in _in_order(keys)]
        now = timezone.now()  # with the rows in hand: others may have counted while we waited for them
        until = max((row.wait_until for _, row in rows if row.wait_until), default=now)
        if until > now:
            raise MustWait(ceil((until - now) / timedelta(minutes=1)))
        return max(_count(kind, row, now) for kind, row in rows)


@transaction.atomic
def succeeded(keys: list[tuple[str, str]], *, began_a_wait: bool) -> None:
    """Begin anew for the person. An address goes on counting all but this try, with the wait that this try began taken
    back: one right password among guesses proves nothing of it."""
    for kind, value in _in_order(keys):
        row = _locked(kind, value)
        row.failures = max(row.failures - 1, 0)
        if kind != "address" or not row.failures:
            row.delete()
            continue
        if began_a_wait or row.failures < FREE[kind]:  # others who were wrong meanwhile go on waiting
            row.wait_until = None
        row.save()


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let this browser be known as one in which this person signed in."""
    device = _device(request)
    people = [user.pk, *(pk for pk in device["people"] if pk != user.pk)][:PEOPLE]
    value = signing.dumps({"token": device["token"], "people": people}, salt=COOKIE)
    response.set_cookie(
        COOKIE, value, max_age=COOKIE_LASTS, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def address_of(request: HttpRequest) -> str:
    """The address that the request came from; of IPv6 the part that one subscriber has."""
    return truncate_ip(get_adapter().get_client_ip(request))


def _in_order(keys: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """In the order in which everybody locks them."""
    return sorted(keys, key=lambda key: digest(*key))


def _locked(kind: str, value: str) -> SignInDelay:
    return SignInDelay.objects.select_for_update().get_or_create(key=digest(kind, value))[0]


def _count(kind: str, row: SignInDelay, now: datetime) -> int:
    row.failures, row.last_at = row.failures + 1, now
    beyond = row.failures - FREE[kind]
    minutes = STEPS[min(beyond, len(STEPS) - 1)] if beyond >= 0 else 0
    row.wait_until = now + timedelta(minutes=minutes) if minutes else None
    row.save()
    return minutes


def _device(request: HttpRequest) -> dict[str, Any]:
    try:
        known: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_LASTS)
    except signing.BadSignature:
        return {"token": secrets.token_urlsafe(12), "people": []}
    return known


def digest(kind: str, value: str) -> str:
    """What is kept of a key: it says neither name nor address."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
