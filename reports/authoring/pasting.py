"""A block pasted from a spreadsheet or a Word table → which number goes into which cell. It writes nothing.

Rows are recognised by their official labels where the block has them, else they follow the cell it was pasted at.
Nothing is guessed: totals are compared and not filled in, and everything that has no cell is listed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from reports.content import entries
from reports.content.figures import Figures, add_up, parse
from reports.editions import Cell, Edition, cells_of, grid_of

MAX_ROWS = 200
_UNITS = ("万元", "元", "件", "项", "条", "宗")
_NOT_IN_LABELS = re.compile(r"[\s.．、,，:：;；()（）“”\"'‘’·]")


@dataclass(frozen=True)
class PastedCell:
    """A typed cell (its key), the value the block has for it in canonical form, and the text it was read from."""

    key: str
    value: str
    raw: str


@dataclass
class PasteResult:
    """`placed` are cells to fill, `blank` keys of cells the block leaves blank, `remarks` sentences about the rest."""

    placed: list[PastedCell] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_block(edition: Edition, table: str, at: str, text: str) -> PasteResult:
    """What a pasted text would fill in the table with the key `table`, pasted at the cell with the key `at`.

    `text` has a line for a row, cells separated by tabs; rows after MAX_ROWS are ignored.
    """
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()][:MAX_ROWS]
    labelled = _rows_by_label(edition, table)
    pasted = PasteResult()
    named = [_label_of(row, labelled) for row in rows]
    if any(named):
        pairs = list(_by_labels(rows, named, labelled, pasted))
    else:
        pairs = list(_by_position(edition, table, at, rows, pasted))
    stated = {cell.key: raw for cell, raw in pairs if cell.computed and raw}
    for cell, raw in pairs:
        if not cell.computed:
            _place(cell, raw, pasted)
    pasted.remarks += _totals(edition, stated, {cell.key: cell.value for cell in pasted.placed})
    return pasted


@cache
def _value_lines(edition: Edition, table: str) -> tuple[tuple[Cell, ...], ...]:
    """The cells of each line of the table that has any, in the order of the paper."""
    lines = (tuple(drawn.cell for drawn in line if drawn.cell) for line in grid_of(edition, table).lines)
    return tuple(line for line in lines if line)


def _folded(label: str) -> str:
    return _NOT_IN_LABELS.sub("", unicodedata.normalize("NFKC", label))


@cache
def _rows_by_label(edition: Edition, table: str) -> Mapping[str, tuple[Cell, ...]]:
    """Lines of cells by their folded label; a table without row labels has none."""
    lines = _value_lines(edition, table)
    return {_folded(line[0].row_labels[-1]): line for line in lines if line[0].row_labels}


def _label_of(row: Sequence[str], labelled: Mapping[str, tuple[Cell, ...]]) -> tuple[int, str] | None:
    """Where in the row a known label stands, the last one if there are several (a group's label stands before it)."""
    matches = [(index, _folded(cell)) for index, cell in enumerate(row) if _folded(cell) in labelled]
    return matches[-1] if matches else None


def _by_labels(
    rows: Sequence[Sequence[str]],
    named: Sequence[tuple[int, str] | None],
    labelled: Mapping[str, tuple[Cell, ...]],
    pasted: PasteResult,
) -> Iterator[tuple[Cell, str]]:
    for number, (row, name) in enumerate(zip(rows, named, strict=True), start=1):
        if name is None:
            _remark_on(row, number, pasted)
            continue
        index, label = name
        cells, values = labelled[label], list(row[index + 1 :])
        typed = [cell for cell in cells if not cell.computed]
        values = _without_covered(values, len(cells))
        if len(values) == len(typed):
            cells = tuple(typed)  # a block without its totals
        elif len(values) < len(typed):
            lacks = f"只有 {len(values)} 个数，应有 {len(typed)} 个，按从左到右填"
            pasted.remarks.append(f"第 {number} 行“{_short(row[index])}”{lacks}")
        yield from zip(cells, values, strict=False)


def _without_covered(values: list[str], room: int) -> list[str]:
    """The figures of a row: merged cells leave blanks before them (labels) and behind them (a figure of its own)."""
    while len(values) > room and not values[0]:
        values = values[1:]
    while len(values) > room and not values[-1]:
        values = values[:-1]
    return values[-room:]


def _by_position(
    edition: Edition, table: str, at: str, rows: Sequence[Sequence[str]], pasted: PasteResult
) -> Iterator[tuple[Cell, str]]:
    lines = _value_lines(edition, table)
    start = next((number for number, line in enumerate(lines) if any(cell.key == at for cell in line)), 0)
    offset = next((index for index, cell in enumerate(lines[start]) if cell.key == at), 0)
    line = start
    for number, row in enumerate(rows, start=1):
        if any(row) and not any(any(char.isdigit() for char in cell) for cell in row):
            _remark_on(row, number, pasted)
            continue
        cells = lines[line][offset:] if line < len(lines) else ()
        left_over = [cell for cell in row[len(cells) :] if cell]
        if left_over:
            pasted.remarks.append(f"第 {number} 行有 {len(left_over)} 个内容放不进表格：{_short('、'.join(left_over))}")
        yield from zip(cells, row, strict=False)
        line += 1


def _remark_on(row: Sequence[str], number: int, pasted: PasteResult) -> None:
    words = [cell for cell in row if cell]
    if words:
        pasted.remarks.append(f"第 {number} 行没有找到对应的行，没有采用：{_short(' '.join(words))}")


def _place(cell: Cell, raw: str, pasted: PasteResult) -> None:
    number = next((raw.removesuffix(unit) for unit in _UNITS if raw.endswith(unit)), raw)
    entry = entries.parse_entry(cell, number)
    if entry.fault:
        pasted.remarks.append(f"{cell.label}：{entry.fault}，没有填入")
    elif entry.text:
        pasted.placed.append(PastedCell(cell.key, entry.text, raw))
    else:
        pasted.blank.append(cell.key)


def _totals(edition: Edition, stated: Mapping[str, str], values: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each total in the block that is not the sum of its own figures."""
    cells = cells_of(edition)
    figures = {key: parse(cells[key], value) for key, value in values.items()}
    for key, raw in stated.items():
        cell = cells[key]
        entry, summed = entries.parse_entry(cell, raw), add_up(_leaves(cells, figures, cell), cell.parts)
        if summed is not None and not entry.fault and entry.text != str(summed):
            yield f"{cell.label}：粘贴的合计是 {entry.text or '空白'}，各项相加为 {summed}；合计由系统计算，请核对各项"


def _leaves(cells: Mapping[str, Cell], figures: Figures, cell: Cell) -> Figures:
    """The figures a total adds up, totals among its parts computed first."""
    return {
        part: add_up(figures, cells[part].parts) if cells[part].computed else figures.get(part) for part in cell.parts
    }


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
