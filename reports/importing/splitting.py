"""Digits that ran together → the figures of a row, as far as its sum allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from reports.importing.labels import TableRow

MOST_DIGITS = 60
_ENOUGH = 2  # ways to split that fit; a second one is a doubt already


@dataclass(frozen=True)
class SplitDigits:
    """The texts of a row's cells. `certain`: no other way to part the digits makes the row's totals right."""

    texts: tuple[str, ...]
    certain: bool


def split_digits(row: TableRow, digits: str) -> SplitDigits | None:
    """The row's cells in digits without anything between them; None where no way of parting them is any likelier.

    A way fits when no number begins with a needless 0 and every total is the sum of its cells, blanks counted as 0.
    """
    if not digits.isdigit() or len(digits) > MOST_DIGITS or len(digits) < 1:
        return None
    if row.cell_count == 1:
        return SplitDigits((digits,), certain=True)
    fitting = _ways(digits, row.cell_count, _groups(row))
    if len(fitting) == 1:
        return SplitDigits(fitting[0], certain=True)
    if len(digits) == row.cell_count:
        return SplitDigits(tuple(digits), certain=False)
    return SplitDigits(fitting[0], certain=False) if fitting else None


def _groups(row: TableRow) -> tuple[int, ...]:
    """How many cells stand before each total and belong to it; 0 for a row without totals."""
    sizes, size = [], 0
    keys = {cell.key for cell in row.cells}
    for cell in row.cells:
        if cell.parts and set(cell.parts) <= keys and size:
            sizes.append(size)
            size = 0
        else:
            size += 1
    return tuple(sizes) if sizes and not size else ()


def _ways(digits: str, cells: int, groups: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The first ways to part the digits that fit. Groups are parted one after another, so that sums cut the search."""
    return _grouped(digits, tuple(groups)) if groups else tuple(islice(_parts(digits, cells), _ENOUGH))


@lru_cache(maxsize=4096)
def _grouped(digits: str, groups: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    fitting = (
        (*parts, total, *rest)
        for end in range(len(digits) + 1)
        for rest in (_grouped(digits[end:], groups[1:]) if groups[1:] else () if digits[end:] else ((),))
        for cut in range(end + 1)
        if _is_plain(total := digits[cut:end])
        for parts in _adding_up(digits[:cut], groups[0], int(total or 0))
    )
    return tuple(islice(fitting, _ENOUGH))


def _parts(digits: str, cells: int) -> Iterator[tuple[str, ...]]:
    if cells == 1:
        if _is_plain(digits):
            yield (digits,)
        return
    for cut in range(len(digits) + 1):
        if _is_plain(digits[:cut]):
            yield from ((digits[:cut], *rest) for rest in _parts(digits[cut:], cells - 1))


@lru_cache(maxsize=16384)
def _adding_up(digits: str, cells: int, total: int) -> tuple[tuple[str, ...], ...]:
    """The first ways to part the digits into so many numbers, blanks among them, that add up to the total."""
    if cells == 0:
        return () if digits or total else ((),)
    longest = len(str(total))
    if len(digits) > cells * longest:
        return ()
    fitting = (
        (head, *rest)
        for cut in range(min(longest, len(digits)) + 1)
        if _is_plain(head := digits[:cut]) and int(head or 0) <= total
        for rest in _adding_up(digits[cut:], cells - 1, total - int(head or 0))
    )
    return tuple(islice(fitting, _ENOUGH))


def _is_plain(number: str) -> bool:
    """Whether a person would write a number so: without a needless 0 before it. A blank is nothing at all."""
    return len(number) < 2 or number[0] != "0"
