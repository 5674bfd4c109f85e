"""Writing the trail: one event at a time joins the chain, inside the transaction of what happened."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from agencies.models import Agency, User
from agencies.models.trail import FIRST, Event
from agencies.trail.outside import to_syslog
from agencies.trail.rows import digest_of, label_of

# Whoever writes an event holds this lock until the end of the transaction: the chain has one end.
_CHAIN = 2021_30
LONGEST_LINE = 1800  # bytes: a datagram of a syslog holds two thousand bytes everywhere


class Head(NamedTuple):
    """The newest event: whoever keeps both outside can prove later that nothing before it was rewritten."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def record(
    action: str,
    by: User | None,
    agency: Agency | None = None,
    *,
    report_id: int | None = None,
    rows: Iterable[Model | str] = (),
    **data: Any,
) -> Event:
    """Add an event; `data` are plain values. `by` is None for the command line and for strangers.

    `rows` are all rows under the chain that were written, as they are stored now; a label (`label_of`) names a row that
    was deleted.
    Call it last in a transaction, and where something slow follows, after that: others wait until it ends.
    """
    digests = dict(_digest(row) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
    last = Event.objects.order_by("-number").values_list("number", "hash", "at").first() or (0, FIRST, timezone.now())
    event = Event(
        number=last[0] + 1,
        report_id=report_id,
        agency=agency,
        actor=by,
        action=action,
        at=max(timezone.now(), last[2]),  # a clock that was put back never makes the trail run backwards
        data=json.loads(json.dumps(data | ({"rows": digests} if digests else {}), cls=DjangoJSONEncoder)),
        previous=last[1],
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    if report_id is None:  # people, accounts, the security log; what happens to reports stays here
        transaction.on_commit(partial(to_syslog, _line(event)))
    return event


def head() -> Head:
    """The newest event of the chain; number 0 and 64 zeros while there is none."""
    return Head(*(Event.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST)))


def _line(event: Event) -> str:
    """The event in one line of what a syslog takes, without the digests of rows."""
    facts = {name: value for name, value in event.data.items() if name != "rows"}
    words = {"number": event.number, "action": event.action, "actor": event.actor_id, "agency": event.agency_id}
    line = json.dumps(words | {"hash": event.hash, "data": facts}, ensure_ascii=False, separators=(",", ":"))
    return line.encode()[:LONGEST_LINE].decode(errors="ignore")


def _digest(row: Model | str) -> tuple[str, str | None]:
    return (row, None) if isinstance(row, str) else (label_of(row), digest_of(row))
