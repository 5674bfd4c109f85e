"""A workbook (.xlsx) → blocks: the sheets in their order, cells at their places, formulas by the result last saved.

The parts are read as they are stored, so that every digit of a number stays and a result that is empty text is told
from one that was never saved.
"""

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby

from lxml import etree

from reports.content.outline import OPENING_TITLE
from reports.importing import archives
from reports.importing.blocks import (
    MAX_COLUMNS,
    MAX_ROWS,
    Paper,
    PaperBlock,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperTable,
)
from reports.importing.numbers import NOT_SAVED
from reports.importing.reading import Unreadable

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_SHEETS = 40
# Sheets of our own workbooks: what it is, and the prose beside its part.
_FACTS, _PROSE = ("标题",), ("部分", "文字")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def to_paper(data: bytes) -> Paper:
    """A workbook as blocks. Raises Unreadable."""
    parts = archives.unpack(data, wanted=r"xl/(workbook|sharedStrings|_rels/workbook|worksheets/[\w-]+)\.xml(\.rels)?")
    try:
        strings = _strings(parts)
        sheets = [_Sheet(archives.xml(parts[name]), strings) for name in _sheet_names(parts)[:MOST_SHEETS]]
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(archives.DAMAGED) from error
    first = [block for sheet in sheets for block in sheet.beginning()]
    return Paper("xlsx", (*first, *(block for sheet in sheets for block in sheet.blocks())))


def _sheet_names(parts: dict[str, bytes]) -> list[str]:
    """The parts of the visible sheets, in the order of the workbook."""
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in archives.xml(parts["xl/_rels/workbook.xml.rels"])
    }
    sheets = archives.xml(parts["xl/workbook.xml"]).iterfind(f"{S}sheets/{S}sheet")
    shown = [targets.get(sheet.get(R)) for sheet in sheets if sheet.get("state", "visible") == "visible"]
    return [name for name in shown if name in parts]


def _strings(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [_text_of(item) for item in archives.xml(parts["xl/sharedStrings.xml"]).iterfind(f"{S}si")]


def _text_of(element: "etree._Element") -> str:
    """The text of a string, without the readings that stand above its characters."""
    phonetic = f"{S}rPh"
    texts = (each for each in element.iter(f"{S}t") if next(each.iterancestors(phonetic), None) is None)
    return "".join(each.text or "" for each in texts)


class _Sheet:
    def __init__(self, root: "etree._Element", strings: list[str]) -> None:
        self._strings = strings
        self._spans = dict(map(_span, root.iterfind(f"{S}mergeCells/{S}mergeCell")))
        self._covered = {place for span in self._spans.values() for place in span[1]}
        self._rows = [self._row(row) for row in list(root.iterfind(f"{S}sheetData/{S}row"))[:MAX_ROWS]]
        first = _texts(self._rows[0]) if self._rows else ()
        self._head = _PROSE if first == _PROSE else _FACTS if first[:1] == _FACTS else ()

    def beginning(self) -> Iterator[PaperBlock]:
        """What our own workbooks say of the report as a whole: its title, its opening paragraphs."""
        if self._head == _FACTS:
            yield PaperLine(_texts(self._rows[0])[-1])
        elif self._head == _PROSE:
            opening = (_texts(row)[1:] for row in self._rows if _texts(row)[0] == OPENING_TITLE)
            yield from (PaperLine(text) for texts in opening for text in texts)

    def blocks(self) -> Iterator[PaperBlock]:
        """The sheet as a table, or as headings and paragraphs where it is our own sheet of prose."""
        if self._head == _PROSE:
            yield from self._prose()
        elif not self._head:
            yield PaperTable(tuple(self._rows), sparse=True)

    def _prose(self) -> Iterator[PaperBlock]:
        """Rows of part and text: the part becomes a heading above its texts."""
        for part, rows in groupby(self._rows[1:], key=lambda row: row.cells[0].text if row.cells else ""):
            if part != OPENING_TITLE:
                yield PaperLine(part)
                yield from (PaperLine(text) for row in rows for text in _texts(row)[1:])

    def _row(self, row: "etree._Element") -> PaperRow:
        """The cells with words; a blank one is stored only where it has looks of its own, so none is listed."""
        cells = []
        for cell in row.iterfind(f"{S}c"):
            place = _placed(cell.get("r", ""))
            text = self._text(cell)
            if text and place[1] < MAX_COLUMNS and place not in self._covered:
                cells.append(PaperCell(text, place[1], self._spans[place][0] if place in self._spans else 1))
        return PaperRow(tuple(cells))

    def _text(self, cell: "etree._Element") -> str:
        kind, value, formula = cell.get("t", "n"), cell.find(f"{S}v"), cell.find(f"{S}f")
        if kind == "inlineStr":
            return _text_of(cell).strip()
        stored = (value.text or "") if value is not None else ""
        if not stored and kind != "str":  # an empty text is a result, too: our own blank totals
            return NOT_SAVED if formula is not None else ""
        if kind == "s":
            return self._strings[int(stored)].strip()
        return _plain(stored) if kind == "n" else stored.strip()


def _plain(number: str) -> str:
    """A stored number in plain digits; what is stored as 1E3 or 5.0 is a thousand or five to its reader."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if "E" not in number.upper() and "." not in number:
        return number
    return f"{value.to_integral_value():f}" if value == value.to_integral_value() else _shortest(value)


def _shortest(value: Decimal) -> str:
    """Excel stores the nearest binary fraction of what was typed, in 17 digits; its user saw 15."""
    text = f"{value:f}"
    return f"{Decimal(repr(float(value))):f}" if len(text.replace(".", "").lstrip("0")) > 15 else text


def _placed(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as C12, from 0. Raises ValueError."""
    match = _PLACE.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _span(merged: "etree._Element") -> tuple[tuple[int, int], tuple[int, list[tuple[int, int]]]]:
    """Where a merged cell begins, how many columns it takes, and the other places it covers."""
    first, _, last = merged.get("ref", "").partition(":")
    (top, left), (bottom, right) = _placed(first), _placed(last or first)
    bottom, right = min(bottom, top + MAX_ROWS), min(right, left + MAX_COLUMNS)
    covered = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return (top, left), (right - left + 1, covered[1:])


def _texts(row: PaperRow) -> tuple[str, ...]:
    return tuple(paper_cell.text for paper_cell in row.cells if paper_cell.text)
