"""Makers of files that were taken in: readings of our own, stored without a file having been read."""

from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile

from agencies.models import Agency, User
from reports import editions
from reports.content import figures as figures_room
from reports.content.digests import sha256
from reports.importing.reading import FilePlace, Reading, ReadSection, Unmatched, Value, ValueState
from reports.models import Upload
from reports.rendering import portal
from tests import factories


def reading(year: int = 2023, **changes: Any) -> Reading:
    """What a faultless paper of an agency without a single request says; `changes` are fields of the reading."""
    edition = editions.for_year(year)
    prose = factories.prose(edition.code)
    done = figures_room.complete(edition, factories.read_figures(edition.code))
    cells = {
        key: Value(ValueState.READ, figure, figures_room.text(figure), FilePlace(2, 1, row))
        for row, (key, figure) in enumerate(done.items(), start=1)
    }
    sections = tuple(
        ReadSection(section.key, section.number, section.heading, prose.get(section.key, ""))
        for section in edition.sections
    )
    given = Reading(
        kind="docx",
        edition=edition.code,
        agency=factories.FACTS["title_name"],
        year=year,
        title=f"{factories.FACTS['title_name']}{year}年政府信息公开工作年度报告",
        opening=prose["opening"],
        contact=prose["contact"],
        sections=sections,
        cells=cells,
    )
    return replace(given, **changes)


def with_cells(of: Reading, **values: Value) -> Reading:
    """The same with other cells; dots of a key are given as by `**{"requests.received.business": …}`."""
    return replace(of, cells={**of.cells, **values})


def doubtful(year: int = 2023) -> Reading:
    """A paper with one cell in doubt, one missing, one blank, a stated total that is not the sum, and a stray line."""
    doubt = Value(ValueState.DOUBTFUL, 8, "8 0", FilePlace(3, 2, 5), "两个数连在一起")
    return replace(
        with_cells(
            reading(year),
            **{
                "requests.received.natural_person": doubt,
                "requests.granted.business": Value(ValueState.MISSING, why="没有找到这一行"),
                "requests.granted.research": Value(ValueState.BLANK, None, "", FilePlace(3, 2, 7)),
                "requests.received.total": Value(ValueState.READ, 9, "9", FilePlace(3, 2, 5)),
            },
        ),
        unmatched=(Unmatched("第 3 页 共 5 页", FilePlace(3)),),
    )


def upload(
    agency: Agency, by: User, of: Reading | None = None, data: bytes = b"a paper", name: str = "", **facts: Any
) -> Upload:
    """A stored file with its reading."""
    row = Upload(
        agency=agency,
        name=name or "2023年年报.docx",
        size=len(data),
        sha256=sha256(data),
        reading_data=(of or reading()).data(),
        by=by,
        **facts,
    )
    row.file.save("original", ContentFile(data), save=False)
    row.save(force_insert=True)  # a key may be given, and a row is never changed
    return row


def page(year: int = 2023) -> bytes:
    """The report of `reading` as our own writer of portal pages makes it."""
    return portal.render(factories.content(year))
