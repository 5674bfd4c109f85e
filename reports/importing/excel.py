"""A workbook (.xlsx) → blocks: the sheets in their order, cells at their places, formulas by the value last saved."""

import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from reports.importing import archives
from reports.importing.blocks import MAX_COLUMNS, MAX_ROWS, Block, Line, Paper, Row, Spot, Table
from reports.importing.reading import Unreadable

MOST_SHEETS = 40
MOST_CELLS = 400_000
NOT_SAVED = "公式没有存下结果"
# Sheets of our own workbooks: what it is, and the prose beside its part.
_FACTS, _PROSE, _OPENING = ("标题",), ("部分", "文字"), "开头"


def read(data: bytes) -> Paper:
    """A workbook as blocks. Raises Unreadable."""
    archives.check(data)
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever its parts do, KeyError and TypeError among them
        raise Unreadable(archives.DAMAGED) from error
    sheets = [sheet for sheet in book.worksheets[:MOST_SHEETS] if sheet.sheet_state == "visible"]
    if sum(min(sheet.max_row, MAX_ROWS) * min(sheet.max_column, MAX_COLUMNS) for sheet in sheets) > MOST_CELLS:
        raise Unreadable("这个工作簿太大，不像一份年报。")
    kinds = [_Sheet(sheet, formulas[sheet.title]) for sheet in sheets]
    first = [block for sheet in kinds for block in sheet.beginning()]
    return Paper("xlsx", (*first, *(block for sheet in kinds for block in sheet.blocks())))


class _Sheet:
    def __init__(self, sheet: Worksheet, formulas: Worksheet) -> None:
        self._sheet = sheet
        self._formulas = formulas
        self._rows = list(self._read_rows())
        first = self._rows[0] if self._rows else Row(())
        texts = _texts(first)
        self.head = _PROSE if texts == _PROSE else _FACTS if texts[:1] == _FACTS else ()

    def beginning(self) -> Iterator[Block]:
        """What our own workbooks say of the report as a whole: its title, its opening paragraphs."""
        if self.head == _FACTS:
            yield Line(_texts(self._rows[0])[-1])
        elif self.head == _PROSE:
            yield from (Line(text) for row in self._rows for text in _texts(row)[1:] if _texts(row)[0] == _OPENING)

    def blocks(self) -> Iterator[Block]:
        if self.head == _PROSE:
            yield from self._prose()
        elif not self.head:
            yield from self._any()

    def _prose(self) -> Iterator[Block]:
        """Rows of part and text: the part becomes a heading above its texts."""
        for part, rows in groupby(self._rows[1:], key=lambda row: row.spots[0].text if row.spots else ""):
            if part != _OPENING:
                yield Line(part)
                yield from (Line(text) for row in rows for text in _texts(row)[1:])

    def _any(self) -> Iterator[Block]:
        """Rows with one text are lines; the others, as long as they follow one another, a table."""
        for alone, rows in groupby(self._rows, key=lambda row: sum(bool(spot.text) for spot in row.spots) <= 1):
            if alone:
                yield from (
                    Line(text) for row in rows for spot in row.spots for text in spot.text.splitlines() if text.strip()
                )
            else:
                yield Table(tuple(rows))

    def _read_rows(self) -> Iterator[Row]:
        merged = {(each.min_row, each.min_col): each.max_col - each.min_col + 1 for each in self._sheet.merged_cells}
        rows, columns = min(self._sheet.max_row, MAX_ROWS), min(self._sheet.max_column, MAX_COLUMNS)
        for cells in self._sheet.iter_rows(max_row=rows, max_col=columns):
            spots = [
                Spot(self._text(cell), cell.column - 1, merged.get((cell.row, cell.column), 1))
                for cell in cells
                if not isinstance(cell, MergedCell)
            ]
            yield Row(tuple(spots))

    def _text(self, cell: Cell) -> str:
        value = cell.value
        if value is None:
            formula = self._formulas.cell(cell.row, cell.column).value
            return f"{NOT_SAVED} {formula}" if isinstance(formula, str) and formula.startswith("=") else ""
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        return str(value).strip() if not isinstance(value, float) else _decimal(value)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(spot.text for spot in row.spots if spot.text)


def _decimal(value: float) -> str:
    """A float without an exponent, in the digits that were typed."""

    return f"{Decimal(repr(value)):f}"
