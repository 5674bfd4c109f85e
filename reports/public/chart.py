"""The figures of an agency over its years: as a table, and as columns for a picture of the same.

Places in the picture are shares of its width (per cent), so that it fits a phone without its text shrinking; heights
are pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reports.content import figures
from reports.content.figures import Figure
from reports.content.report import Content

YEARS = 10
# Heights of the picture in pixels: where the columns begin and end, and the line of the years below them.
TOP, FLOOR, YEAR_LINE, HEIGHT = 12, 172, 192, 200
GAP = 0.25  # of a year's share that stays white
MARGIN = 12  # per cent at the left, where the round numbers stand


class ChartLine(NamedTuple):
    """A line of the table: the sum of these cells in each year. `drawn`: it is in the picture, under this class."""

    label: str
    keys: tuple[str, ...]
    drawn: str = ""


LINES = (
    ChartLine("本年新收申请", ("requests.received.total",), "received"),
    ChartLine("办理结果总计", ("requests.concluded.total",), "concluded"),
    ChartLine("其中：予以公开", ("requests.granted.total",)),
    ChartLine("其中：部分公开", ("requests.partly_granted.total",)),
    ChartLine("结转下年度办理", ("requests.carried_out.total",), "carried-out"),
    ChartLine("行政复议", ("proceedings.review.total",)),
    ChartLine("行政诉讼", ("proceedings.direct_suit.total", "proceedings.suit_after_review.total")),
)


class ChartRow(NamedTuple):
    """A line with its figure for each year, as text; a blank is empty."""

    label: str
    drawn: str
    values: list[str]


class ChartBar(NamedTuple):
    """One column of the picture. `x` and `width` in per cent, `y` and `height` in pixels; `says` is what it shows."""

    drawn: str
    says: str
    x: str
    width: str
    y: int
    height: int


class Tick(NamedTuple):
    """A line across the picture at a round number."""

    y: int
    text: str


class YearMark(NamedTuple):
    """A year below the picture, at its middle in per cent."""

    year: int
    x: str


@dataclass(frozen=True)
class Chart:
    """`years` run from the oldest; `columns` is empty where one year alone gives no picture."""

    years: list[int]
    rows: list[ChartRow]
    columns: list[ChartBar]
    ticks: list[Tick]
    marks: list[YearMark]
    height: int = HEIGHT
    floor: int = FLOOR
    year_line: int = YEAR_LINE

    @property
    def drawn(self) -> list[ChartRow]:
        """The rows that the picture shows."""
        return [row for row in self.rows if row.drawn]

    @property
    def last_two(self) -> list[int]:
        """The newest two years, the older first; fewer where there are not two."""
        return self.years[-2:]


def draw(contents: Iterable[Content]) -> Chart | None:
    """The chart of an agency's reports, at most the newest YEARS of them; None without any."""
    by_year = {content.year: content.figures for content in sorted(contents, key=lambda each: each.year)[-YEARS:]}
    if not by_year:
        return None
    sums = {line: [figures.add_up(year_figures, line.keys) for year_figures in by_year.values()] for line in LINES}
    rows = [
        ChartRow(line.label, line.drawn, [figures.text(value) for value in values]) for line, values in sums.items()
    ]
    drawn = {line: dict(zip(by_year, values, strict=True)) for line, values in sums.items() if line.drawn}
    highest = max((value for values in drawn.values() for value in values.values() if value), default=0)
    if len(by_year) == 1 or not highest:
        return Chart(list(by_year), rows, [], [], [])
    return Chart(list(by_year), rows, *_picture(drawn, list(by_year), _round_up(int(highest))))


def _picture(
    drawn: dict[ChartLine, dict[int, Figure]], years: list[int], top: int
) -> tuple[list[ChartBar], list[Tick], list[YearMark]]:
    """Every year between the first and the last has its place, published or not."""
    span = range(years[0], years[-1] + 1)
    share = (100 - MARGIN) / len(span)
    width = share * (1 - GAP) / len(drawn)
    columns = []
    for place, (line, values) in enumerate(drawn.items()):
        for year, value in values.items():
            if value is not None:
                height = round(int(value) / top * (FLOOR - TOP))
                x = MARGIN + (year - span[0] + GAP / 2) * share + place * width
                says = f"{year}年{line.label}：{value}件"
                columns.append(ChartBar(line.drawn, says, f"{x:.2f}%", f"{width:.2f}%", FLOOR - height, height))
    ticks = [Tick(FLOOR - round(part * (FLOOR - TOP)), f"{top * part:g}") for part in (0.5, 1)]
    marks = [YearMark(year, f"{MARGIN + (year - span[0] + 0.5) * share:.2f}%") for year in span]
    return columns, ticks, marks


def _round_up(number: int) -> int:
    """The next even number of one digit and zeros, so that its half is a whole number too."""
    size = 10 ** (len(str(number)) - 1)
    return next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= max(number, 2))
