"""Telling people what others did to their account: on the desk and 我的账号 until they read it, and by letter.

In: who is told, what was done, by whom (None: the command line of the server). Out: a row of AccountNotice, under the
chain; the letter
goes out once the transaction is committed. Nobody is told what they did themselves.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from agencies import emails, trail
from agencies.models import AccountNotice, User

Kind = AccountNotice.Kind
# After these somebody else may hold the way in: the person signs nothing for a time.
DELAYS_SIGNING = frozenset({Kind.PASSWORD_RESET, Kind.FACTOR_REMOVED})
SIGNS_FROM = "您的密码或两步验证刚由他人经手重设，{until:%-m月%-d日 %H:%M}以后才能签名和发布。"


def who(by: User | None) -> str:
    """How a notice names who did it."""
    return f"{by.display_name}（{by.username}）" if by else "系统管理员在服务器上"


def tell(people: Iterable[User], kind: AccountNotice.Kind, says: str, *, by: User | None) -> None:
    """Write the notice for each of these people but `by`, and send each a letter once it is sure."""
    now = timezone.now()
    hours = settings.SIGNING_DELAY_HOURS if kind in DELAYS_SIGNING else 0
    signing_from = now + timedelta(hours=hours) if hours else None
    told = [
        AccountNotice(user=person, kind=kind, says=says[:700], by=by, at=now, signing_from=signing_from)
        for person in people
        if by is None or person.pk != by.pk
    ]
    if not told:
        return
    AccountNotice.objects.bulk_create(told)
    trail.record("account_notice", by, rows=told, kind=str(kind), users=[notice.user_id for notice in told], says=says)
    for notice in told:
        transaction.on_commit(partial(emails.send_account_notice, notice))


def unread(user: User) -> QuerySet[AccountNotice]:
    """What the person has not said yet that they read, the newest first."""
    return AccountNotice.objects.filter(user=user, read_at=None).select_related("by")


def mark_read(user: User) -> None:
    """The person read every notice about their account."""
    AccountNotice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())


def signs_from(user: User) -> datetime | None:
    """Until when the person signs nothing; None where nothing stands in the way. One query."""
    rows = AccountNotice.objects.filter(user=user, signing_from__gt=timezone.now())
    latest: datetime | None = rows.aggregate(latest=Max("signing_from"))["latest"]
    return latest


def why_no_signature(user: User) -> str:
    """The sentence for a person who may not sign yet; empty for everybody else. One query."""
    until = signs_from(user)
    return SIGNS_FROM.format(until=timezone.localtime(until)) if until else ""
