"""The workbook: what it is (说明), a sheet for each official table, and the prose (文字)."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import digests, outline
from reports.content.report import Content
from reports.rendering import archive, document, office
from reports.rendering.document import Document
from reports.rendering.excel import looks, tables, totals

FACTS, PROSE = "说明", "文字"
# Excel takes 32,767 UTF-16 units in a cell, and one character may be two of them.
LONGEST_TEXT = 16_000
WIDTHS = (32, 90)
EXPLAINS = "总计由公式算出，改动数字后会重新计算；空格表示没有填写，不是 0。"


def render(content: Content) -> bytes:
    """The Excel file of a content. Raises Unprintable for characters that no such file can hold."""
    office.refuse_unsayable(content)
    drawn = document.build(content)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - for the type checker
    _facts(sheet, content)
    for part in drawn.parts:
        if part.table:
            tables.draw(book.create_sheet(tables.sheet_name(part)), part.title, part.table, content.figures)
    _prose(book.create_sheet(PROSE), drawn)
    stored = io.BytesIO()
    book.save(stored)
    return office.package(totals.with_totals(archive.unpack(stored.getvalue()), book, drawn), content)


def _facts(sheet: Worksheet, content: Content) -> None:
    sheet.title = FACTS
    edition, canonical = content.edition, content.canonical()
    _write_rows(
        sheet,
        [
            ("标题", content.title),
            ("机关", content.agency["name"]),
            ("机关代码", content.agency["code"]),
            ("年度", content.year),
            ("格式", f"{edition.notice}（{edition.notice_title}）"),
            ("内容摘要（SHA-256）", digests.sha256(canonical)),
            ("内容摘要（SM3）", digests.sm3(canonical)),
            ("说明", EXPLAINS),
        ],
    )
    looks.for_paper(sheet)


def _prose(sheet: Worksheet, drawn: Document) -> None:
    """A row for each paragraph, beside the part it stands in."""
    parts = [
        (outline.OPENING_TITLE, drawn.opening),
        *((part.title, part.paragraphs) for part in drawn.parts),
        (outline.CONTACT_TITLE, drawn.contact),
    ]
    rows = [("部分", "文字")]
    for title, paragraphs in parts:
        for text in (paragraph.text for paragraph in paragraphs):
            rows += [(title, text[start : start + LONGEST_TEXT]) for start in range(0, len(text), LONGEST_TEXT)]
    _write_rows(sheet, rows)
    sheet.freeze_panes = "A2"
    looks.for_paper(sheet, repeat="1:1")


def _write_rows(sheet: Worksheet, rows: Sequence[tuple[str, str | int]]) -> None:
    """A name and a value a row, as high as the value needs."""
    looks.set_widths(sheet, WIDTHS)
    for number, pair in enumerate(rows, start=1):
        for column, value in enumerate(pair, start=1):
            looks.write(sheet, number, column, value, bold=column == 1)
        sheet.row_dimensions[number].height = max(map(looks.height, map(str, pair), WIDTHS))
