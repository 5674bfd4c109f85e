"""The official grid as it would stand after a paste: what goes into each cell, what changes there, what is refused."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from reports.authoring.bulk_entry import PastedBlock
from reports.content import fields
from reports.content.figures import Figures, show
from reports.editions import Edition, Grid, GridCell, grid_of
from reports.editions.grid import Body


@dataclass(frozen=True)
class ProposedCell(GridCell):
    """A value cell of the proposal. `level` says what becomes of it: filled, changed, same, refused or untouched.

    `text` is what it will hold, `before` what it holds now; a refused cell says the text it was given and `why`.
    """

    level: str = "untouched"
    before: str = ""
    given: str = ""
    why: str = ""

    @property
    def entry(self) -> "ProposedCell":
        """Tells the template that the cell is drawn as an entry."""
        return self

    @property
    def proposed(self) -> bool:
        """Tells the template which kind of entry it is."""
        return True


def proposed_grid(
    edition: Edition, table: str, block: PastedBlock, values: Mapping[str, str], figures: Figures
) -> Grid:
    """The table with the block filled in. `values` are the texts now, by place; `figures` those to come, totals too."""
    grid = grid_of(edition, table)

    def proposed(drawn: GridCell) -> GridCell:
        if not drawn.cell:
            return drawn
        plain = {part.name: getattr(drawn, part.name) for part in dataclasses.fields(GridCell)}
        place = fields.figure(drawn.cell.key)
        facts = {"text": block.values.get(place, values.get(place, ""))}
        if drawn.cell.computed:
            facts = {"text": show(drawn.cell, figures[drawn.cell.key])}
        return ProposedCell(**plain | facts | _fate(block, drawn.cell.key, values.get(place, "")))

    bodies = tuple(Body(tuple(tuple(map(proposed, line)) for line in body.lines)) for body in grid.bodies)
    return Grid(grid.key, grid.widths, grid.label_columns, grid.head, bodies)


def _fate(block: PastedBlock, key: str, before: str) -> dict[str, str]:
    """What becomes of the cell, as parts of a ProposedCell."""
    value = block.values.get(fields.figure(key))
    if key in block.refused:
        refused = block.refused[key]
        return {"level": "refused", "given": refused.raw, "why": refused.why, "before": before}
    if value is None:
        return {}
    level = "filled" if not before else "same" if before == value else "changed"
    return {"level": level, "before": before}
