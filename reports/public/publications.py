"""Queries on releases: the latest, those of an agency, one release and the versions around it.

Withdrawn releases are left out, except where the notice is to be shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from agencies.models import Agency
from reports.content.report import report_name
from reports.models import Release, dated_by
from reports.public import absence, files

LATEST = 10


class Version(NamedTuple):
    """One publication, without what it says. `dated_by`: what happened at `published_at`, in a word.

    `withdrawn_at`: when it was taken from public view, if it was.
    """

    year: int
    number: int
    dated_by: str
    published_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class YearList:
    """The versions of a release's year (newest first), and the agency's years before and after it."""

    versions: tuple[Version, ...]
    previous_year: int | None
    next_year: int | None

    @property
    def newest(self) -> Version:
        """The newest version of the year."""
        return self.versions[0]


def years() -> list[int]:
    """Years with at least one published report, the newest first."""
    return list(Release.objects.published().order_by("-year").values_list("year", flat=True).distinct())


def latest(limit: int = LATEST) -> list[Release]:
    """The reports published last, each once in its newest version, without figures and prose."""
    newest: dict[int, Release] = {}
    for release in publications()[: limit * 3]:  # a correction stands before what it corrects
        newest.setdefault(release.report_id, release)
    return list(newest.values())[:limit]


def publications() -> QuerySet[Release]:
    """Every publication that stands, corrections included, the last first, without figures and prose."""
    releases = Release.objects.published().select_related("agency").defer("figures", "prose")
    return releases.order_by("-published_at", "-pk")


def for_agency(agency: Agency) -> list[Release]:
    """One release for each published year, the newest year first, with files.

    Where `withdrawal` is not None, the report was taken from public view and only the notice may be shown.
    """
    return list(agency.releases.newest().select_related("withdrawal").prefetch_related(_public_files()))


def get(code: str, year: int, number: int | None = None) -> Release:
    """The newest version of a report, or the one with the number, with agency and files.

    Raises NotPublished, and Withdrawn where there is a notice in its place.
    """
    releases = Release.objects.published().filter(agency__code=code, year=year)
    if number is not None:
        releases = releases.filter(number=number)
    release = (
        releases.select_related("agency", "adoption__decision")
        .prefetch_related(_public_files())
        .order_by("-number")
        .first()
    )
    if release is None:
        raise absence.no_release(code, year, number)
    return release


def title_of(release: Release) -> str:
    """The report's title, without reading its content."""
    return f"{release.agency_facts['title_name']}{report_name(release.year)}"


def _public_files() -> Prefetch:
    return Prefetch("files", queryset=files.public())


def year_list(release: Release) -> YearList:
    """The versions and years around a published release. One query."""
    rows = Release.objects.filter(agency_id=release.agency_id).order_by("-year", "-number")
    versions = list(
        _versions(rows.values_list("year", "number", "published_at", "withdrawal__at", "origin", "adoption"))
    )
    published_years = {version.year for version in versions if version.withdrawn_at is None}
    return YearList(
        versions=tuple(version for version in versions if version.year == release.year),
        previous_year=max((year for year in published_years if year < release.year), default=None),
        next_year=min((year for year in published_years if year > release.year), default=None),
    )


def _versions(rows: Iterable[tuple[int, int, datetime, datetime | None, str, int | None]]) -> Iterator[Version]:
    """The rows, newest first, each with the withdrawal that covers it: its own or the next one above it."""
    year, withdrawn_at = 0, None
    for row in rows:
        withdrawn_at = row[3] or (withdrawn_at if row[0] == year else None)
        year = row[0]
        yield Version(*row[:2], dated_by(*row[4:]), row[2], withdrawn_at)
