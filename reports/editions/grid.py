"""Definition → grid: headings with their spans and lines of cells, as the official template draws them.

Writers (page, paper, Word, Excel) walk the lines and draw; they decide nothing.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reports.editions.cells import Cell, cells_of
from reports.editions.schema import Block, Column, Edition, Row, Table

GridRole = Literal["title", "corner", "column", "row", "typed", "computed"]


@dataclass(frozen=True)
class GridCell:
    """One drawn cell. `role` says what it is; value cells (typed, computed) carry their `cell`.

    A writer may break `text` into lines and ask for a smaller type `size` where a figure is wide. A proof names the
    `place` of a value, and says what it `was` where that has changed.
    """

    role: GridRole
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    cell: Cell | None = None
    group: bool = False
    vertical: bool = False
    size: str = ""
    place: str = ""
    was: str | None = None

    @property
    def scope(self) -> str:
        """The HTML scope of a heading."""
        if self.role in ("title", "column", "corner"):
            return "colgroup" if self.group or self.role == "title" else "col"
        return "rowgroup" if self.group else "row"


GridLine = tuple[GridCell, ...]


@dataclass(frozen=True)
class Body:
    """Lines that belong together: a title, headings and rows. A writer keeps a body on one page if it can."""

    lines: tuple[GridLine, ...]


@dataclass(frozen=True)
class Grid:
    """A drawn table. `widths` are relative; `head` repeats on a new page."""

    key: str
    widths: tuple[int, ...]
    label_columns: int
    head: tuple[GridLine, ...]
    bodies: tuple[Body, ...]

    @property
    def lines(self) -> tuple[GridLine, ...]:
        """All lines from top to bottom, the headings first."""
        return (*self.head, *(line for body in self.bodies for line in body.lines))


def _depth(columns: tuple[Column, ...]) -> int:
    return 1 + max((_depth(column.columns) for column in columns if column.columns), default=0)


def _width(column: Column) -> int:
    return sum(_width(child) for child in column.columns) if column.columns else column.span


def _heading_lines(block: Block, table: Table) -> list[GridLine]:
    depth = _depth(block.columns)
    lines: list[list[GridCell]] = [[] for _ in range(depth)]
    if block.corner is not None:
        lines[0].append(GridCell("corner", block.corner, table.label_columns, depth))

    def draw(columns: tuple[Column, ...], level: int) -> None:
        for column in columns:
            group = bool(column.columns)
            rowspan = 1 if group else depth - level
            lines[level].append(GridCell("column", column.label, _width(column), rowspan, group=group))
            draw(column.columns, level + 1)

    draw(block.columns, 0)
    return [tuple(line) for line in lines]


def _size(row: Row) -> int:
    return sum(_size(child) for child in row.rows) if row.rows else 1


def _row_labels(
    rows: tuple[Row, ...], label_columns: int, before: tuple[GridCell, ...] = ()
) -> list[tuple[GridCell, ...]]:
    """For each leaf row the labels that begin on its line: a group's label stands on its first line."""
    labels: list[tuple[GridCell, ...]] = []
    for row in rows:
        if row.rows:
            label = GridCell("row", row.label, 1, _size(row), group=True, vertical=row.vertical)
            labels += _row_labels(row.rows, label_columns - 1, (*before, label))
        else:
            labels.append((*before, GridCell("row", row.label, label_columns, 1)))
        before = ()
    return labels


def _value_lines(block: Block, table: Table, cells: list[Cell], spans: list[int]) -> list[GridLine]:
    labels = _row_labels(block.rows, table.label_columns) or [()]
    lines: list[GridLine] = []
    for index, label in enumerate(labels):
        values = cells[index * len(spans) : (index + 1) * len(spans)]
        drawn = (
            GridCell("computed" if cell.computed else "typed", colspan=span, cell=cell)
            for cell, span in zip(values, spans, strict=True)
        )
        lines.append((*label, *drawn))
    return lines


def _spans(columns: tuple[Column, ...]) -> list[int]:
    return [span for column in columns for span in (_spans(column.columns) if column.columns else [column.span])]


def _block_lines(block: Block, table: Table, cells: list[Cell]) -> tuple[list[GridLine], list[GridLine]]:
    """The heading lines and the value lines of a block, whose cells are taken off the front of `cells`."""
    spans = _spans(block.columns)
    count = len(spans) * max(1, sum(_size(row) for row in block.rows))
    own, cells[:] = cells[:count], cells[count:]
    title: list[GridLine] = [(GridCell("title", block.title, len(table.widths)),)] if block.title else []
    return [*title, *_heading_lines(block, table)], _value_lines(block, table, own, spans)


@cache
def grid_of(edition: Edition, table_key: str) -> Grid:
    """The grid of one table of the edition. Every line fills it: `consistency` has seen to that."""
    table = edition.tables[table_key]
    cells = [cell for cell in cells_of(edition).values() if cell.table == table_key]
    head: list[GridLine] = []
    bodies: list[Body] = []
    for block in table.blocks:
        headings, values = _block_lines(block, table, cells)
        if table.repeat_head:
            head += headings
            bodies.append(Body(tuple(values)))
        else:
            bodies.append(Body((*headings, *values)))
    return Grid(table_key, table.widths, table.label_columns, tuple(head), tuple(bodies))
