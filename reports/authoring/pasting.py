"""A block pasted from a spreadsheet or a Word table → which number goes into which cell. It writes nothing.

Rows are recognised by their official labels where the block has them, columns by their headings; else a block follows
its shape (`placing`). Nothing is guessed: totals are compared and not filled in, and everything that has no cell is
listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.authoring import block_labels, placing
from reports.authoring.block_labels import BlockRow, Layout
from reports.authoring.block_texts import DASHES, is_value, without_unit
from reports.authoring.block_totals import Pairs
from reports.authoring.other_tables import owner_of
from reports.authoring.placing import Placement, Spot
from reports.content import entries
from reports.content.figures import Figures, add_up, parse
from reports.editions import Cell, Edition, cells_of

MAX_ROWS = 200


@dataclass(frozen=True)
class PastedCell:
    """A typed cell (its key), the value the block has for it in canonical form, and the text it was read from."""

    key: str
    value: str
    raw: str


@dataclass(frozen=True)
class RefusedCell:
    """A typed cell (its key) that is not filled in, the text the block has for it, and why it cannot be taken."""

    key: str
    raw: str
    why: str


@dataclass(frozen=True)
class PasteChoices:
    """What the person decided: whether dashes count as 0, and which of the ways the block fits is meant (its key)."""

    dashes: bool = False
    way: str = ""


@dataclass
class PasteResult:
    """`placed` are cells to fill, `blank` keys of cells the block leaves blank, `refused` those it has no figure for.

    `dashes` are the texts such as “/” or “无” that can be read as 0; `remarks` sentences about the rest. `ways` are the
    ways a block fits that fits in several, and `way` the key of the one taken.
    """

    placed: list[PastedCell] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    dashes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    ways: list[Placement] = field(default_factory=list)
    way: str = ""


def read_block(edition: Edition, table: str, at: str, text: str, choices: PasteChoices | None = None) -> PasteResult:
    """What a pasted text would fill in the table with the key `table`, pasted at the cell with the key `at`.

    `text` has a line for a row, cells separated by tabs; rows after MAX_ROWS are ignored.
    """
    choices = choices or PasteChoices()
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()][:MAX_ROWS]
    if owner := owner_of(edition, table, lines):
        return PasteResult(remarks=[f"这是“{owner}”的内容，不是这一张表"])
    layout = block_labels.layout_of(edition, table, lines)
    pasted = PasteResult()
    if any(row.line for row in layout.rows):
        pairs: Pairs = list(_by_labels(layout, pasted))
    else:
        pairs = _by_shape(layout, Spot(edition, table, at), choices.way, pasted)
    stated = {cell.key: raw for cell, raw in pairs if cell.computed and raw}
    for cell, raw in pairs:
        if not cell.computed:
            _place(cell, raw, choices.dashes, pasted)
    pasted.remarks += _totals(edition, stated, {cell.key: cell.value for cell in pasted.placed})
    return pasted


def _by_labels(layout: Layout, pasted: PasteResult) -> Iterator[tuple[Cell, str]]:
    """The cells of every row whose label is known. Rows of headings alone are no remark."""
    for row in layout.rows:
        if row.line:
            yield from _labelled(row, row.line, layout, pasted)
        elif not row.is_heading:
            _remark_on(row, pasted)
    if layout.is_reordered:
        pasted.remarks.append("列的次序与格式不同，已按列名对应。")


def _labelled(row: BlockRow, line: Sequence[Cell], layout: Layout, pasted: PasteResult) -> Pairs:
    by_column = layout.columns_for(row)
    if by_column:
        return [(cell, row.texts[place]) for place, cell in by_column.items() if place < len(row.texts)]
    typed = [cell for cell in line if not cell.computed]
    values = _fitted(layout.values_of(row), len(line), row, pasted)
    if len(values) == len(typed):
        return list(zip(typed, values, strict=True))  # a block without its totals
    if len(values) < len(typed):
        lacks = f"只有 {len(values)} 个数，应有 {len(typed)} 个，按从左到右填"
        pasted.remarks.append(f"第 {row.number} 行“{short(row.label)}”{lacks}")
    return list(zip(line, values, strict=False))


def _fitted(values: list[str], room: int, row: BlockRow, pasted: PasteResult) -> list[str]:
    """The figures of a row that its line has room for. Words behind them are left out; too many figures are refused."""
    beyond = [value for value in values[room:] if value]
    if any(is_value(value) for value in beyond):
        count = sum(bool(value) for value in values)
        says = f"有 {count} 个数，多于应有的 {room} 个，没有采用"
        pasted.remarks.append(f"第 {row.number} 行“{short(row.label)}”{says}")
        return [""] * room
    if beyond:
        pasted.remarks.append(f"第 {row.number} 行有 {len(beyond)} 个内容放不进表格：{short('、'.join(beyond))}")
    return values[:room]


def _by_shape(layout: Layout, spot: Spot, way: str, pasted: PasteResult) -> Pairs:
    rows = [row for row in layout.rows if not row.is_heading]
    for row in (row for row in rows if row.is_foreign or not row.has_value):
        _remark_on(row, pasted)
    bare = [row for row in rows if not row.is_foreign and (row.has_value or not any(row.texts))]
    block = placing.bare_block(bare, layout.columns)
    pasted.remarks += block.remarks
    ways = placing.placements(spot, block)
    chosen = next((each for each in ways if each.key == way), ways[0])
    pasted.remarks += chosen.remarks
    pasted.ways, pasted.way = (ways if len(ways) > 1 else []), chosen.key
    return list(chosen.pairs)


def _remark_on(row: BlockRow, pasted: PasteResult) -> None:
    words = [text for text in row.texts if text]
    if words:
        pasted.remarks.append(f"第 {row.number} 行没有找到对应的行，没有采用：{short(' '.join(words))}")


def _place(cell: Cell, raw: str, dashes: bool, pasted: PasteResult) -> None:
    if raw in DASHES:
        pasted.dashes.append(raw)
        if not dashes:
            pasted.refused.append(RefusedCell(cell.key, raw, "不是数字"))
            return
    entry = entries.parse_entry(cell, "0" if raw in DASHES else without_unit(raw))
    if entry.fault:
        pasted.refused.append(RefusedCell(cell.key, raw, entry.fault))
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
        entry, summed = entries.parse_entry(cell, without_unit(raw)), add_up(_leaves(cells, figures, cell), cell.parts)
        if summed is not None and not entry.fault and entry.text != str(summed):
            yield f"{cell.label}：粘贴的合计是 {entry.text or '空白'}，各项相加为 {summed}；合计由系统计算，请核对各项"


def _leaves(cells: Mapping[str, Cell], figures: Figures, cell: Cell) -> Figures:
    """The figures a total adds up, totals among its parts computed first."""
    return {
        part: add_up(figures, cells[part].parts) if cells[part].computed else figures.get(part) for part in cell.parts
    }


def short(text: str) -> str:
    """The text, cut where a sentence has no room for more."""
    return text if len(text) <= 40 else text[:40] + "…"
