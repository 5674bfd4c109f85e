"""Where pages end. Text flows in lines of one height; tables are cut between rows that may be parted.

GB/T 9704-2012, 5.2.3: 22 lines a page. A heading stays with what follows it; a row is never split.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

LINES = 22


@dataclass(frozen=True)
class TextBlock:
    """So many lines of text. `keep`: on the page of the item that follows (a heading)."""

    lines: int
    keep: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table. Heights in lines of text (fractions allowed); `cuts`: the rows before which it may be cut."""

    head: float
    heights: tuple[float, ...]
    cuts: frozenset[int]


@dataclass(frozen=True)
class PlacedBlock:
    """`break_before`: the item begins a page. `parts`: for a table, the ranges of rows on successive pages."""

    break_before: bool = False
    parts: tuple[tuple[int, int], ...] = ()


def place(items: Sequence[TextBlock | TableBlock]) -> list[PlacedBlock]:
    """Lay the items on pages of LINES lines, top to bottom; one answer for each item."""
    placed, line = [], 0
    for item, least in zip(items, _least(items), strict=True):
        must_break = line > 0 and line + least > LINES
        line = 0 if must_break else line
        if isinstance(item, TextBlock):
            placed.append(PlacedBlock(must_break))
            line = (line + item.lines) % LINES
        else:
            parts, line = _cut(item, line)
            placed.append(PlacedBlock(must_break, parts))
    return placed


def _least(items: Sequence[TextBlock | TableBlock]) -> list[int]:
    """For each item how many lines must be left on the page for it to begin there.

    A heading needs itself and what follows it: all headings of its run and the first line of the text, or the first
    rows of the table, that they stand above. A heading that no page can hold together with these flows like text, and
    so does a run of headings at the very end that is longer than a page: it stands above nothing.
    """
    needs = [0] * len(items)
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, TableBlock):
            needs[index] = math.ceil(item.head + sum(item.heights[: _ends(item, 0)[0]]))
        else:
            following = needs[index + 1] if item.keep and index + 1 < len(items) else 0
            needs[index] = item.lines + following if item.keep else 1
    last_run = len(items) - len(list(takewhile(_is_heading, reversed(items))))
    last_run_flows = last_run < len(items) and needs[last_run] > LINES
    return [
        1 if _is_heading(item) and (need > LINES or (last_run_flows and index >= last_run)) else need
        for index, (item, need) in enumerate(zip(items, needs, strict=True))
    ]


def _is_heading(item: TextBlock | TableBlock) -> bool:
    return isinstance(item, TextBlock) and item.keep


def _ends(item: TableBlock, start: int) -> list[int]:
    """The rows before which a part that begins at `start` may end."""
    return [*sorted(cut for cut in item.cuts if cut > start), len(item.heights)]


def _cut(item: TableBlock, line: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """The parts of a table that begins at the line, and the line after it."""
    parts: list[tuple[int, int]] = []
    start = 0
    while True:
        room = LINES - line - item.head
        ends = _ends(item, start)
        fitting = [end for end in ends if sum(item.heights[start:end]) <= room]
        end = fitting[-1] if fitting else ends[0]
        parts.append((start, end))
        if end == len(item.heights):
            return tuple(parts), (line + taken(item, start, end)) % LINES
        start, line = end, 0


def taken(item: TableBlock, start: int, end: int) -> int:
    """The lines that a part takes on its page, so that the text after it stands on the page's lines again."""
    return math.ceil(item.head + sum(item.heights[start:end]))
