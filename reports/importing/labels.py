"""The labels of an edition, recognised however a paper prints them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from reports.editions import Cell, Edition, cells_of, grid_of
from reports.importing.blocks import normalized

MIN_SIMILARITY = 0.72  # of a text to a label, for the text to count as the label misprinted
MIN_MARGIN = 0.06  # by which that label must be more similar than any other
_MARKS = r"\s.．、,，:：;；()（）〔〕\[\]“”\"'‘’`·•《》<>〈〉【】。*#|_—–-"
_NOT_IN_LABELS = re.compile(f"[{_MARKS}]")
_REMARK = re.compile("（[^（）]{6,}）")  # （区分处理的，只计这一情形，不计其他情形）
_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]）|[一二三四五六七八九十]、|[0-9]+\.)")
SEPARATORS = f"[{_MARKS}]*"


def fold(text: str) -> str:
    """A label without what papers print differently: spaces, brackets, points, quotes, width of characters."""
    return _NOT_IN_LABELS.sub("", normalized(text))


def similarity(first: str, second: str) -> float:
    """How alike two folded texts are, from 0 to 1, where 1 is equal."""
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= MIN_SIMILARITY / 2 else 0.0


@dataclass(frozen=True)
class TableRow:
    """A row of an official table: its own label, the labels of its groups, and its cells from left to right."""

    label: str
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def cell_count(self) -> int:
        """How many cells the row has."""
        return len(self.cells)


@dataclass(frozen=True)
class LabelMatch:
    """A label that was recognised. `score` is 1 where it was printed as it should be."""

    row: TableRow
    score: float = 1.0


@cache
def rows_of(edition: Edition, table: str) -> tuple[TableRow, ...]:
    """The rows with cells, in the order of the paper; the one row of a table without row labels has none."""
    lines = (tuple(drawn.cell for drawn in line if drawn.cell) for line in grid_of(edition, table).lines)
    return tuple(TableRow(*_names(line[0]), line) for line in lines if line)


def _names(cell: Cell) -> tuple[str, tuple[str, ...]]:
    return (cell.row_labels[-1], cell.row_labels[:-1]) if cell.row_labels else ("", ())


@cache
def _spellings(edition: Edition, table: str) -> Mapping[str, TableRow]:
    """Rows by every way of writing their label that can mean no other row."""
    spellings: dict[str, TableRow | None] = {}
    for row in rows_of(edition, table):
        for spelling in _spellings_of(row.label):
            spellings[spelling] = None if spelling in spellings else row
    own = {fold(row.label): row for row in rows_of(edition, table) if row.label}
    return {spelling: row for spelling, row in spellings.items() if row} | own


def _spellings_of(label: str) -> set[str]:
    short = _REMARK.sub("", label)
    ways = {label, short, _NUMBER.sub("", label), _NUMBER.sub("", short)}
    return {fold(way) for way in ways if len(fold(way)) > 1}


@cache
def group_labels(edition: Edition, table: str) -> Mapping[str, tuple[TableRow, ...]]:
    """Rows by the folded label of their group."""
    groups: dict[str, tuple[TableRow, ...]] = {}
    for row in rows_of(edition, table):
        for label in row.groups[-1:]:
            groups[fold(label)] = (*groups.get(fold(label), ()), row)
    return groups


@cache
def find_row(edition: Edition, table: str, text: str) -> LabelMatch | None:
    """The row a printed label means; None when it means none, or could mean two."""
    folded = fold(text)
    if not folded or len(folded) > 120:
        return None
    known = _spellings(edition, table)
    if folded in known:
        return LabelMatch(known[folded])
    ending = max((way for way in known if len(way) > 3 and folded.endswith(way)), key=len, default="")
    if ending and _is_words_of_table(edition, table, folded.removesuffix(ending)):
        return LabelMatch(known[ending])
    if folded in group_labels(edition, table):
        return None
    return _most_like(folded, rows_of(edition, table))


def _most_like(folded: str, rows: tuple[TableRow, ...]) -> LabelMatch | None:
    scored = sorted(((similarity(folded, fold(row.label)), row) for row in rows), key=lambda each: -each[0])
    if not scored or scored[0][0] < MIN_SIMILARITY:
        return None
    (best, row), (second, _) = scored[0], scored[1] if len(scored) > 1 else (0.0, None)
    return LabelMatch(row, round(best, 2)) if best - second >= MIN_MARGIN else None


def find_group(edition: Edition, table: str, text: str) -> tuple[TableRow, ...]:
    """The rows of the group whose label the text is."""
    folded = fold(text)
    groups = group_labels(edition, table)
    ending = next((label for label in groups if folded.endswith(label)), "")
    rest = folded.removesuffix(ending)
    return groups[ending] if ending and _is_words_of_table(edition, table, rest) else ()


@cache
def column_labels(edition: Edition, table: str) -> frozenset[str]:
    """The folded headings of the table's columns."""
    cells = (cell for cell in cells_of(edition).values() if cell.table == table)
    return frozenset(fold(label) for cell in cells for label in cell.column_labels)


@cache
def words_of(edition: Edition, table: str) -> str:
    """Every heading of the table, folded, one a line: what may stand in it without meaning anything further."""
    grid = grid_of(edition, table)
    return "\n".join(fold(drawn.text) for line in grid.lines for drawn in line if drawn.text)


def _is_words_of_table(edition: Edition, table: str, folded: str) -> bool:
    """Whether the text is made of headings of the table, or pieces of them."""
    rest = folded
    words = words_of(edition, table)
    while rest:
        length = next((size for size in range(len(rest), 0, -1) if rest[:size] in words), 0)
        if not length:
            return False
        rest = rest[length:]
    return True


def is_heading(edition: Edition, table: str, text: str) -> bool:
    """Whether a text is nothing but headings of the table or pieces of them, or says nothing at all."""
    return _is_words_of_table(edition, table, fold(text))
