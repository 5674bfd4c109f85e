"""The security log (安全日志): who came in from where, what was tried, fetched, changed (GB/T 22239—2019 8.1.4.3).

In: a request and what happened. Out: events of the one chain (agencies/trail), with the address and the browser. Never
a password, code, link or token. Nothing here is ever deleted: the chain keeps all.

Strangers cannot make the chain grow as they like. A wrong password for an account that exists is an event; the waits
(agencies/accounts/delays.py) let there be about a hundred a day for one account. Names that nobody has are counted by
the hour, and the 1st, 10th, 100th … of an hour is an event. Attempts refused while waiting are none. A file fetched
again within ten minutes is one event.

Of files that are not public, originals, 审签单 and the files of releases are logged when they are fetched. 校样 and
校对意见 are not: they are drawn anew for whoever works on a draft, and say nothing that its pages do not show.
"""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from agencies import trail
from agencies.accounts import delays
from agencies.models import Agency, User

LONGEST_AGENT = 120
FETCHED_AGAIN = 600  # seconds


def log(request: HttpRequest, action: str, by: User | None, agency: Agency | None = None, **data: Any) -> None:
    """Write the event, with where the request came from."""
    with transaction.atomic():
        agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
        trail.record(action, by, agency, address=delays.address_of(request), agent=agent, **data)


def log_failure(request: HttpRequest, username: str, minutes: int) -> None:
    """A wrong password; `minutes` have to pass before the next try. Aggregated for names that nobody has."""
    user = User.objects.filter(username__iexact=username.strip()).first()
    if user is not None:
        action = "sign_in_locked" if minutes else "sign_in_failed"
        log(request, action, None, user=user.pk, username=user.username, minutes=minutes)
        return
    hour = timezone.now().strftime("%Y%m%d%H")
    cache.add(f"nianbao.strangers:{hour}", 0, 7200)
    count = cache.incr(f"nianbao.strangers:{hour}")
    if str(count).strip("0") == "1":
        log(request, "sign_in_unknown", None, count_this_hour=count)


def log_download(request: HttpRequest, by: User, agency: Agency, **what: Any) -> None:
    """Somebody fetched a file that is not public."""
    key = f"nianbao.fetched:{by.pk}:{agency.pk}:{sorted(what.items())}"
    if cache.add(delays.digest("fetched", key), True, FETCHED_AGAIN):
        log(request, "download", by, agency, **what)
