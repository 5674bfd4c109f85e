"""Atom: new publications of the whole site or of one agency, corrections included. What was withdrawn is left out."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import localtime

from agencies.models import Agency
from reports.models import Release
from reports.public import absence, publications

ENTRIES = 50


class Publications(Feed):
    """The newest publications of the site, as Atom (RFC 4287). `obj` is None, or the agency of its own feed."""

    feed_type = Atom1Feed
    language = "zh-CN"
    title = "政府信息公开工作年度报告：最新发布"
    subtitle = "新发布和更正的年度报告。"

    def link(self, obj: Agency | None) -> str:
        """The page that the feed belongs to."""
        return reverse("public:agency", args=[obj.code]) if obj else reverse("public:home")

    def feed_url(self, obj: Agency | None) -> str:
        """The address of the feed itself."""
        return reverse("public:agency_feed", args=[obj.code]) if obj else reverse("public:feed")

    def feed_guid(self, obj: Agency | None) -> str:
        """A URN that stays the same under any host name."""
        return _urn(self.feed_url(obj))

    def items(self, obj: Agency | None) -> Iterable[Release]:
        """The newest ENTRIES releases."""
        releases = publications.publications()
        return (releases.filter(agency=obj) if obj else releases)[:ENTRIES]

    def item_title(self, item: Any) -> str:
        """Django makes text of it; the feed's writer escapes it."""
        return publications.title_of(item) + (f"（第{item.number}版）" if item.number > 1 else "")

    def item_description(self, item: Any) -> str:
        """Markup by Django's choice, so what was typed is escaped once here and once more by the feed's writer."""
        taken_in = "，由原公开件录入、没有在本系统审核" if item.origin == Release.Origin.IMPORTED else ""
        sentence = f"{item.agency_facts['name']}{item.dated_by}{taken_in}，第{item.number}版。"
        return escape(sentence + (f"更正理由：{item.reason}" if item.reason else ""))

    def item_link(self, item: Release) -> str:
        """The lasting address of the version."""
        return reverse("public:version", args=[item.agency.code, item.year, item.number])

    def item_guid(self, item: Release) -> str:
        """The same whatever name the site is reached under."""
        return _urn(f"{self.item_link(item)}#{item.digest}")

    def item_author_name(self, item: Release) -> str:
        """The agency's name at the time of publication."""
        return str(item.agency_facts["name"])

    def item_pubdate(self, item: Release) -> datetime:
        """When the version was published, in local time; what was taken in, when the original was."""
        return localtime(item.published_at)

    def item_updateddate(self, item: Release) -> datetime:
        """The same time: a version never changes."""
        return localtime(item.published_at)


class PublicationsOf(Publications):
    """The newest publications of one agency."""

    def get_object(self, request: HttpRequest, code: str) -> Agency:
        """The agency of the address. Raises NotPublished for an unknown code."""
        agency = Agency.objects.filter(code=code).first()
        if agency is None:
            raise absence.no_agency(code)
        return agency

    def title(self, obj: Agency) -> str:  # type: ignore[override]
        """The title of the agency's feed."""
        return f"{obj.name}：政府信息公开工作年度报告"


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
