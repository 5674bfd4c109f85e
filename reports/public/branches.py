"""The tree of agencies as a citizen browses it: only branches that lead to a published report, each with its count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, OuterRef, Subquery

from agencies.models import Agency
from agencies.tree import AgencyQuerySet
from reports.models import Release

# A wider or deeper tree than this is cut, and the page of the agency shows the rest.
WIDTH = 60
DEPTH = 3


class Entry(NamedTuple):
    """A row of the register; `newest_year` is None where the agency itself published nothing."""

    pk: int
    parent: int | None
    code: str
    name: str
    short_name: str
    newest_year: int | None

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class Branch:
    """An agency in the tree. `count` agencies in it have published, itself included; `hidden` children are cut off."""

    agency: Entry
    count: int
    children: tuple["Branch", ...]
    hidden: int


def grow(agencies: AgencyQuerySet, *, depth: int = DEPTH, width: int = WIDTH) -> tuple[Branch, ...]:
    """The branches of these agencies, with one query. Those whose parent is not among them are the roots."""
    newest = Release.objects.filter(agency=OuterRef("pk")).order_by().values("agency").annotate(year=Max("year"))
    rows = agencies.annotate(newest_year=Subquery(newest.values("year")))
    entries = {row[0]: Entry(*row) for row in rows.values_list("pk", "parent", "code", "name", "short_name", "newest_year")}
    counts = _counts(entries)
    below: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if counts[entry.pk]:
            below[entry.parent if entry.parent in entries else None].append(entry)
    return _branches(None, below, counts, depth, width)


def _counts(entries: Mapping[int, Entry]) -> Mapping[int, int]:
    """How many agencies at or below each have published."""
    counts: dict[int, int] = defaultdict(int)
    for entry in entries.values():
        above: Entry | None = entry if entry.newest_year else None
        while above:
            counts[above.pk] += 1
            above = entries.get(above.parent) if above.parent else None
    return counts


def _branches(
    parent: int | None, below: Mapping[int | None, list[Entry]], counts: Mapping[int, int], depth: int, width: int
) -> tuple[Branch, ...]:
    shown = below.get(parent, [])[:width] if depth else []
    return tuple(
        Branch(
            agency=entry,
            count=counts[entry.pk],
            children=(children := _branches(entry.pk, below, counts, depth - 1, width)),
            hidden=len(below.get(entry.pk, [])) - len(children),
        )
        for entry in shown
    )
