"""A filled grid → its type, its heights and its parts on pages.

Labels are broken into lines here, with the widths of the real faces, so heights are known before anything is
drawn; a group's label is repeated where the group continues on a new page (paper.md, tables).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.editions import Grid, GridCell
from reports.editions.grid import Body, GridLine
from reports.rendering import paging
from reports.rendering.columns import placed
from reports.rendering.fonts import Fonts
from reports.rendering.lines import Run, compose
from reports.rendering.measures import CELL_LINE, CELL_PADDING, CELL_SIZE, LINE_HEIGHT, RULE, SIZES, WIDTH


@dataclass(frozen=True)
class Label:
    """A label that stands beside several rows: [start, end) in the lines of the bodies."""

    drawn: GridCell
    start: int
    end: int


def typeset(grid: Grid, fonts: Fonts) -> Grid:
    """The grid with labels broken into lines, and with a smaller size where a figure is too wide for its cell."""
    bodies = tuple(Body(_set_lines(body.lines, grid.widths, fonts)) for body in grid.bodies)
    return replace(grid, head=_set_lines(grid.head, grid.widths, fonts), bodies=bodies)


def rows(grid: Grid) -> paging.TableBlock:
    """How high a typeset grid is, in lines of text, and before which rows it may be cut."""
    body = _body_lines(grid)
    heights = [_height(line) for line in body]
    labels = list(_labels(body))
    _make_room(heights, labels)
    cuts = frozenset(row for row in _seams(grid) if all(_may_part(label, row, heights) for label in labels))
    head_heights = [_height(line) for line in grid.head]
    _make_room(head_heights, list(_labels(grid.head)))
    head = sum(head_heights) + RULE
    return paging.TableBlock(head / LINE_HEIGHT, tuple(height / LINE_HEIGHT for height in heights), cuts)


def _make_room(heights: list[float], labels: Sequence[Label]) -> None:
    """Let the last row beside each label grow until the label fits."""
    for label in labels:
        heights[label.end - 1] += max(0.0, _cell_height(label.drawn) - sum(heights[label.start : label.end]))


def part(grid: Grid, start: int, end: int) -> Grid:
    """The rows from `start` to before `end`, under the repeated head, with the labels that continue repeated."""
    body = _body_lines(grid)
    if (start, end) == (0, len(body)):
        return grid
    lines = [
        tuple(replace(drawn, rowspan=min(drawn.rowspan, end - row)) for drawn in body[row]) for row in range(start, end)
    ]
    going_on = [label for label in _labels(body) if label.start < start < label.end]
    repeated = (replace(label.drawn, rowspan=min(label.end, end) - start) for label in going_on)
    lines[0] = (*repeated, *lines[0])
    return replace(grid, bodies=(Body(tuple(lines)),))


def _body_lines(grid: Grid) -> list[GridLine]:
    return [line for body in grid.bodies for line in body.lines]


def _seams(grid: Grid) -> Iterator[int]:
    """Rows before which the definition allows a cut: any row under a repeated head, otherwise whole blocks only."""
    row = 0
    for body in grid.bodies:
        yield row
        if grid.head:
            yield from range(row + 1, row + len(body.lines))
        row += len(body.lines)


def _labels(body: Sequence[GridLine]) -> Iterator[Label]:
    for row, line in enumerate(body):
        for drawn in line:
            if drawn.rowspan > 1:
                yield Label(drawn, row, row + drawn.rowspan)


def _may_part(label: Label, row: int, heights: Sequence[float]) -> bool:
    """Whether the label, repeated, finds room beside its rows on both pages."""
    if not label.start < row < label.end:
        return True
    need = _cell_height(label.drawn)
    return sum(heights[label.start : row]) >= need and sum(heights[row : label.end]) >= need


def _height(line: GridLine) -> float:
    return max((_cell_height(drawn) for drawn in line if drawn.rowspan == 1), default=_lines_height(1))


def _cell_height(drawn: GridCell) -> float:
    return _lines_height(drawn.text.count("\n") + 1)


def _lines_height(count: int) -> float:
    return count * CELL_LINE + 2 * CELL_PADDING + RULE


def _set_lines(lines: Sequence[GridLine], widths: Sequence[int], fonts: Fonts) -> tuple[GridLine, ...]:
    point = WIDTH / sum(widths)
    beside = 2 * CELL_PADDING + RULE
    return tuple(
        tuple(
            _set_cell(drawn, sum(widths[column : column + drawn.colspan]) * point - beside, fonts)
            for column, drawn in line
        )
        for line in placed(lines, len(widths))
    )


def _set_cell(drawn: GridCell, room: float, fonts: Fonts) -> GridCell:
    """`room`: the width in points that the text may take."""
    if drawn.cell is None:
        return replace(drawn, text="\n".join(_broken(drawn, room, fonts)))
    natural = _natural(drawn.text, fonts)
    if natural * CELL_SIZE <= room:
        return drawn
    size = next((size for size in SIZES if natural * size <= room), SIZES[-1])
    return replace(drawn, size=f"{size:g}")


def _broken(drawn: GridCell, room: float, fonts: Fonts) -> list[str]:
    if drawn.vertical:
        number, mark, rest = drawn.text.partition("、")
        return [number + mark, *rest]
    # Measure 1: nothing is drawn in, because cells are set without letter-spacing.
    set_lines = compose([Run(drawn.text, "song")], fonts, measure=1, indent=0, size_pt=CELL_SIZE, width_pt=room)
    return [line.text for line in set_lines]


def _natural(text: str, fonts: Fonts) -> float:
    """The width of a text in em, as cells are set."""
    return sum(fonts.advance(char, "song") for char in text)
