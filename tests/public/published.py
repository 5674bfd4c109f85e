"""Releases for tests, without rendering, and pages read back."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import tinyhtml5
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils import timezone

from agencies.models import Agency
from reports import editions
from reports.content import figures
from reports.content.report import gather
from reports.models import Release, ReleaseFile, Report, Withdrawal, agency_facts
from reports.workflow.transitions import State
from tests.factories import reopen, signed

PDF = b"%PDF-1.7 not really"


def day(year: int, month: int, number: int) -> datetime:
    """Noon of a day in China."""
    return datetime(year, month, number, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def numbered(year: int) -> dict[str, object]:
    """A different number in every typed cell."""
    edition = editions.for_year(year)
    return {key: number for number, key in enumerate(editions.typed_keys(edition), start=1)}


def publish(
    agency: Agency,
    year: int = 2024,
    *,
    entered: Mapping[str, object] | None = None,
    prose: Mapping[str, str] | None = None,
    on: datetime | None = None,
    pdf: bytes | None = None,
    reason: str = "",
) -> Release:
    """The next release of the agency's report of the year; with a file where `pdf` is given."""
    code = editions.for_year(year).code
    report, _ = Report.objects.get_or_create(agency=agency, year=year, defaults={"edition": code})
    reopen(report, report.releases.count() + 1)
    content = gather(code, year, agency_facts(agency), entered or numbered(year), prose or {})
    signed(report, content.digest())
    release = Release.objects.create(
        report=report,
        agency=agency,
        year=year,
        number=report.number,
        edition=code,
        agency_facts=dict(content.agency),
        figures=figures.dump(content.figures),
        prose=dict(content.prose),
        digest=content.digest(),
        round=report.round,
        reason=reason,
        published_at=on or timezone.now(),
    )
    report.state = State.PUBLISHED
    report.save(update_fields=["state"])
    if pdf is not None:
        attach(release, pdf)
    return release


def attach(release: Release, data: bytes, form: str = "pdf") -> ReleaseFile:
    """A stored file of the release."""
    made = ReleaseFile(
        release=release,
        format=form,
        name=f"{release.content().title}.{form}",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    made.file.save(f"report.{form}", ContentFile(data), save=False)
    made.save()
    return made


def withdraw(release: Release, reason: str = "数据有误。", on: datetime | None = None) -> Withdrawal:
    """The release, and all before it, taken from public view."""
    return Withdrawal.objects.create(release=release, reason=reason, at=on or timezone.now())


class Page:
    """An HTML page as a reader finds it."""

    def __init__(self, response: HttpResponse | str) -> None:
        page = response if isinstance(response, str) else response.content.decode()
        self.root: Element = tinyhtml5.parse(page, namespace_html_elements=False)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of the tag; `class_` names one of their classes, other attributes must be equal."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.root.iter(tag)
            if (wanted is None or wanted in element.get("class", "").split())
            and all(element.get(name) == value for name, value in attributes.items())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [text(element) for element in self.all(tag, **attributes)]

    def text(self, tag: str, **attributes: str) -> str:
        """The text of the only such element."""
        (only,) = self.texts(tag, **attributes)
        return only

    def links(self, tag: str = "main", **attributes: str) -> list[tuple[str, str]]:
        """Text and address of every link inside the only such element."""
        (around,) = self.all(tag, **attributes)
        return [(text(link), link.get("href", "")) for link in around.iter("a")]

    def rows(self, table: str) -> list[list[str]]:
        """A table with every merged cell repeated in each place it covers."""
        (element,) = self.all("table", class_=f"grid-{table}")
        lines = list(element.iter("tr"))
        filled: dict[tuple[int, int], str] = {}
        for y, line in enumerate(lines):
            for cell in line:
                x = next(x for x in range(100) if (y, x) not in filled)
                for dy in range(int(cell.get("rowspan", 1))):
                    for dx in range(int(cell.get("colspan", 1))):
                        filled[y + dy, x + dx] = text(cell)
        return [[filled[y, x] for x in range(len(filled) // len(lines))] for y in range(len(lines))]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def attributes(root: Element) -> Iterator[tuple[str, str, str]]:
    """Every attribute of a page: tag, name, value."""
    for element in root.iter():
        for name, value in element.items():
            yield str(element.tag), name, value


def get(client: Any, address: str, **extra: Any) -> Page:
    """The page at an address, which must be there."""
    response = client.get(address, **extra)
    assert response.status_code == 200, response.content.decode()
    return Page(response)
