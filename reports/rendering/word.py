"""Document → Word (.docx): the paper as styles, headings, merged cells and page-number fields.

An office goes on writing in it, so nothing is broken into lines: Word sets 28 characters a line and 22 lines a page
from the measures, by the names of the licensed faces (their other names stand in the font table). The parts of the
file are the templates in templates/rendering/word/. The same content gives the same bytes.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string

from reports.content.report import Content
from reports.editions import Grid, GridCell
from reports.rendering import document, office
from reports.rendering import measures as m
from reports.rendering.columns import ems, placed
from reports.rendering.document import Document
from reports.rendering.fonts.choosing import LICENSED
from reports.rendering.typesetting import balanced, title_rows

# Each part of the package and the template it comes from.
PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
}
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BOTTOM_MM = m.PAGE_HEIGHT_MM - m.TOP_MM - m.HEIGHT_MM


def render(content: Content) -> bytes:
    """The Word file of a content. Raises Unprintable for characters that no such file can hold."""
    office.refuse_unsayable(content)
    context = {**_measures(), **_document(document.build(content))}
    parts = {name: _part(template, context) for name, template in PARTS.items()}
    for side in ("odd", "even"):
        parts[f"word/footer_{side}.xml"] = _part("footer.xml", {**context, "odd": side == "odd"})
    return office.package(parts, content)


def _part(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(f"rendering/word/{template}", context).encode()


@dataclass(frozen=True)
class Box:
    """One cell as Word keeps it. `merge`: restart where a cell of several rows begins, continue in the rows below."""

    drawn: GridCell
    width: int
    merge: str = ""
    left: bool = False
    half_points: int = 0

    @property
    def text(self) -> str:
        """The text of the cell; empty where it continues one from the row above."""
        return "" if self.merge == "continue" else self.drawn.text


@dataclass(frozen=True)
class WordRow:
    """`head`: repeated on each page. `keep`: on the page of the next row."""

    boxes: tuple[Box, ...]
    head: bool = False
    keep: bool = False


@dataclass(frozen=True)
class WordTable:
    """A grid in Word's units, twips. A cell of several rows stands in each of them."""

    widths: tuple[int, ...]
    rows: tuple[WordRow, ...]

    @property
    def width(self) -> int:
        """The width of the table in twips."""
        return sum(self.widths)


def table(grid: Grid) -> WordTable:
    """The grid as Word keeps it. Without a head that repeats, each body stays on one page, as on the paper."""
    ends = [sum(grid.widths[: index + 1]) for index in range(len(grid.widths))]
    edges = [0, *(round(_twips(m.WIDTH) * end / ends[-1]) for end in ends)]
    flags_of_rows: list[tuple[bool, bool]] = [(True, True) for _ in grid.head]
    for body in grid.bodies:
        flags_of_rows += [(False, not grid.head and line is not body.lines[-1]) for line in body.lines]
    rows = (WordRow(boxes, *flags) for boxes, flags in zip(_boxes(grid, edges), flags_of_rows, strict=True))
    return WordTable(tuple(right - left for left, right in pairwise(edges)), tuple(rows))


def _boxes(grid: Grid, edges: list[int]) -> Iterator[tuple[Box, ...]]:
    open_cells: dict[int, tuple[GridCell, int]] = {}  # by column: a cell, and the line before which it ends
    for number, line in enumerate(placed(grid.lines, len(grid.widths))):
        begun = {column: (drawn, number + drawn.rowspan) for column, drawn in line}
        open_cells = {column: cell for column, cell in open_cells.items() if cell[1] > number} | begun
        yield tuple(
            _box(drawn, edges[column + drawn.colspan] - edges[column], grid, begins=column in begun)
            for column, (drawn, _) in sorted(open_cells.items(), key=lambda item: item[0])
        )


def _box(drawn: GridCell, width: int, grid: Grid, *, begins: bool) -> Box:
    merge = "restart" if begins else "continue"
    return Box(
        drawn,
        width,
        merge=merge if drawn.rowspan > 1 else "",
        left=drawn.role == "row" and not drawn.group and grid.label_columns > 1,
        half_points=_smaller(drawn.text, width / 20 - 2 * m.CELL_PADDING - m.RULE) if drawn.cell else 0,
    )


def _smaller(text: str, room: float) -> int:
    """The size in half-points for a figure too wide for its cell; 0 when it fits as it is. `room` is in points."""
    if ems(text) * m.CELL_SIZE <= room:
        return 0
    return round(2 * next((size for size in m.SIZES if ems(text) * size <= room), m.SIZES[-1]))


def _document(built: Document) -> dict[str, Any]:
    tables = [table(part.table) if part.table else None for part in built.parts]
    lines = [line for text in built.title_lines for line in balanced(text, ems(text) * m.TITLE_SIZE)]
    return {
        "document": built,
        "title_lines": lines,
        "title_space": _twips(title_rows(len(lines)) * m.LINE_HEIGHT - len(lines) * m.TITLE_LINE),
        "parts": list(zip(built.parts, tables, [None, *tables], strict=False)),
    }


def _measures() -> dict[str, Any]:
    """The measures of the paper in the units of Word: twips, half-points, eighths of a point for rules."""
    sizes = {"body": m.BODY_SIZE, "title": m.TITLE_SIZE, "page_number": m.PAGE_NUMBER_SIZE, "cell": m.CELL_SIZE}
    return {
        "faces": LICENSED,
        "sides": SIDES,
        "rule": round(8 * m.RULE),
        "twips": _page_in_twips() | _lines_in_twips(),
        "halves": {name: round(2 * size) for name, size in sizes.items()},
        # In twips. Not Word's grid of characters: LibreOffice sets that half as wide again.
        "letter_spacing": math.floor((m.WIDTH / m.CHARACTERS - m.BODY_SIZE) * 20),
    }


def _page_in_twips() -> dict[str, int]:
    """The page and its margins."""
    millimetres = {
        "page_width": m.PAGE_WIDTH_MM,
        "page_height": m.PAGE_HEIGHT_MM,
        "top": m.TOP_MM,
        "left": m.LEFT_MM,
        "right": m.PAGE_WIDTH_MM - m.LEFT_MM - m.WIDTH_MM,
        "bottom": BOTTOM_MM,
    }
    return {name: round(length * m.MM * 20) for name, length in millimetres.items()}


def _lines_in_twips() -> dict[str, int]:
    """Heights of lines, indents and spaces."""
    points = {
        "em": m.BODY_SIZE,
        "indent": 2 * m.BODY_SIZE,
        "line": m.LINE_HEIGHT,
        "gap": m.LINE_HEIGHT / 2,  # below a table; on the paper what is left of its last line
        "title_line": m.TITLE_LINE,
        "page_number": m.PAGE_NUMBER_SIZE,
        "cell_line": m.CELL_LINE,
        "padding": m.CELL_PADDING,
        # Word counts from the edge of the page up to the foot of the line.
        "footer": BOTTOM_MM * m.MM - m.PAGE_NUMBER_GAP - m.PAGE_NUMBER_SIZE,
    }
    return {name: _twips(length) for name, length in points.items()}


def _twips(points: float) -> int:
    """Rounded down, so that 22 lines and 28 characters never want more than there is."""
    return int(points * 20)
