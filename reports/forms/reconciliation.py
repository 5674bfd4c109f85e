"""The official grid of a file that was read: in every cell what it says, how sure that is, and from where."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField

from reports.content import fields
from reports.editions import Cell, Edition, Grid, GridCell, grid_of
from reports.editions.grid import Body, GridLine
from reports.forms.entry import EntryCell, EntryContext
from reports.forms.table import OfficialGrid, TableForm
from reports.importing.reconciliation import ReviewLine, ReviewSheet

# One character for each state beside its colour: nobody has to tell green from red.
MARKS = {"read": "读", "blank": "空", "missing": "缺", "doubtful": "疑", "settled": "核"}


def state_of(line: ReviewLine) -> str:
    """The state of a line as its mark shows it: what a person has settled is no longer doubtful."""
    if line.decision and not line.is_open and line.how != "合计":
        return "settled"
    return line.state.value


@dataclass(frozen=True)
class ReconciliationCell(EntryCell):
    """A cell with what was read there."""

    line: ReviewLine | None = None

    @property
    def level(self) -> str:
        """The state of the cell's line, as a class name; empty for a cell without one."""
        return state_of(self.line) if self.line else ""

    @property
    def mark(self) -> str:
        """The character that stands for the state."""
        return MARKS[self.level]


class ReconciliationForm(TableForm):
    """A table of the sheet: typed cells can be corrected, totals follow them."""

    described_by = ("says",)

    def __init__(self, edition: Edition, table: str, sheet: ReviewSheet, **options: Any) -> None:
        values = {fields.split(line.place)[1]: line.now for line in sheet.lines}
        super().__init__(edition, table, values=values, entry_context=EntryContext({}), **options)
        self.helper.layout[0] = ReconciliationGrid(edition, table, sheet)


class ReconciliationGrid(OfficialGrid):
    """A crispy layout object that draws the inputs of a sheet in the official grid."""

    template = "rendering/_framed_grid.html"

    def __init__(self, edition: Edition, table: str, sheet: ReviewSheet) -> None:
        super().__init__(edition, table, EntryContext({}))
        self.sheet = sheet

    def grid(self, bound: Mapping[str, BoundField]) -> Grid:
        """The grid with the inputs, by cell key, and the line of the review sheet in every cell."""
        drawn = grid_of(self.edition, self.table)
        bodies = tuple(Body(tuple(self._line(line, bound) for line in body.lines)) for body in drawn.bodies)
        return Grid(drawn.key, drawn.widths, drawn.label_columns, drawn.head, bodies)

    def _line(self, drawn: GridLine, bound: Mapping[str, BoundField]) -> GridLine:
        return tuple(self._cell(each, each.cell, bound) if each.cell else each for each in drawn)

    def _cell(self, drawn: GridCell, cell: Cell, bound: Mapping[str, BoundField]) -> ReconciliationCell:
        line = self.sheet.by_place[fields.figure(cell.key)]
        plain = {part.name: getattr(drawn, part.name) for part in dataclasses.fields(GridCell)}
        return ReconciliationCell(**{**plain, "text": line.now}, bound=bound.get(cell.key), line=line)
