"""Rows of a paper's tables → what they say for each cell, with every doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reports.editions import Cell, Edition
from reports.figures import add_up
from reports.importing import columns, splitting
from reports.importing.blocks import Row, Spot, Table
from reports.importing.columns import Columns
from reports.importing.labels import TableRow, column_labels, find_group, find_row, fold, is_heading, rows_of
from reports.importing.numbers import is_number, say
from reports.importing.reading import Place, State, Unmatched, Value

SHIFTED = "数字所在的列与表头对不上，按从左到右的顺序取值"
DISORDERED = "表头各列的顺序与格式不同，按从左到右的顺序取值"
FEWER = "这一行只有 {0} 个数字，应有 {1} 个，不能确定各是哪一列"
MORE = "这一行有 {0} 个数字，应有 {1} 个，不能确定各是哪一列"
TOGETHER = "数字连在一起，各列怎样分开不能确定"
SLIPPED = "这一行两端都有空格，不能确定数字从哪一列开始"


@dataclass(frozen=True)
class Taken:
    """A row of the paper that was recognised, and its values by cell key. `score` of its label; `alone`: the label of
    a group stood for its rows."""

    row: TableRow
    values: dict[str, Value]
    label: str
    score: float = 1.0
    alone: bool = False


Found = Taken | Unmatched


def read(
    edition: Edition, key: str, table: Table, number: int, known: Columns | None
) -> tuple[list[Found], Columns | None]:
    """What the rows of a paper's table say for the official table `key`. `known`: columns of the table before, which
    a table that goes on over a page has too; the columns found are returned for the next one."""
    reader = _Reader(edition, key, number, table, known)
    found = [each for at, row in enumerate(table.rows, start=1) for each in reader.take(row, at)]
    return found or list(reader.blank()), reader.columns


class _Reader:
    def __init__(self, edition: Edition, key: str, number: int, table: Table, known: Columns | None) -> None:
        self._edition, self._key, self._number = edition, key, number
        self._exact, self._sparse = table.exact, table.sparse
        self._headings: list[Row] = []
        self._doubt = ""
        self._empty: list[tuple[Row, Place]] = []
        self.columns = known if table.exact else None

    def take(self, row: Row, at: int) -> Iterator[Found]:
        place = Place(row.page, self._number, at)
        texts = [spot.text for spot in row.spots]
        if not any(texts):
            self._empty.append((row, place))
            return
        if self._heads_columns(texts):
            self._headings.append(row)
            return
        first = self._first_number(row)
        label = " ".join(texts[:first])
        official, score, alone = self._official(texts[:first])
        if official is None:
            if first < len(texts) and any(texts[first:]) and not is_heading(self._edition, self._key, row.text):
                yield Unmatched(row.text, place)
            elif is_heading(self._edition, self._key, row.text):
                self._headings.append(row)
            else:
                yield Unmatched(row.text, place)
            return
        self._learn(official)
        yield Taken(official, dict(self._values(official, row.spots[first:], place)), label, score, alone)

    def blank(self) -> Iterator[Taken]:
        """The one row of a table without row labels, where there are headings and nothing is filled in below them."""
        (row, *others), headed = rows_of(self._edition, self._key), bool(self._headings)
        for empty, place in self._empty[:1]:
            if headed and not others and not row.label and len(empty.spots) >= row.needs:
                yield Taken(row, dict(in_order(row, [""] * row.needs, place)), "")

    def _heads_columns(self, texts: Sequence[str]) -> bool:
        """Whether a row without a number ends in the heading of a column: 总计 and 其他 are names of rows, too."""
        said = [text for text in texts if text]
        return not any(is_number(text) for text in said) and fold(said[-1]) in column_labels(self._edition, self._key)

    def _first_number(self, row: Row) -> int:
        """Where the figures of the row begin: behind its last label, blanks included."""
        wordy = [at for at, spot in enumerate(row.spots) if spot.text and not is_number(spot.text)]
        labelled = [at for at in wordy if self._is_label(row.spots[at].text)]
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
        said = [label for label in labels if label]
        for text in (*said[-1:], " ".join(said)):
            if found := find_row(self._edition, self._key, text):
                return found.row, found.score, False
        group = find_group(self._edition, self._key, said[-1]) if said else ()
        return (group[-1], 1.0, True) if group else (None, 0.0, False)

    def _learn(self, official: TableRow) -> None:
        if self._headings:
            self.columns = columns.find(self._headings, official) if self._exact else None
            self._doubt = "" if self.columns or columns.are_in_order(self._headings, official) else DISORDERED
        elif self.columns and not all(cell.column in self.columns.places for cell in official.cells):
            self.columns = None
        self._headings = []

    def _values(self, row: TableRow, spots: Sequence[Spot], place: Place) -> Iterator[tuple[str, Value]]:
        if self.columns:
            by_column = self._by_column(row, spots)
            if by_column is not None:
                return _said(row, by_column, place)
        return in_order(row, [spot.text for spot in spots], place, doubt=SHIFTED if self.columns else self._doubt)

    def _by_column(self, row: TableRow, spots: Sequence[Spot]) -> list[str] | None:
        """The texts of the row's cells by the columns they stand in; None when they do not stand in them."""
        assert self.columns is not None  # noqa: S101 - for the type checker
        texts: dict[str, str] = {}
        for spot in spots:
            cell = self.columns.cell_at(row, spot)
            beyond = spot.column + spot.width > self.columns.edge
            if beyond or (cell is None and spot.text) or (cell and cell.key in texts):
                return None
            if cell:
                texts[cell.key] = spot.text
        complete = self._sparse or len(texts) == row.needs
        return [texts.get(cell.key, "") for cell in row.cells] if complete else None


