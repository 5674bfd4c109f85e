"""The totals of a pasted block: whether its own figures add up to them, where it is placed in a table."""

from collections.abc import Iterator, Sequence

from reports.authoring.block_texts import without_unit
from reports.content.entries import fold
from reports.content.figures import FigureError, parse
from reports.editions import Cell

Pairs = Sequence[tuple[Cell, str]]


def wrong_totals(pairs: Pairs) -> int:
    """How many totals of the block, as placed, its own figures do not add up to."""
    return sum(not agrees for _, agrees in _compared(pairs))


def totals_agree(pairs: Pairs, columns: set[str]) -> bool:
    """Whether no figure stands in these columns of totals, or each that can be compared is a sum, at least one."""
    if not any(text for cell, text in pairs if cell.column in columns):
        return True
    compared = [agrees for cell, agrees in _compared(pairs) if cell.column in columns]
    return bool(compared) and all(compared)


def _compared(pairs: Pairs) -> Iterator[tuple[Cell, bool]]:
    """The totals whose parts are all in the block, and whether each is their sum."""
    figures = {cell.key: _number(cell, text) for cell, text in pairs}
    for cell, _ in pairs:
        parts = [figures.get(part) for part in cell.parts]
        stated = figures[cell.key]
        if cell.parts and stated is not None and None not in parts:
            yield cell, stated == sum(part for part in parts if part is not None)


def _number(cell: Cell, text: str) -> int | None:
    try:
        value = parse(cell, fold(without_unit(text)))
    except FigureError:
        return None
    return None if value is None else int(value)
