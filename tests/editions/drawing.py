"""Grids as text, so that a test can show the whole table it expects.

One line of the table on one line, cells parted by |. A cell is its text, or · where a person types and = where
a sum stands; →n: it is n columns wide; ↓n: n rows high; 竖: its text runs from top to bottom.
"""

from collections.abc import Iterator

from reports.editions import Grid, GridCell


def draw(grid: Grid) -> str:
    return "".join(" | ".join(map(_cell, line)) + "\n" for line in grid.lines)


def _cell(drawn: GridCell) -> str:
    text = {"typed": "·", "computed": "="}.get(drawn.role, drawn.text)
    wide = f" →{drawn.colspan}" if drawn.colspan != 1 else ""
    high = f" ↓{drawn.rowspan}" if drawn.rowspan != 1 else ""
    return text + wide + high + (" 竖" if drawn.vertical else "")


def as_word(grid: Grid) -> list[str]:
    """The grid as Word keeps it: a cell that spans rows goes on, empty, in each row below it."""
    below: dict[int, tuple[int, int]] = {}  # column → rows still to come, and how wide
    lines = []
    for line in grid.lines:
        cells = list(_word_line(line, below, len(grid.widths)))
        lines.append(" ".join(cells))
    return lines


def _word_line(line: tuple[GridCell, ...], below: dict[int, tuple[int, int]], width: int) -> Iterator[str]:
    column, own = 0, iter(line)
    while column < width:
        rows, span = below.pop(column, (0, 0))
        if rows:
            yield f"[|gs{span}|v:continue]"
        else:
            drawn = next(own)
            rows, span = drawn.rowspan, drawn.colspan
            yield f"[{drawn.text}|gs{span}{'|v:restart' if rows > 1 else ''}]"
        if rows > 1:
            below[column] = (rows - 1, span)
        column += span
    assert next(own, None) is None, "the line is longer than the grid"
