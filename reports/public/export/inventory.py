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


class AgencyLine(NamedTuple):
    """An agency, as other pages name it."""

    pk: int
    parent: int | None
    code: str
    name: str
    short_name: str
    short_name_in_title: bool

    @property
    def title_name(self) -> str:
        """The same as `Agency.title_name`."""
        return self.short_name if self.short_name and self.short_name_in_title else self.name


class ReleaseLine(NamedTuple):
    """A publication; `adoption` is the request it was taken in by, if it was.

    `withdrawal`: when and why it was taken from public view, by its own notice or a later one.
    """

    pk: int
    agency: int
    year: int
    number: int
    digest: str
    reason: str
    published_at: datetime
    origin: str
    adoption: int | None
    withdrawal: tuple[datetime, str] | None


class AttachedFile(NamedTuple):
    """A public file of a publication."""

    release: int
    format: str
    name: str
    size: int
    sha256: str
    stored: str


def digest(*parts: object) -> str:
    """One digest of plain values."""
    canonical = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass
class Inventory:
    """Everything that is public now. `agencies` and, of each agency, `shelves` (newest first) in the site's order."""

    agencies: dict[int, AgencyLine] = field(default_factory=dict)
    releases: dict[int, list[ReleaseLine]] = field(default_factory=lambda: defaultdict(list))
    attached: dict[int, list[AttachedFile]] = field(default_factory=lambda: defaultdict(list))

    def published_releases(self, agency: int) -> list[ReleaseLine]:
        """The agency's releases that were not withdrawn, the newest first."""
        return [release for release in self.releases.get(agency, ()) if release.withdrawal is None]

    def ancestors(self, agency: int) -> list[AgencyLine]:
        """The agencies above this one, the nearest first."""
        ancestors: list[AgencyLine] = []
        line = self.agencies[agency]
        while line.parent is not None:
            line = self.agencies[line.parent]
            ancestors.append(line)
        return ancestors

    @cached_property
    def published(self) -> list[AgencyLine]:
        """The agencies with a published report, in the order of the directory."""
        return [line for line in self.agencies.values() if self.published_releases(line.pk)]

    @cached_property
    def linked(self) -> list[AgencyLine]:
        """The agencies that some page of the site links to: those with a publication, and those above them."""
        wanted = {pk for pk, releases in self.releases.items() if releases}
        wanted |= {line.pk for pk in list(wanted) for line in self.ancestors(pk)}
        return [line for line in self.agencies.values() if line.pk in wanted]

    @cached_property
    def years(self) -> list[int]:
        """The years with a published report, the newest first."""
        return sorted(
            {release.year for line in self.published for release in self.published_releases(line.pk)}, reverse=True
        )

    @cached_property
    def latest(self) -> list[ReleaseLine]:
        """All published releases, the newest first."""
        everything = [release for line in self.published for release in self.published_releases(line.pk)]
        return sorted(everything, key=lambda release: (release.published_at, release.pk), reverse=True)


def take_inventory() -> Inventory:
    """The inventory as the database is now. Three queries."""
    inventory = Inventory()
    rows = Agency.objects.values_list(*AgencyLine._fields)
    inventory.agencies = {row[0]: AgencyLine(*row) for row in rows}
    withdrawal: tuple[datetime, str] | None = None
    before: tuple[int, ...] = (0, 0)
    releases = Release.objects.order_by("agency", "-year", "-number").values_list(
        "pk",
        "agency",
        "year",
        "number",
        "digest",
        "reason",
        "published_at",
        "origin",
        "adoption",
        "withdrawal__at",
        "withdrawal__reason",
    )
    for row in releases:
        own = (row[9], row[10]) if row[9] else None
        withdrawal = own or (withdrawal if before == row[1:3] else None)
        before = row[1:3]
        inventory.releases[row[1]].append(ReleaseLine(*row[:9], withdrawal))
    for attached in files.public().values_list("release", "format", "name", "size", "sha256", "file"):
        inventory.attached[attached[0]].append(AttachedFile(*attached))
    return inventory
