"""Which break each line takes, and the letter-spacing that makes it fill the measure.

A line takes what fits. A closing mark that would begin the next line is drawn in where the line's marks have room
to give (挤进; GB/T 15834-2011, 5.1.10 and 5.1.11), else the character before it goes over and the line is stretched
(推出). Time is linear in the length of the text.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from math import inf

from reports.rendering.fonts import Fonts, Role
from reports.rendering.lines.breaks import (
    ADDRESS,
    COMPRESSIBLE,
    INSIDE,
    JOINED,
    NOT_FIRST,
    NUMBER,
    SPACES,
    UNRULY,
    YES,
    levels,
)

TIGHTEST = -0.055  # em a gap: 29 characters in the width of 28, or 27 after the indent
TIGHT_ENOUGH = -0.0375  # em a gap (0.6 pt at 3号): nobody sees it, whatever the line holds
MARK_GIVES = 0.5  # em: the empty half of a full-width mark
TOLERANCE = 1e-6  # pt
TIERS = ((YES, 0.15), (ADDRESS, 0.25), (NUMBER, 1.0), (INSIDE, 2.0), (UNRULY, inf), (JOINED, inf))
"""Kinds of break, best first, each with the stretch (em a gap) beyond which the next kind is tried."""


@dataclass(frozen=True)
class Run:
    """Text in one face: a font role, and whether it is bold. `marks` are numbers that a proof marks it with."""

    text: str
    role: Role
    bold: bool = False
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line: what it holds, how far it is indented (pt), and what to add after each glyph but the last (pt)."""

    runs: tuple[Run, ...]
    indent_pt: float
    spacing_pt: float
    is_last: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Measure:
    """The width of a column and the grid of characters in it."""

    size: float
    width: float
    grid: float
    """Letter-spacing of a line full of characters; 0 where there is no grid, and then no mark is drawn in."""


class ParagraphFiller:
    """A paragraph being composed: its text, where each character ends, and where lines may."""

    def __init__(self, runs: Sequence[Run], fonts: Fonts, measure: Measure) -> None:
        self.runs = runs
        self.measure = measure
        self.text = "".join(run.text for run in runs)
        self.starts = list(accumulate((len(run.text) for run in runs), initial=0))
        widths = chain.from_iterable(map(fonts.widths(run.role, bold=run.bold).__getitem__, run.text) for run in runs)
        self.ends = list(accumulate((width * measure.size for width in widths), initial=0.0))
        self.levels = levels(self.text)

    def inked(self, start: int, end: int) -> int:
        """The end of a line without the spaces it ends in."""
        return start + len(self.text[start:end].rstrip(SPACES))

    def spacing(self, start: int, end: int, room: float) -> float:
        """Letter-spacing with which a line from `start` to `end` fills `room`; infinite for fewer than two glyphs."""
        end = self.inked(start, end)
        gaps = end - start - 1
        return (room - (self.ends[end] - self.ends[start])) / gaps if gaps > 0 else inf

    def line_end(self, start: int, room: float) -> int:
        """Where the line that begins at `start` ends: always further on."""
        furthest = [0] * (YES + 1)
        for end in range(start + 1, len(self.text) + 1):
            if not self.fits(start, end, room):
                return self.drawn_in(start, end, room) or self.best(start, furthest, room) or start + 1
            furthest[self.levels[end]] = end
        return len(self.text)

    def fits(self, start: int, end: int, room: float) -> bool:
        """Whether the text from `start` to `end` fits into `room` points at the spacing of the grid."""
        natural = self.ends[end] - self.ends[start] + (end - start - 1) * self.measure.grid
        return self.text[end - 1] in SPACES or natural <= room + TOLERANCE

    def best(self, start: int, furthest: list[int], room: float) -> int:
        """The furthest break of the best kind that does not tear the line apart; 0 if there is none."""
        for level, stretch in TIERS:
            end = max(furthest[level:])
            if end and (stretch == inf or self.spacing(start, end, room) <= stretch * self.measure.size):
                return end
        return 0

    def drawn_in(self, start: int, end: int, room: float) -> int:
        """挤进: the end of the line with the marks drawn in that do not fit (the first is before `end`), or 0."""
        tightest = TIGHTEST * self.measure.size if self.measure.grid else inf
        while end <= len(self.text) and self.text[end - 1] in NOT_FIRST and self.spacing(start, end, room) >= tightest:
            if self.levels[end] == YES:
                return end if self.can_give(start, end, room) else 0
            end += 1
        return 0

    def can_give(self, start: int, end: int, room: float) -> bool:
        """Whether the line can be tightened to `room` points without it showing (挤进)."""
        em, spacing = self.measure.size, self.spacing(start, end, room)
        marks = sum(char in COMPRESSIBLE for char in self.text[start:end])
        too_long = (self.measure.grid - spacing) * (self.inked(start, end) - start - 1)
        return spacing >= TIGHT_ENOUGH * em or too_long <= marks * MARK_GIVES * em

    def line(self, start: int, end: int, indent: float) -> Line:
        """The line from `start` to `end`, indented by `indent` points, with its letter-spacing."""
        room, last = self.measure.width - indent, end == len(self.text)
        fill = self.spacing(start, end, room)
        spacing = min(fill, self.measure.grid) if last or fill == inf else fill
        return Line(tuple(self.cut(start, self.inked(start, end))), indent, spacing, last)

    def cut(self, start: int, end: int) -> Iterator[Run]:
        """The runs between two positions, the first and the last cut to size."""
        for at in range(max(bisect_right(self.starts, start) - 1, 0), len(self.runs)):
            offset, run = self.starts[at], self.runs[at]
            if offset >= end:
                return
            if text := run.text[max(start - offset, 0) : end - offset]:
                yield replace(run, text=text)


def compose(  # noqa: PLR0913 what a column is made of
    runs: Sequence[Run],
    fonts: Fonts,
    *,
    measure: float = 28.0,
    indent: float = 2.0,
    size_pt: float = 16.0,
    width_pt: float = 442.2047,
) -> list[Line]:
    """Break one paragraph into lines of `width_pt`, a grid of `measure` characters; the first is `indent` of them in.

    Every line but the last fills its room exactly: natural width + spacing × (glyphs − 1) = width − indent. The
    last keeps the spacing of the grid (GB/T 9704-2012, 5.2.3). `measure=1` means no grid, as in the cell of a table:
    no line is naturally wider than `width_pt`, so they may be set without their spacing. Spaces at the end of a line
    are dropped, nothing else. Raises nothing; what `Fonts.missing` names is for the caller to refuse before.
    """
    grid = (width_pt - measure * size_pt) / (measure - 1) if measure > 1 else 0.0
    paragraph = ParagraphFiller(runs, fonts, Measure(size_pt, width_pt, grid))
    indent_pt = indent * (size_pt + grid)
    lines, start = [], 0
    while start < len(paragraph.text):
        end = paragraph.line_end(start, width_pt - indent_pt)
        lines.append(paragraph.line(start, end, indent_pt))
        start, indent_pt = end, 0.0
    return lines
