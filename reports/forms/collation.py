"""The official grid of a file that was read: in every cell what it says, how sure that is, and from where."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.forms.boundfield import BoundField

from reports import places
from reports.collation import Line, Sheet
from reports.editions import Cell, Edition, Grid, GridCell, grid_of
from reports.editions.grid import Body
from reports.editions.grid import Line as Drawn
from reports.forms.entry import EntryCell, Filling
from reports.forms.table import OfficialGrid, TableForm

# One character for each state beside its colour: nobody has to tell green from red.
MARKS = {"read": "读", "blank": "空", "missing": "缺", "doubtful": "疑", "settled": "核"}


def state_of(line: Line) -> str:
    """The state of a line as its mark shows it: what a person has settled is no longer doubtful."""
    if line.verdict and not line.is_open and line.how != "合计":
        return "settled"
    return line.state.value


@dataclass(frozen=True)
class CollatedCell(EntryCell):
    """A cell with what was read there."""

    line: Line | None = None

    @property
    def level(self) -> str:
        return state_of(self.line) if self.line else ""

    @property
    def mark(self) -> str:
        return MARKS[self.level]


class CollationForm(TableForm):
    """A table of the sheet: typed cells can be corrected, totals follow them."""

    def __init__(self, edition: Edition, table: str, sheet: Sheet, **options: Any) -> None:
        values = {places.split(line.place)[1]: line.now for line in sheet.lines}
        super().__init__(edition, table, values=values, filling=Filling({}), **options)
        self.helper.layout[0] = CollatedGrid(edition, table, sheet)


class CollatedGrid(OfficialGrid):
    """A crispy layout object that draws the inputs of a sheet in the official grid."""

    def __init__(self, edition: Edition, table: str, sheet: Sheet) -> None:
        super().__init__(edition, table, Filling({}))
        self.sheet = sheet

    def grid(self, bound: Mapping[str, BoundField]) -> Grid:
        drawn = grid_of(self.edition, self.table)
        bodies = tuple(Body(tuple(self._line(line, bound) for line in body.lines)) for body in drawn.bodies)
        return Grid(drawn.key, drawn.widths, drawn.label_columns, drawn.head, bodies)

    def _line(self, drawn: Drawn, bound: Mapping[str, BoundField]) -> Drawn:
        return tuple(self._cell(each, each.cell, bound) if each.cell else each for each in drawn)

    def _cell(self, drawn: GridCell, cell: Cell, bound: Mapping[str, BoundField]) -> CollatedCell:
        line = self.sheet.by_place[places.figure(cell.key)]
        plain = {part.name: getattr(drawn, part.name) for part in fields(GridCell)}
        return CollatedCell(**{**plain, "text": line.now}, bound=bound.get(cell.key), line=line)
