"""The official grid with an input in every typed cell: what `_grid.html` draws when a table is being filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from django.forms.boundfield import BoundField

from reports.checks.balances import BalanceLine
from reports.content import outline
from reports.content.figures import Figures, show
from reports.editions import Cell, Edition, Grid, GridCell, grid_of
from reports.editions.grid import Body, GridLine
from reports.findings import Finding


@dataclass(frozen=True)
class EntryContext:
    """What an entry grid shows beside the inputs.

    `figures` are this year's, totals computed; `last_year` last year's (empty: none); `from_last_year` the keys whose
    figure was carried over from last year; `findings` what the checks found wrong; `balances` how the table's balances
    stand, column by column.
    """

    figures: Figures
    last_year: Figures = field(default_factory=dict)
    from_last_year: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    balances: Sequence[Sequence[BalanceLine]] = ()

    def faults(self, key: str) -> list[Finding]:
        """What is wrong at the cell; that it is blank shows without words."""
        return [finding for finding in self.findings if finding.where == key and finding.code != outline.BLANK_CELL]


@dataclass(frozen=True)
class EntryCell(GridCell):
    """A value cell being filled. `bound` is the input of a typed cell, None for a computed one."""

    bound: BoundField | None = None
    last_year: str = ""
    from_last_year: bool = False
    faults: tuple[Finding, ...] = ()

    @property
    def entry(self) -> "EntryCell":
        """Tells the template that the cell is being filled."""
        return self

    @property
    def level(self) -> str:
        """The weight of what is wrong here, as a class name; nothing when all is well."""
        return self.faults[0].level.value if self.faults else ""

    @property
    def says(self) -> str:
        """Everything that is wrong here, in one line."""
        return "；".join(fault.says for fault in self.faults)


def entry_grid(edition: Edition, table: str, entry_context: EntryContext, bound: Mapping[str, BoundField]) -> Grid:
    """The grid of a table with inputs; `bound` holds the input of each typed cell by its key."""
    grid = grid_of(edition, table)
    bodies = tuple(Body(tuple(_line(line, entry_context, bound) for line in body.lines)) for body in grid.bodies)
    return Grid(grid.key, grid.widths, grid.label_columns, grid.head, bodies)


def _line(line: GridLine, entry_context: EntryContext, bound: Mapping[str, BoundField]) -> GridLine:
    return tuple(_cell(drawn, drawn.cell, entry_context, bound) if drawn.cell else drawn for drawn in line)


def _cell(drawn: GridCell, cell: Cell, entry_context: EntryContext, bound: Mapping[str, BoundField]) -> EntryCell:
    plain = {part.name: getattr(drawn, part.name) for part in fields(GridCell)}
    return EntryCell(
        **{**plain, "text": show(cell, entry_context.figures.get(cell.key))},
        bound=bound.get(cell.key),
        last_year=show(cell, entry_context.last_year.get(cell.key)),
        from_last_year=cell.key in entry_context.from_last_year,
        faults=tuple(entry_context.faults(cell.key)),
    )


def spoken_name(cell: Cell) -> str:
    """How a screen reader names the input: every heading of its row, then of its column."""
    return "，".join(("".join(cell.row_labels), "".join(cell.column_labels))).strip("，")


def typed_in(grid: Grid) -> Iterator[Cell]:
    """The cells of a grid that a person fills, in the order of the paper."""
    for line in grid.lines:
        for drawn in line:
            if drawn.cell and drawn.role == "typed":
                yield drawn.cell
