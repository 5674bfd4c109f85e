"""The balances of a table (勾稽关系), column by column, also while it is being filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.content.figures import Figure, Figures, plain
from reports.editions import Cell, Edition, cells_of


@dataclass(frozen=True)
class BalanceLine:
    """One column of one balance: the figures on both sides. `cell` is the column's first cell on the left."""

    cell: Cell
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]

    @property
    def difference(self) -> Decimal | None:
        """The absolute difference of the sides; None when a figure is blank, because a blank is not zero."""
        return difference(self.left, self.right)

    @property
    def says(self) -> str:
        """Both sides as sums, such as “8 + 0 = 8 + 0” or “8 + 0 ≠ 7 + 0”; a blank is □ and makes the sign ？."""
        sign = "？" if self.difference is None else "≠" if self.difference else "="
        return f"{format_sum(self.left)} {sign} {format_sum(self.right)}"


def balance_lines(edition: Edition, table: str, figures: Figures) -> Iterator[list[BalanceLine]]:
    """For each balance that the edition declares for the table, its columns in the order of the paper.

    `figures` are by cell key, totals included; the column of totals comes last.
    """
    for block in edition.tables[table].blocks:
        for balance in block.balances:
            first = [cell for cell in cells_of(edition).values() if (cell.table, cell.row) == (table, balance.left[0])]
            yield [
                BalanceLine(
                    cell,
                    tuple(figures.get(f"{table}.{row}.{cell.column}") for row in balance.left),
                    tuple(figures.get(f"{table}.{row}.{cell.column}") for row in balance.right),
                )
                for cell in first
            ]


def difference(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> Decimal | None:
    """The absolute difference of two sums of figures; None when a figure is blank."""
    if None in left or None in right:
        return None
    difference = Decimal(0)
    for sign, values in ((1, left), (-1, right)):
        difference += sum(sign * Decimal(value or 0) for value in values)
    return abs(difference)


def format_sum(values: tuple[Figure, ...]) -> str:
    """The figures joined by plus signs, such as “8 + 0”; a blank is □."""
    return " + ".join("□" if value is None else plain(value) for value in values)
