"""Where the cells of a grid stand, for writers that count columns: HTML needs no such thing, Word and Excel do."""

import unicodedata
from collections.abc import Iterator, Sequence

from reports.editions import GridCell
from reports.editions.grid import GridLine


def placed(lines: Sequence[GridLine], count: int) -> Iterator[list[tuple[int, GridCell]]]:
    """For each line its cells with the column each begins in; `count` is the number of columns of the grid."""
    free_from = [0] * count  # for each column the line from which it is free
    for number, line in enumerate(lines):
        column = 0
        done = []
        for drawn in line:
            while free_from[column] > number:
                column += 1
            done.append((column, drawn))
            for covered in range(column, column + drawn.colspan):
                free_from[covered] = number + drawn.rowspan
            column += drawn.colspan
        yield done


def ems(text: str) -> float:
    """The width of a text in em, as any Chinese face sets it: a Chinese character one em, a digit half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
