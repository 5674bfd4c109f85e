"""What belongs to the stored site, and for each address a key: the digest of everything that its page is drawn from.

Equal keys promise equal pages, so a page is drawn anew only when its key is another. Everything is read with three
queries; a key may cover more than its page shows, never less.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from agencies.models import Agency
from reports.models import Release
from reports.public import files


class Item(NamedTuple):
    """One address of the site. `stored`: a released file's name in the storage; its key is its SHA-256."""

    address: str
    key: str
    stored: str = ""


class Line(NamedTuple):
    """An agency, as other pages name it."""

    pk: int
    parent: int | None
    code: str
    name: str
    short_name: str


class Said(NamedTuple):
    """A publication. `withdrawal`: when and why it was taken from public view, by its own notice or a later one."""

    pk: int
    agency: int
    year: int
    number: int
    digest: str
    reason: str
    published_at: datetime
    withdrawal: tuple[datetime, str] | None


class Attached(NamedTuple):
    """A public file of a publication."""

    release: int
    format: str
    name: str
    size: int
    sha256: str
    stored: str


def digest(*parts: object) -> str:
    """One digest of plain values."""
    said = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class Inventory:
    """Everything that is public now. `agencies` and, of each agency, `shelves` (newest first) in the site's order."""

    agencies: dict[int, Line] = field(default_factory=dict)
    shelves: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    attached: dict[int, list[Attached]] = field(default_factory=lambda: defaultdict(list))

    def standing(self, agency: int) -> list[Said]:
        return [said for said in self.shelves.get(agency, ()) if said.withdrawal is None]

    def above(self, agency: int) -> list[Line]:
        found: list[Line] = []
        line = self.agencies[agency]
        while line.parent is not None:
            line = self.agencies[line.parent]
            found.append(line)
        return found

    @cached_property
    def published(self) -> list[Line]:
        """The agencies with a report that stands, in the order of the register."""
        return [line for line in self.agencies.values() if self.standing(line.pk)]

    @cached_property
    def shown(self) -> list[Line]:
        """The agencies that some page of the site links to: those with a publication, and those above them."""
        wanted = {pk for pk, shelf in self.shelves.items() if shelf}
        wanted |= {line.pk for pk in list(wanted) for line in self.above(pk)}
        return [line for line in self.agencies.values() if line.pk in wanted]

    @cached_property
    def years(self) -> list[int]:
        return sorted({said.year for line in self.published for said in self.standing(line.pk)}, reverse=True)

    @cached_property
    def latest(self) -> list[Said]:
        """What stands, the last published first."""
        everything = [said for line in self.published for said in self.standing(line.pk)]
        return sorted(everything, key=lambda said: (said.published_at, said.pk), reverse=True)


def take() -> Inventory:
    """The inventory as the database is now. Three queries."""
    found = Inventory()
    rows = Agency.objects.values_list("pk", "parent", "code", "name", "short_name")
    found.agencies = {row[0]: Line(*row) for row in rows}
    taken: tuple[datetime, str] | None = None
    before: tuple[int, ...] = (0, 0)
    releases = Release.objects.order_by("agency", "-year", "-number").values_list(
        "pk", "agency", "year", "number", "digest", "reason", "published_at", "withdrawal__at", "withdrawal__reason"
    )
    for row in releases:
        own = (row[7], row[8]) if row[7] else None
        taken = own or (taken if before == row[1:3] else None)
        before = row[1:3]
        found.shelves[row[1]].append(Said(*row[:7], taken))
    for attached in files.public().values_list("release", "format", "name", "size", "sha256", "file"):
        found.attached[attached[0]].append(Attached(*attached))
    return found
