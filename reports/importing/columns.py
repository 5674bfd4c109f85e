"""The headings of a table → which column of the edition stands at which place of the paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reports.editions import Cell
from reports.importing.blocks import PaperCell, PaperRow
from reports.importing.labels import TableRow, fold, similarity

_MIN_SIMILARITY = 0.75


@dataclass(frozen=True)
class Columns:
    """Places of a paper's columns, by the column's key: where it begins and how many grid columns it takes.

    `edge` is where the headings end; a row that goes beyond has slipped.
    """

    places: Mapping[str, tuple[int, int]]
    edge: int

    def cell_at(self, row: TableRow, paper_cell: PaperCell) -> Cell | None:
        """The cell of the row in whose column the printed cell stands."""
        for cell in row.cells:
            begin, width = self.places[cell.column]
            if begin <= paper_cell.column < begin + width:
                return cell
        return None


def find_columns(headings: Iterable[PaperRow], row: TableRow) -> Columns | None:
    """The columns of the row's table under these headings; None unless every one is there, at a place of its own.

    A column is known by its own heading and those above it, so that two columns called 其他 are not confused.
    """
    rows = list(headings)
    above = _by_place(rows)
    if not above:
        return None
    places: dict[str, tuple[int, int]] = {}
    for cell in row.cells:
        fitting = [(begin, width) for (begin, width), words in above.items() if _fits(cell, words)]
        if len(fitting) != 1:
            return None
        places[cell.column] = fitting[0]
    edge = max(paper_cell.column + paper_cell.width for heading in rows for paper_cell in heading.cells)
    return Columns(places, edge) if len(set(places.values())) == len(places) else None


def _by_place(headings: Iterable[PaperRow]) -> dict[tuple[int, int], tuple[str, ...]]:
    """For each lowest heading, its place and all headings over it, the outermost first."""
    rows = [[paper_cell for paper_cell in row.cells if paper_cell.text] for row in headings]
    headings_by_place: dict[tuple[int, int], tuple[str, ...]] = {}
    for depth, cells in enumerate(rows):
        for paper_cell in cells:
            below = (other for line in rows[depth + 1 :] for other in line)
            if not any(_covers(paper_cell, other) for other in below):
                over = [other for line in rows[:depth] for other in line if _covers(other, paper_cell)]
                headings_by_place[paper_cell.column, paper_cell.width] = tuple(
                    fold(each.text) for each in (*over, paper_cell)
                )
    return headings_by_place


def _covers(upper: PaperCell, lower: PaperCell) -> bool:
    return upper.column <= lower.column < upper.column + upper.width


def _fits(cell: Cell, words: tuple[str, ...]) -> bool:
    labels = _folded(cell.column_labels)
    if not _same(labels[-1], words[-1]):
        return False
    groups = [label for label in labels[:-1] if label not in ("申请人情况", "行政诉讼")]
    return not groups or any(_same(groups[-1], word) for word in words[:-1])


@cache
def _folded(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, labels))


@cache
def _same(label: str, word: str) -> bool:
    return label == word or (len(label) > 3 and similarity(label, word) >= _MIN_SIMILARITY)


def are_in_order(headings: Iterable[PaperRow], row: TableRow) -> bool:
    """Whether the headings, as far as they are recognised, stand in the order of the edition from left to right."""
    for heading in headings:
        last = -1
        for word in (fold(printed.text) for printed in heading.cells if printed.text):
            places = [at for at, cell in enumerate(row.cells) if _same(_folded(cell.column_labels)[-1], word)]
            later = [at for at in places if at > last]
            if places and not later:
                return False
            last = later[0] if later else last
    return True
