"""Questions about releases: the latest, those of an agency, one with what stands around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from agencies.models import Agency
from reports.models import Release
from reports.public import absence

LATEST = 10


class Version(NamedTuple):
    """One publication, without what it says."""

    year: int
    number: int
    published_at: datetime


@dataclass(frozen=True)
class Shelf:
    """What stands around one release: all versions of its year (newest first) and the agency's years beside it."""

    versions: tuple[Version, ...]
    previous_year: int | None
    next_year: int | None

    @property
    def newest(self) -> Version:
        return self.versions[0]


def years() -> list[int]:
    """Years with at least one published report, the newest first."""
    return list(Release.objects.order_by("-year").values_list("year", flat=True).distinct())


def latest() -> list[Release]:
    """The reports published last, each once in its newest version, without figures and prose."""
    releases = Release.objects.select_related("agency").defer("figures", "prose").order_by("-published_at", "-pk")
    newest: dict[int, Release] = {}
    for release in releases[: LATEST * 3]:  # a correction stands before what it corrects
        newest.setdefault(release.report_id, release)
    return list(newest.values())[:LATEST]


def of_agency(agency: Agency) -> list[Release]:
    """One release for each published year, the newest year first, with files."""
    return list(agency.releases.newest().prefetch_related("files"))


def one(code: str, year: int, number: int | None = None) -> Release:
    """The newest version of a report, or the one with the number, with agency and files. Raises NotPublished."""
    releases = Release.objects.filter(agency__code=code, year=year).select_related("agency").prefetch_related("files")
    if number is not None:
        releases = releases.filter(number=number)
    release = releases.order_by("-number").first()
    if release is None:
        raise absence.no_release(code, year, number)
    return release


def around(release: Release) -> Shelf:
    """The shelf of a release."""
    rows = Release.objects.filter(agency_id=release.agency_id).order_by("-year", "-number")
    versions = [Version(*row) for row in rows.values_list("year", "number", "published_at")]
    return Shelf(
        versions=tuple(version for version in versions if version.year == release.year),
        previous_year=max((version.year for version in versions if version.year < release.year), default=None),
        next_year=min((version.year for version in versions if version.year > release.year), default=None),
    )
