"""The tree of agencies as a citizen browses it: only branches that lead to a published report, each with its count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, OuterRef, Subquery

from agencies.models import AgencyQuerySet
from reports.models import Release

# A level is shown while the whole tree stays below so many entries; what is left out the agency's own page shows.
ENTRIES = 400
# Of one agency's children no more than this are listed.
WIDTH = 200
# A tree with no more published agencies than this begins with all its branches open.
OPEN_UP_TO = 20


class AgencyEntry(NamedTuple):
    """A row of the register; `newest_year` is None where the agency itself published nothing."""

    pk: int
    parent: int | None
    code: str
    name: str
    short_name: str
    newest_year: int | None

    @property
    def label(self) -> str:
        """The name in the tree: the short one where there is one."""
        return self.short_name or self.name


Below = Mapping[int | None, list[AgencyEntry]]


@dataclass(frozen=True)
class Branch:
    """An agency in the tree. `count` agencies in it have published, itself included; `hidden` children are left out."""

    agency: AgencyEntry | None
    count: int
    children: tuple["Branch", ...]
    hidden: int
    open: bool


def build_tree(agencies: AgencyQuerySet) -> Branch:
    """The tree of these agencies, with one query, as a branch without an agency of its own.

    Agencies whose parent is not among them stand at the top.
    """
    releases = Release.objects.published().filter(agency=OuterRef("pk")).order_by()
    newest = releases.values("agency").annotate(year=Max("year"))
    rows = agencies.annotate(newest_year=Subquery(newest.values("year"))).values_list(*AgencyEntry._fields)
    entries = {row[0]: AgencyEntry(*row) for row in rows}
    counts = _counts(entries)
    below: Below = _below(entries, counts)
    whole = sum(counts[entry.pk] for entry in below[None])
    children, hidden = _children(None, below, counts, _depth(below), opened=whole <= OPEN_UP_TO)
    return Branch(None, whole, children, hidden, open=True)


def _counts(entries: Mapping[int, AgencyEntry]) -> Mapping[int, int]:
    """How many agencies at or below each have published."""
    counts: dict[int, int] = defaultdict(int)
    for entry in entries.values():
        above: AgencyEntry | None = entry if entry.newest_year else None
        while above:
            counts[above.pk] += 1
            above = entries.get(above.parent) if above.parent else None
    return counts


def _below(entries: Mapping[int, AgencyEntry], counts: Mapping[int, int]) -> Below:
    """The children of each that lead to a report, under the parent's key."""
    below: dict[int | None, list[AgencyEntry]] = defaultdict(list)
    for entry in entries.values():
        if counts[entry.pk]:
            below[entry.parent if entry.parent in entries else None].append(entry)
    return below


def _depth(below: Below) -> int:
    """How many levels are shown: the first, and each next one that does not make the tree too large."""
    depth, shown, level = 0, 0, below[None]
    while level and (depth == 0 or shown + len(level) <= ENTRIES):
        depth, shown = depth + 1, shown + len(level)
        level = [child for entry in level for child in below.get(entry.pk, ())]
    return depth


def _children(
    parent: int | None, below: Below, counts: Mapping[int, int], depth: int, *, opened: bool
) -> tuple[tuple[Branch, ...], int]:
    """The branches under the parent that are shown, and the number of those that are not."""
    entries = below.get(parent, [])
    shown = entries[:WIDTH] if depth else []
    children = []
    for entry in shown:
        inner, hidden = _children(entry.pk, below, counts, depth - 1, opened=opened)
        children.append(Branch(entry, counts[entry.pk], inner, hidden, open=opened or len(entries) == 1))
    return tuple(children), len(entries) - len(shown)
