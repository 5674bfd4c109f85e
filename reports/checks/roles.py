"""Figures by what they mean: rules name roles of cells, the edition says which cells have them."""

from decimal import Decimal

from reports.content.figures import Figures, add_up
from reports.editions import CellRole, Edition


def role_total(edition: Edition, role: CellRole, figures: Figures) -> int | Decimal | None:
    """The sum of the cells with the role, in the unit of the cells (件, 万元).

    `figures` are by cell key, totals included. None when one of the cells is blank or the edition has no such cell.
    """
    keys = edition.role(role)
    return add_up(figures, keys) if keys else None
