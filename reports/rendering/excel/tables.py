"""An official table → a sheet: its title in the first row, the merged grid below it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.content.figures import Figure, Figures, plain
from reports.editions import Cell, Grid, GridCell
from reports.rendering.columns import placed
from reports.rendering.document import Part
from reports.rendering.excel import looks

FIRST_ROW = 2
WIDTH = 84.0  # of the whole table, in digits
EXACT_DIGITS = 15  # of a number in Excel; a longer one is kept as text
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")


def sheet_name(part: Part) -> str:
    """The section's title as far as Excel takes it for a name."""
    return _NOT_IN_NAMES.sub("", part.title)[:31]


def cells(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    """Every drawn cell with its row and column on the sheet."""
    for row, line in enumerate(placed(grid.lines, len(grid.widths)), start=FIRST_ROW):
        for column, drawn in line:
            yield row, column + 1, drawn


def addresses(grid: Grid) -> dict[str, tuple[int, int]]:
    """Row and column on the sheet of every value cell, by key."""
    return {drawn.cell.key: (row, column) for row, column, drawn in cells(grid) if drawn.cell}


def draw(sheet: Worksheet, title: str, grid: Grid, figures: Figures) -> None:
    """Fill an empty sheet with the table."""
    heading = looks.at(sheet, 1, 1)
    looks.put(heading, title)
    heading.font, heading.alignment = looks.HEADING, looks.LABEL
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(grid.widths))
    sheet.row_dimensions[1].height = 28
    where = addresses(grid)
    for row, column, drawn in cells(grid):
        _draw(sheet, row, column, drawn, grid)
        if drawn.cell:
            _fill(looks.at(sheet, row, column), drawn.cell, figures[drawn.cell.key], where)
    widths = [WIDTH * width / sum(grid.widths) for width in grid.widths]
    looks.set_widths(sheet, widths)
    for row, height in _heights(grid, widths):
        sheet.row_dimensions[row].height = height
    body = FIRST_ROW + len(grid.head)
    sheet.freeze_panes = f"{get_column_letter(grid.label_columns + 1)}{body}" if grid.head else "A2"
    looks.for_paper(sheet, repeat=f"1:{body - 1}")


def _draw(sheet: Worksheet, row: int, column: int, drawn: GridCell, grid: Grid) -> None:
    last_row, last_column = row + drawn.rowspan - 1, column + drawn.colspan - 1
    for line in sheet.iter_rows(row, last_row, column, last_column):
        for each in line:
            each.border, each.font, each.alignment = looks.RULED, looks.SONG, _alignment(drawn, grid)
    if not drawn.cell:
        looks.put(looks.at(sheet, row, column), drawn.text)
    if (last_row, last_column) != (row, column):
        sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)


def _alignment(drawn: GridCell, grid: Grid) -> Alignment:
    if drawn.cell:
        return looks.FIGURE
    if drawn.vertical:
        return looks.LABEL_DOWN
    left = drawn.role == "row" and not drawn.group and grid.label_columns > 1
    return looks.LABEL_LEFT if left else looks.LABEL


def _fill(target: ExcelCell, cell: Cell, figure: Figure, where: dict[str, tuple[int, int]]) -> None:
    decimals = -int(figure.as_tuple().exponent) if isinstance(figure, Decimal) else 0
    unit = f'"{cell.unit}"' if cell.print_unit else ""
    target.number_format = f"0{'.' + '0' * decimals if decimals > 0 else ''}{unit}"
    if cell.computed:
        target.value = total([where[part] for part in cell.parts])
    elif figure is not None:
        digits = plain(figure)
        looks.put(target, figure if sum(map(str.isdigit, digits)) <= EXACT_DIGITS else digits)


def total(parts: list[tuple[int, int]]) -> str:
    """The formula that adds up the cells, and stays blank while one of them is blank: a blank is not zero."""
    (top, left), (bottom, right) = parts[0], parts[-1]
    named = [f"{get_column_letter(column)}{row}" for row, column in parts]
    whole = (bottom - top + 1) * (right - left + 1) == len(parts)
    cells = f"{named[0]}:{named[-1]}" if whole else ",".join(named)
    return f'=IF(COUNT({cells})={len(parts)},SUM({cells}),"")'


def _heights(grid: Grid, widths: list[float]) -> Iterator[tuple[int, float]]:
    """The height of each row, by the labels that stand in it alone."""
    for row, line in groupby(cells(grid), key=itemgetter(0)):
        texts = [
            ("" if drawn.cell or drawn.rowspan > 1 else drawn.text, sum(widths[column - 1 :][: drawn.colspan]))
            for _, column, drawn in line
        ]
        yield row, max(looks.height(text, width) for text, width in texts)
