"""How the balances of a table (勾稽关系) stand, column by column, while it is being filled. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.editions import Cell, Edition, cells_of
from reports.figures import Figure, Figures, plain


@dataclass(frozen=True)
class Standing:
    """One column of one balance: the values on both sides. `cell` is the column's first cell on the left."""

    cell: Cell
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]

    @property
    def difference(self) -> Decimal | None:
        """How far the sides lie apart; None when a value is blank, because a blank is not zero."""
        return apart(self.left, self.right)

    @property
    def says(self) -> str:
        """Both sides as a sum, such as “8 + 0 = 8 + 0” or “8 + 0 ≠ 7 + 0”; a blank is a square."""
        sign = "？" if self.difference is None else "≠" if self.difference else "="
        return f"{plus(self.left)} {sign} {plus(self.right)}"


def standings(edition: Edition, table: str, figures: Figures) -> Iterator[list[Standing]]:
    """For each balance of the table, its columns in the order of the paper, the total last."""
    for block in edition.tables[table].blocks:
        for balance in block.balances:
            first = [cell for cell in cells_of(edition).values() if (cell.table, cell.row) == (table, balance.left[0])]
            yield [
                Standing(
                    cell,
                    tuple(figures.get(f"{table}.{row}.{cell.column}") for row in balance.left),
                    tuple(figures.get(f"{table}.{row}.{cell.column}") for row in balance.right),
                )
                for cell in first
            ]


def apart(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> Decimal | None:
    """How far two sums lie apart; None when a value is blank."""
    if None in left or None in right:
        return None
    difference = Decimal(0)
    for sign, values in ((1, left), (-1, right)):
        difference += sum(sign * Decimal(value or 0) for value in values)
    return abs(difference)


def plus(values: tuple[Figure, ...]) -> str:
    return " + ".join("□" if value is None else plain(value) for value in values)
