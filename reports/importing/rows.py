"""Rows of a paper's tables → the values of the edition's cells, each doubt with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reports.content.figures import add_up
from reports.editions import Cell, Edition
from reports.importing import columns, splitting
from reports.importing.blocks import PaperCell, PaperRow, PaperTable
from reports.importing.columns import Columns
from reports.importing.labels import TableRow, column_labels, find_group, find_row, fold, is_heading, rows_of
from reports.importing.numbers import is_number, parse_printed
from reports.importing.reading import FilePlace, Unmatched, Value, ValueState

SHIFTED = "数字所在的列与表头对不上，按从左到右的顺序取值"
DISORDERED = "表头各列的顺序与格式不同，按从左到右的顺序取值"
FEWER = "这一行只有 {0} 个数字，应有 {1} 个，不能确定各是哪一列"
MORE = "这一行有 {0} 个数字，应有 {1} 个，不能确定各是哪一列"
TOGETHER = "数字连在一起，各列怎样分开不能确定"
SLIPPED = "这一行两端都有空格，不能确定数字从哪一列开始"


@dataclass(frozen=True)
class MatchedRow:
    """A row of the paper that was recognised, and its values by cell key.

    `label` is printed, `score` its similarity to the official one (1 is equal). `group_only`: the label of a group
    stood for its rows.
    """

    row: TableRow
    values: dict[str, Value]
    label: str
    score: float = 1.0
    group_only: bool = False


RowMatch = MatchedRow | Unmatched


def match_rows(
    edition: Edition, key: str, table: PaperTable, number: int, known: Columns | None
) -> tuple[list[RowMatch], Columns | None]:
    """The rows of a paper's table, matched with the rows of the official table `key`, and the columns it has.

    `number`: which table of the paper it is, from 1. `known`: the columns of the table before, which a table that goes
    on over a page has too, so the columns are returned for the next one.
    """
    matcher = _RowMatcher(edition, key, number, table, known)
    matches = [each for at, row in enumerate(table.rows, start=1) for each in matcher.match(row, at)]
    return matches or list(matcher.blank()), matcher.columns


class _RowMatcher:
    def __init__(self, edition: Edition, key: str, number: int, table: PaperTable, known: Columns | None) -> None:
        self._edition, self._key, self._number = edition, key, number
        self._exact, self._sparse = table.exact, table.sparse
        self._headings: list[PaperRow] = []
        self._doubt = ""
        self._empty: list[tuple[PaperRow, FilePlace]] = []
        self.columns = known if table.exact else None

    def match(self, row: PaperRow, at: int) -> Iterator[RowMatch]:
        """The official row that a row of the paper is, or its text as unmatched; nothing for headings and blanks."""
        place = FilePlace(row.page, self._number, at, row.number)
        texts = [paper_cell.text for paper_cell in row.cells]
        if not any(texts):
            self._empty.append((row, place))
            return
        if self._heads_columns(texts):
            self._headings.append(row)
            return
        first = self._first_number(row)
        label = " ".join(texts[:first])
        official, score, group_only = self._official(texts[:first])
        if official is None:
            if first < len(texts) and any(texts[first:]) and not is_heading(self._edition, self._key, row.text):
                yield Unmatched(row.text, place)
            elif is_heading(self._edition, self._key, row.text):
                self._headings.append(row)
            else:
                yield Unmatched(row.text, place)
            return
        self._use_headings(official)
        yield MatchedRow(official, dict(self._values(official, row.cells[first:], place)), label, score, group_only)

    def blank(self) -> Iterator[MatchedRow]:
        """The one row of a table without row labels, where there are headings and nothing is filled in below them."""
        (row, *others), headed = rows_of(self._edition, self._key), bool(self._headings)
        for empty, place in self._empty[:1]:
            if headed and not others and not row.label and len(empty.cells) >= row.cell_count:
                yield MatchedRow(row, dict(values_in_order(row, [""] * row.cell_count, place)), "")

    def _heads_columns(self, texts: Sequence[str]) -> bool:
        """Whether a row without a number ends in the heading of a column: 总计 and 其他 are names of rows, too."""
        filled = [text for text in texts if text]
        words = not any(is_number(text) for text in filled)
        return words and fold(filled[-1]) in column_labels(self._edition, self._key)

    def _first_number(self, row: PaperRow) -> int:
        """Where the figures of the row begin: behind its last label, blanks included."""
        wordy = [at for at, paper_cell in enumerate(row.cells) if paper_cell.text and not is_number(paper_cell.text)]
        labelled = [at for at in wordy if self._is_label(row.cells[at].text)]
        if labelled:
            return labelled[-1] + 1
        return 0 if not wordy else wordy[-1] + 1

    def _is_label(self, text: str) -> bool:
        return bool(find_row(self._edition, self._key, text) or find_group(self._edition, self._key, text))

    def _official(self, labels: Sequence[str]) -> tuple[TableRow | None, float, bool]:
        """The official row of these labels; a table without row labels has one row, known by its having none."""
        rows = rows_of(self._edition, self._key)
        if len(rows) == 1 and not rows[0].label:
            return (rows[0], 1.0, False) if not any(labels) else (None, 0.0, False)
        filled = [label for label in labels if label]
        for text in (*filled[-1:], " ".join(filled)):
            if match := find_row(self._edition, self._key, text):
                return match.row, match.score, False
        group = find_group(self._edition, self._key, filled[-1]) if filled else ()
        return (group[-1], 1.0, True) if group else (None, 0.0, False)

    def _use_headings(self, official: TableRow) -> None:
        if self._headings:
            self.columns = columns.find_columns(self._headings, official) if self._exact else None
            self._doubt = "" if self.columns or columns.are_in_order(self._headings, official) else DISORDERED
        elif self.columns and not all(cell.column in self.columns.places for cell in official.cells):
            self.columns = None
        self._headings = []

    def _values(self, row: TableRow, cells: Sequence[PaperCell], place: FilePlace) -> Iterator[tuple[str, Value]]:
        if self.columns:
            by_column = self._by_column(row, cells)
            if by_column is not None:
                return _cell_values(row, by_column, place)
        return values_in_order(
            row, [paper_cell.text for paper_cell in cells], place, doubt=SHIFTED if self.columns else self._doubt
        )

    def _by_column(self, row: TableRow, cells: Sequence[PaperCell]) -> list[str] | None:
        """The texts of the row's cells by the columns they stand in; None when they do not stand in them."""
        assert self.columns is not None  # noqa: S101 - for the type checker
        texts: dict[str, str] = {}
        for paper_cell in cells:
            cell = self.columns.cell_at(row, paper_cell)
            beyond = paper_cell.column + paper_cell.width > self.columns.edge
            if beyond or (cell is None and paper_cell.text) or (cell and cell.key in texts):
                return None
            if cell:
                texts[cell.key] = paper_cell.text
        complete = self._sparse or len(texts) == row.cell_count
        return [texts.get(cell.key, "") for cell in row.cells] if complete else None


