"""The links of the chain, and what they tell of rows and of versions of reports."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from agencies.models import Event
from agencies.models.trail import FIRST
from agencies.trail import Head
from reports.queries.audit.only_added import only_added_labels

AHEAD = timedelta(minutes=5)  # two clocks may differ by so much: see event_keeps_its_form.sql
_DIGEST = re.compile(r"[1-9]\d{0,2}:[0-9a-f]{64}")
# Whoever turns the triggers off can store times that no calendar of Python has, and that stop whoever reads them.
_NO_TIMES = "SELECT number FROM reports_event WHERE NOT at BETWEEN '1900-01-01' AND '9000-01-01' ORDER BY number"


class Told(NamedTuple):
    """What the chain says of a row last: in which event, and its digest; None where the row was deleted."""

    number: int
    digest: str | None


class Chain:
    """The chain of events, walked once; afterwards it says what was told.

    `told`: of each row, by its label, every digest that is still to be compared: the last one, and of a row that is
    only ever added also the first one by each earlier version of its fields. `begun`: the reports that began as a blank
    row under the chain. `corrected`: after which save each further version of a report began, by report and number.
    Keeps about 200 bytes for a row under the chain.
    """

    def __init__(self) -> None:
        self.told: dict[str, tuple[Told, ...]] = {}
        self.begun: set[int] = set()
        self.corrected: dict[tuple[int, int], object] = {}
        self._only_added = only_added_labels()

    def walk(self, since: Head | None = None) -> Iterator[str]:
        """The first link that does not join, times that cannot be, what is told of otherwise than it was, and what
        stands against the head kept outside.

        After a broken link nothing of the chain can be trusted; what the rest says of rows is taken all the same, so
        that the sentences about rows stay few.
        """
        timeless = _timeless()
        yield from (f"第 {number} 条记录的时间不可能是真的。" for number in timeless)
        previous, before, whole = FIRST, None, not timeless
        events = Event.objects.exclude(number__in=timeless).order_by("number")
        for number, event in enumerate(events.iterator(chunk_size=2000), start=1):
            yield from self._take(event)
            if since and since.number == event.number and since.hash != event.hash:
                yield f"第 {event.number} 条记录不是当时留底的那一条：它或它以前的记录被改写过。"
            if whole and (fault := _fault(event, number, previous)):
                whole = False
                yield fault
            if before and event.at < before:
                yield f"第 {event.number} 条记录的时间（{_time(event)}）早于上一条。"
            previous, before = event.hash, event.at
        if before and before > timezone.now() + AHEAD:
            yield f"最后一条记录的时间（{before:%Y-%m-%d}）还没有到。"
        if since and since.number > len_of_chain():
            yield f"留底的第 {since.number} 条记录不在：最后的记录被删去，或者恢复的是更早的备份。"

    def _take(self, event: Event) -> Iterator[str]:
        """Keep what the event tells; a sentence for each thing that it cannot tell."""
        facts = event.data if isinstance(event.data, dict) else None
        rows = facts.get("rows", {}) if facts is not None else None
        if facts is None or not isinstance(rows, dict):
            yield f"第 {event.number} 条记录的内容不成形，不是本系统写下的。"
            return
        self._take_report(event, facts)
        for label, digest in rows.items():
            if digest is None or (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
                yield from self._tell(label, Told(event.number, digest))
            else:
                yield f"第 {event.number} 条记录里 {label} 的摘要不成形，不是本系统写下的。"

    def _take_report(self, event: Event, facts: dict[str, Any]) -> None:
        number = facts.get("number")
        if event.report_id is None:
            return
        if event.action == "start":
            self.begun.add(event.report_id)
        elif event.action == "correct" and isinstance(number, int):
            self.corrected.setdefault((event.report_id, number), facts.get("version"))

    def _tell(self, label: str, told: Told) -> Iterator[str]:
        """What was told of a row that is only ever added stays; a second telling may only add a version of fields."""
        known = self.told.get(label, ())
        if not known or label.partition(":")[0] not in self._only_added:
            self.told[label] = (told,)
        elif told.digest not in {each.digest for each in known}:
            if told.digest is None or _version(told.digest) in {_version(each.digest) for each in known}:
                yield f"第 {told.number} 条记录把第 {known[0].number} 条记录写下的 {label} 改写成了别的内容。"
            else:
                self.told[label] = (*known, told)


def len_of_chain() -> int:
    """The number of the newest event; 0 while there is none."""
    return Event.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _timeless() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_NO_TIMES)
        return [number for (number,) in cursor.fetchall()]


def _version(digest: str | None) -> str:
    return (digest or "").partition(":")[0]


def _fault(event: Event, number: int, previous: str) -> str:
    if event.number != number:
        return f"第 {number} 条记录不见了，后面是第 {event.number} 条。"
    if event.previous != previous:
        return f"第 {number} 条记录不是接在第 {number - 1} 条之后写下的。"
    if event.hash != event.computed_hash():
        return f"第 {number} 条记录（{event.action}，{_time(event)}）被改动过。"
    return ""


def _time(event: Event) -> str:
    return f"{timezone.localtime(event.at):%Y-%m-%d %H:%M}"
