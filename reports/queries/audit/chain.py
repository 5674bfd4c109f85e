"""The links of the chain, and what they tell of rows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone

from agencies.models import Event
from agencies.models.trail import FIRST
from agencies.trail import Head


class Told(NamedTuple):
    """What the chain says of a row last: in which event, and its digest; None where the row was deleted."""

    number: int
    digest: str | None


class Chain:
    """The chain of events, walked once; `told` holds afterwards what it says of each row, by the row's label.

    Keeps about 200 bytes for a row under the chain.
    """

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}

    def walk(self, since: Head | None = None) -> Iterator[str]:
        """The first link that does not join, times that run back, and what stands against the head kept outside.

        After a broken link nothing of the chain can be trusted; what the rest says of rows is taken all the same, so
        that the sentences about rows stay few.
        """
        previous, before, whole = FIRST, None, True
        for number, event in enumerate(Event.objects.order_by("number").iterator(chunk_size=2000), start=1):
            self._take(event)
            if since and since.number == event.number and since.hash != event.hash:
                yield f"第 {event.number} 条记录不是当时留底的那一条：它或它以前的记录被改写过。"
            if whole and (fault := _fault(event, number, previous)):
                whole = False
                yield fault
            if before and event.at < before:
                yield f"第 {event.number} 条记录的时间（{_time(event)}）早于上一条。"
            previous, before = event.hash, event.at
        if since and since.number > len_of_chain():
            yield f"留底的第 {since.number} 条记录不在：最后的记录被删去，或者恢复的是更早的备份。"

    def _take(self, event: Event) -> None:
        for label, digest in event.data.get("rows", {}).items():
            self.told[label] = Told(event.number, digest)


def len_of_chain() -> int:
    """The number of the newest event; 0 while there is none."""
    return Event.objects.order_by("-number").values_list("number", flat=True).first() or 0


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
