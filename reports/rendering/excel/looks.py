"""How cells look and what they hold: text that stays text, borders, alignment, a sheet that prints on A4."""

import math
from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.rendering.columns import ems

SONG, HEI = Font(name="宋体", size=10.5), Font(name="黑体", size=10.5)
HEADING = Font(name="黑体", size=14)
THIN = Side(style="thin")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
LABEL = Alignment(horizontal="center", vertical="center", wrap_text=True)
LABEL_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
LABEL_DOWN = Alignment(
    horizontal="center", vertical="center", text_rotation=255
)  # letters upright, one below the other
FIGURE = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
PROSE = Alignment(horizontal="left", vertical="top", wrap_text=True)
A4 = 9
ROW_HEIGHT, LINE_HEIGHT, HIGHEST_ROW = 6.0, 13.5, 409.0  # points: a row beside its lines, each line, Excel's limit


def write(sheet: Worksheet, row: int, column: int, value: str | int, *, bold: bool = False) -> None:
    """A value on a sheet of words."""
    cell = at(sheet, row, column)
    put(cell, value)
    cell.font, cell.alignment = HEI if bold else SONG, PROSE


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that can hold a value: any but those that a merged one covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - for the type checker
    return cell


def height(text: str, width: float) -> float:
    """Points that a row needs for the text in a column of so many digits: neither Excel nor LibreOffice measures it."""
    lines = math.ceil(2 * ems(text) / max(width - 1, 2))
    return min(ROW_HEIGHT + max(lines, 1) * LINE_HEIGHT, HIGHEST_ROW)


def put(cell: Cell, value: object) -> None:
    """The value as what it is: a text that begins like a formula stays a text, here and after it is edited."""
    cell.value = value  # type: ignore[assignment] # openpyxl takes Decimal too
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in tuple("=+-@＝＋－＠")


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """In Excel's unit, the width of a digit."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def for_paper(sheet: Worksheet, repeat: str = "") -> None:
    """Print on A4, as wide as the page; `repeat`: the rows that stand on every page, such as 1:4."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if repeat:
        sheet.print_title_rows = repeat