def in_order(row: TableRow, texts: Sequence[str], place: Place, *, doubt: str = "") -> Iterator[tuple[str, Value]]:
    """Values by their order alone, from left to right. `doubt`: why even a full row is not certain."""
    windows = _windows(list(texts), row.needs)
    if windows:
        fitting = [window for window in windows if _adds_up(row, window)] or windows
        unsure = doubt or (SLIPPED if len({tuple(window) for window in fitting}) > 1 else "")
        return _said(row, fitting[0], place, unsure)
    said = [text for text in texts if text]
    if len(said) == 1 and (parted := splitting.split(row, said[0].replace(" ", ""))):
        return _said(row, parted.texts, place, "" if parted.certain else TOGETHER)
    why = (FEWER if len(said) < row.needs else MORE).format(len(said), row.needs)
    raw = " ".join(said)
    state = Value(State.DOUBTFUL, None, raw, place, why)
    return ((cell.key, state) for cell in row.cells)


def _windows(texts: list[str], needs: int) -> list[list[str]]:
    """The runs of as many texts as the row needs that leave out nothing but blanks."""
    starts = range(len(texts) - needs + 1)
    return [
        texts[start : start + needs] for start in starts if not any(texts[:start]) and not any(texts[start + needs :])
    ]


def _adds_up(row: TableRow, texts: Sequence[str]) -> bool:
    """Whether every total of the row is the sum of its cells, blanks counted as 0; false for a row without totals."""
    keys = {cell.key for cell in row.cells}
    figures = {cell.key: say(cell, text).figure or 0 for cell, text in zip(row.cells, texts, strict=True)}
    totals = [cell for cell in row.cells if cell.computed and set(cell.parts) <= keys]
    return bool(totals) and all(figures[cell.key] == add_up(figures, cell.parts) for cell in totals)


def _said(row: TableRow, texts: Sequence[str], place: Place, doubt: str = "") -> Iterator[tuple[str, Value]]:
    for cell, text in zip(row.cells, texts, strict=True):
        yield cell.key, value(cell, text, place, doubt)


@cache
def value(cell: Cell, text: str, place: Place, doubt: str = "") -> Value:
    """What one printed cell says."""
    said = say(cell, text)
    if said.why:
        return Value(State.DOUBTFUL, None, text, place, said.why)
    state = State.DOUBTFUL if doubt else State.BLANK if said.figure is None else State.READ
    return Value(state, said.figure, text, place, doubt)


def doubted(taken: Taken, why: str) -> Taken:
    """The same row with every value in doubt."""
    values = {key: replace(each, state=State.DOUBTFUL, why=each.why or why) for key, each in taken.values.items()}
    return replace(taken, values=values)
