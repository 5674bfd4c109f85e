"""The map of the site for search engines: an index, and parts of at most 50,000 addresses (sitemaps.org)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse

from reports.models import Release
from reports.public import absence

LIMIT = 50_000


class SitemapEntry(NamedTuple):
    """A page and when it last changed."""

    address: str
    changed: datetime


def parts() -> list[SitemapEntry]:
    """The parts of the map, each with its newest change. One query."""
    places = _places()
    return [
        SitemapEntry(reverse("public:sitemap_part", args=[number]), max(place.changed for place in part))
        for number, part in enumerate(_cut(places), start=1)
    ]


def part(number: int) -> list[SitemapEntry]:
    """The pages of one part. Raises NotPublished when there is none of this number. One query."""
    cut = list(_cut(_places()))
    if number > len(cut):
        raise absence.no_such_page("网站地图", number)
    return cut[number - 1]


def _cut(places: list[SitemapEntry]) -> Iterator[list[SitemapEntry]]:
    for begin in range(0, len(places), LIMIT):
        yield places[begin : begin + LIMIT]


def _places() -> list[SitemapEntry]:
    """Reports under their lasting address and the pages of their agencies; the home page first."""
    rows = Release.objects.published().order_by("agency__code", "year").values_list("agency__code", "year")
    reports = list(rows.annotate(changed=Max("published_at")))
    agencies: dict[str, datetime] = {}
    for code, _, changed in reports:
        agencies[code] = max(changed, agencies.get(code, changed))
    if not reports:
        return []
    home = SitemapEntry(reverse("public:home"), max(agencies.values()))
    pages = [SitemapEntry(reverse("public:agency", args=[code]), changed) for code, changed in agencies.items()]
    return [home, *pages, *(SitemapEntry(reverse("public:report", args=row[:2]), row[2]) for row in reports)]