def values_in_order(
    row: TableRow, texts: Sequence[str], place: FilePlace, *, doubt: str = ""
) -> Iterator[tuple[str, Value]]:
    """Values by their order alone, from left to right. `doubt`: why even a full row is not certain."""
    windows = _windows(list(texts), row.cell_count)
    if windows:
        fitting = [window for window in windows if _adds_up(row, window)] or windows
        unsure = doubt or (SLIPPED if len({tuple(window) for window in fitting}) > 1 else "")
        return _cell_values(row, fitting[0], place, unsure)
    filled = [text for text in texts if text]
    if len(filled) == 1 and (split := splitting.split_digits(row, filled[0].replace(" ", ""))):
        return _cell_values(row, split.texts, place, "" if split.certain else TOGETHER)
    why = (FEWER if len(filled) < row.cell_count else MORE).format(len(filled), row.cell_count)
    raw = " ".join(filled)
    state = Value(ValueState.DOUBTFUL, None, raw, place, why)
    return ((cell.key, state) for cell in row.cells)


def _windows(texts: list[str], count: int) -> list[list[str]]:
    """The runs of as many texts as the row has cells that leave out nothing but blanks."""
    starts = range(len(texts) - count + 1)
    return [
        texts[start : start + count] for start in starts if not any(texts[:start]) and not any(texts[start + count :])
    ]


def _adds_up(row: TableRow, texts: Sequence[str]) -> bool:
    """Whether every total of the row is the sum of its cells, blanks counted as 0; false for a row without totals."""
    keys = {cell.key for cell in row.cells}
    figures = {cell.key: parse_printed(cell, text).figure or 0 for cell, text in zip(row.cells, texts, strict=True)}
    totals = [cell for cell in row.cells if cell.computed and set(cell.parts) <= keys]
    return bool(totals) and all(figures[cell.key] == add_up(figures, cell.parts) for cell in totals)


def _cell_values(row: TableRow, texts: Sequence[str], place: FilePlace, doubt: str = "") -> Iterator[tuple[str, Value]]:
    for cell, text in zip(row.cells, texts, strict=True):
        yield cell.key, cell_value(cell, text, place, doubt)


@cache
def cell_value(cell: Cell, text: str, place: FilePlace, doubt: str = "") -> Value:
    """The value of one printed cell. `doubt`: why even a plain number is not certain."""
    printed = parse_printed(cell, text)
    if printed.why:
        return Value(ValueState.DOUBTFUL, None, text, place, printed.why)
    state = ValueState.DOUBTFUL if doubt else ValueState.BLANK if printed.figure is None else ValueState.READ
    return Value(state, printed.figure, text, place, doubt)


def mark_doubtful(row: MatchedRow, why: str) -> MatchedRow:
    """The same row with every value in doubt."""
    values = {key: replace(each, state=ValueState.DOUBTFUL, why=each.why or why) for key, each in row.values.items()}
    return replace(row, values=values)
