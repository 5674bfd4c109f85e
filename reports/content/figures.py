"""Figures: one flat mapping from cell key to number or blank.

Counts (件, 项) are whole numbers, money (元, 万元) is exact decimal; no float anywhere. Blank (None) is not zero.
Stored as JSON, counts are numbers and money is text, so that every decimal survives.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.editions import Cell, Edition, cells_of

Figure = int | Decimal | None
Figures = Mapping[str, Figure]

MAX_WHOLE_DIGITS = 12
MAX_DECIMALS = 10
# A total of the largest figures is longer than they are; what we added up we must be able to read.
MORE_DIGITS_OF_TOTALS = 3

# What people write where there is nothing to count. It is not read as 0 by itself: it may also mean “not known”.
NOTHING = frozenset({"/", "／", "\\", "-", "－", "–", "—", "——", "―", "─", "无", "空", "没有"})

_WHOLE = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class FigureError(ValueError):
    """A value that is not a number the cell can hold; the message is a sentence for the person who typed it."""


def parse(cell: Cell, raw: object) -> Figure:
    """The figure of the cell from `raw` (number, text or None); raises FigureError when it is not one.

    Text must be plain ASCII digits; blank text is a blank. Floats are refused: they have lost decimals already.
    """
    text = _as_text(raw)
    if not text:
        return None
    money = cell.kind == "money"
    if not (_DECIMAL if money else _WHOLE).fullmatch(text):
        advice = "；没有发生的，请填 0" if text in NOTHING else ""
        raise FigureError(f"“{_short(text)}”不是{'数字' if money else '整数'}{advice}")
    if text.startswith("-") and cell.kind != "change":
        raise FigureError(f"“{_short(text)}”是负数")
    whole, _, decimals = text.lstrip("-").partition(".")
    whole = whole.lstrip("0") or "0"  # int() refuses thousands of zeros
    most = MAX_WHOLE_DIGITS + (MORE_DIGITS_OF_TOTALS if cell.computed else 0)
    if len(whole) > most or len(decimals) > MAX_DECIMALS:
        limits = f"整数至多 {most} 位" + (f"，小数至多 {MAX_DECIMALS} 位" if money else "")
        raise FigureError(f"“{_short(text)}”位数过多（{limits}）")
    sign = "-" if text.startswith("-") else ""
    return Decimal(f"{whole}.{decimals}" if decimals else whole) if money else int(sign + whole)


def _as_text(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float):
        raise FigureError(f"“{raw}”是浮点数，小数可能已经不准，请以文字给出")
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        raise FigureError(f"“{_short(str(raw))}”不是数字")
    return raw.strip() if isinstance(raw, str) else plain(Decimal(raw))  # str() refuses ints of thousands of digits


def plain(value: int | Decimal) -> str:
    """The number in plain digits, every decimal kept and never an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def text(value: Figure) -> str:
    """The figure as text that `parse` reads back; a blank is empty."""
    return "" if value is None else plain(value)


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


@dataclass(frozen=True)
class Entered:
    """Stored or submitted data as read: the figures that can be read, and a sentence for each cell that cannot."""

    figures: Figures
    faults: Mapping[str, str]


def parse_all(edition: Edition, data: Mapping[str, object]) -> Entered:
    """Read raw values by cell key. Unknown keys are faults; missing cells are blank."""
    cells = cells_of(edition)
    figures: dict[str, Figure] = {}
    faults = {key: f"{edition.code} 版格式没有“{key}”这一格" for key in data if key not in cells}
    for key, cell in cells.items():
        try:
            figures[key] = parse(cell, data.get(key))
        except FigureError as error:
            figures[key] = None
            faults[key] = str(error)
    return Entered(figures, faults)


def dump(figures: Figures) -> dict[str, int | str | None]:
    """Figures as JSON can hold them exactly: counts as numbers, money as text."""
    return {key: plain(value) if isinstance(value, Decimal) else value for key, value in figures.items()}


def add_up(figures: Figures, keys: Iterable[str]) -> Figure:
    """The sum of the cells; blank as soon as one of them is blank."""
    total: int | Decimal = 0
    for key in keys:
        value = figures.get(key)
        if value is None:
            return None
        total += value
    return total


def complete(edition: Edition, figures: Figures) -> dict[str, Figure]:
    """All cells of the edition, totals computed from the typed cells whatever was there before."""
    cells = cells_of(edition)
    done: dict[str, Figure] = {key: figures.get(key) for key, cell in cells.items() if not cell.computed}

    def value(key: str) -> Figure:
        if key not in done:
            done[key] = add_up({part: value(part) for part in cells[key].parts}, cells[key].parts)
        return done[key]

    return {key: value(key) for key in cells}


def typed(edition: Edition, figures: Figures) -> dict[str, Figure]:
    """Only the cells a person fills."""
    return {key: figures.get(key) for key, cell in cells_of(edition).items() if not cell.computed}


@dataclass(frozen=True)
class Mismatch:
    """A stated total that is not the sum of the parts beside it."""

    key: str
    stated: int | Decimal
    summed: int | Decimal


def total_mismatches(edition: Edition, stated: Figures) -> list[Mismatch]:
    """Totals as a paper states them against the sums of its own cells; nothing is repaired."""
    mismatches = []
    for key, cell in cells_of(edition).items():
        written, summed = stated.get(key), add_up(stated, cell.parts)
        if cell.computed and written is not None and summed is not None and written != summed:
            mismatches.append(Mismatch(key, written, summed))
    return mismatches


def show(cell: Cell, value: Figure) -> str:
    """The figure as the paper prints it: every decimal kept, a blank empty, the unit where the heading lacks it."""
    if value is None:
        return ""
    return plain(value) + cell.unit if cell.print_unit else plain(value)
