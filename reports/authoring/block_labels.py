"""The words of a pasted block: which rows are headings, which row of the table a label means, which column a heading.

In: an edition, the key of a table, and the texts of the block line by line. Out: a `Layout`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reports.authoring.block_texts import is_value
from reports.editions import Cell, Edition, all_editions, grid_of
from reports.importing.labels import find_group, find_row, fold, is_heading, rows_of, similarity

_MIN_SIMILARITY = 0.75
_UNITS = ("单位", "计量单位")


@dataclass(frozen=True)
class BlockRow:
    """A row of the block: its number from 1, its texts, and the cells of the line its label at `label_at` means.

    `line` is empty for a row without a label that is known. `is_foreign`: its label names a group of rows, or a row of
    another edition, so that its figures belong nowhere here.
    """

    number: int
    texts: tuple[str, ...]
    is_heading: bool
    label_at: int = -1
    line: tuple[Cell, ...] = ()
    is_foreign: bool = False

    @property
    def label(self) -> str:
        """The label as the block has it."""
        return self.texts[self.label_at] if self.label_at >= 0 else ""

    @property
    def has_value(self) -> bool:
        """Whether a figure, or what may stand for one, is in the row."""
        return any(map(is_value, self.texts))


@dataclass(frozen=True)
class Layout:
    """The rows of a block. `first_value` is the column in which figures begin, -1 where the block does not tell.

    `columns` are the places of columns whose heading is known, for a table of one line of columns.
    """

    rows: tuple[BlockRow, ...]
    first_value: int
    headings: tuple[BlockRow, ...]
    columns: Mapping[int, Cell]

    def values_of(self, row: BlockRow) -> list[str]:
        """The texts behind the row's label, without what merged cells leave blank before and behind the figures."""
        room = len(row.line)
        if self.first_value >= 0:
            values = list(row.texts[self.first_value :])
        else:
            values = list(row.texts[row.label_at + 1 :])
            while len(values) > room and not values[0]:
                values = values[1:]
        while len(values) > room and not values[-1]:
            values = values[:-1]
        return values

    def columns_for(self, row: BlockRow) -> Mapping[int, Cell]:
        """The row's cells by their place in the block, where the block's headings tell every one; else nothing."""
        places = _places(self._above(row), row.line)
        filled = {place for place, text in enumerate(row.texts) if text and place > row.label_at}
        return places if filled and filled <= set(places) else {}

    def _above(self, row: BlockRow) -> list[BlockRow]:
        """The headings that stand over the row: the last that follow each other before it."""
        above: list[BlockRow] = []
        for heading in reversed([heading for heading in self.headings if heading.number < row.number]):
            if above and above[0].number - heading.number > 1:
                break
            above.insert(0, heading)
        return above

    @property
    def is_reordered(self) -> bool:
        """Whether the columns of the block stand in another order than those of the form."""
        for row in self.rows:
            cells = [cell for _, cell in sorted(self.columns_for(row).items())] if row.line else []
            if [row.line.index(cell) for cell in cells] != sorted(row.line.index(cell) for cell in cells):
                return True
        return False


def layout_of(edition: Edition, table: str, lines: Sequence[Sequence[str]]) -> Layout:
    """What the words of the block mean in the table."""
    rows = tuple(_row(edition, table, number, tuple(texts)) for number, texts in enumerate(lines, start=1))
    headings = tuple(row for row in rows if row.is_heading)
    first = grid_of(edition, table)
    all_cells = tuple(cell for row in rows_of(edition, table)[:1] for cell in row.cells) if first.head else ()
    return Layout(rows, _first_value(edition, table, rows), headings, _places(headings, all_cells))


def _row(edition: Edition, table: str, number: int, texts: tuple[str, ...]) -> BlockRow:
    words = [text for text in texts if text]
    if words and not any(map(is_value, words)) and all(_is_column_heading(edition, table, word) for word in words):
        return BlockRow(number, texts, is_heading=True)
    last = next((place for place, text in enumerate(texts) if is_value(text)), len(texts))
    for place in reversed(range(last)):
        match = find_row(edition, table, texts[place]) if texts[place] else None
        if match and match.row.label:
            return BlockRow(number, texts, False, place, match.row.cells)
    if last == len(texts):
        return BlockRow(number, texts, bool(words) and all(is_heading(edition, table, word) for word in words))
    foreign = any(_is_row_elsewhere(edition, table, text) for text in texts[:last] if text)
    return BlockRow(number, texts, is_heading=False, is_foreign=foreign)


def _is_row_elsewhere(edition: Edition, table: str, label: str) -> bool:
    """Whether the label is that of a group of rows, or of a row in another edition."""
    others = (each for each in all_editions() if table in each.tables)
    return bool(find_group(edition, table, label)) or any(find_row(each, table, label) for each in others)


@cache
def _heads(edition: Edition, table: str) -> frozenset[str]:
    """Everything that stands over figures in the table, folded: headings of columns, corners, titles."""
    grid = grid_of(edition, table)
    section = next(section for section in edition.sections if section.key == table)
    drawn = (fold(each.text) for line in grid.lines for each in line if each.role in ("title", "corner", "column"))
    return frozenset(filter(None, (*drawn, fold(section.title), fold(section.heading))))


@cache
def _is_column_heading(edition: Edition, table: str, text: str) -> bool:
    folded = fold(text)
    if not folded or folded in _heads(edition, table) or folded.startswith(_UNITS):
        return True
    return len(folded) > 3 and any(similarity(folded, head) >= _MIN_SIMILARITY for head in _heads(edition, table))


def _first_value(edition: Edition, table: str, rows: Sequence[BlockRow]) -> int:
    """Where figures begin: behind the form's columns of labels, or behind the block's own, if then the widths agree."""
    lines = rows_of(edition, table)
    counts = {len(line.cells) for line in lines}
    counts |= {sum(not cell.computed for cell in line.cells) for line in lines} - {0}
    labelled = [row for row in rows if row.line]
    width = max((len(row.texts) for row in labelled), default=0)
    behind = max((row.label_at for row in labelled), default=-1) + 1
    for begin in (grid_of(edition, table).label_columns, behind):
        between = (text for row in labelled for text in row.texts[row.label_at + 1 : begin])
        if begin >= behind > 0 and width - begin in counts and not any(between):
            return begin
    return -1


def _places(headings: Sequence[BlockRow], cells: Sequence[Cell]) -> Mapping[int, Cell]:
    """Cells of a line by the place of their heading; nothing where two headings mean one cell."""
    width = max((len(row.texts) for row in headings), default=0)
    places: dict[int, Cell] = {}
    for place in range(width):
        words = [fold(word) for word in _over(headings, place)]
        meant = list(_meant(words, cells))
        if len(meant) == 1:
            places[place] = meant[0]
    return places if len(set(places.values())) == len(places) > 1 else {}


def _over(headings: Sequence[BlockRow], place: int) -> list[str]:
    """The headings over a place, the outermost first: a merged heading has its text at its left end."""
    deep = (index for index, row in enumerate(headings) if any(row.texts[place : place + 1]))
    depth = max(deep, default=-1)
    groups = [next((text for text in reversed(row.texts[: place + 1]) if text), "") for row in headings[:depth]]
    return [*groups, headings[depth].texts[place]] if depth >= 0 else []


def _meant(words: Sequence[str], cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells whose column has this heading, told apart by the headings over it where several have."""
    own = [cell for cell in cells if words and fold(cell.column_labels[-1]) == words[-1]]
    if len(own) < 2:
        yield from own
    else:
        yield from (cell for cell in own if fold(cell.column_labels[-2]) in words[:-1])
