"""A bare block of figures, without a label that is known → the ways it fits into a table.

A block may have the form's totals or leave them out, in its columns and in its rows. The widths and heights tell which;
where they do not, both ways are offered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

from reports.authoring.block_texts import is_value
from reports.authoring.block_totals import Pairs, totals_agree, wrong_totals
from reports.editions import Cell, Edition
from reports.importing.labels import rows_of

Line = tuple[Cell, ...]


class NumberedTexts(Protocol):
    """A row of a block, as `block_labels` makes them."""

    @property
    def number(self) -> int:
        """Its number in what was pasted, from 1."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts from left to right."""


@dataclass(frozen=True)
class Spot:
    """Where a block is pasted: the table of an edition, and the key of the cell."""

    edition: Edition
    table: str
    at: str


@dataclass(frozen=True)
class BareBlock:
    """Rows of texts, each with its number in what was pasted, and the columns that headings over it name, by place."""

    numbers: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[int, Cell]
    remarks: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True)
class Placement:
    """One way the block fits: its key and a sentence for the person who chooses, and the text for every cell.

    `rank` is higher the more exactly it fits; `wrong` counts the totals of the block that its figures do not add up to.
    """

    key: str
    says: str
    pairs: Pairs
    rank: tuple[bool, bool] = (False, False)
    wrong: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def typed(self) -> dict[str, str]:
        """The texts of the typed cells by key."""
        return {cell.key: raw for cell, raw in self.pairs if not cell.computed}


def bare_block(rows: Sequence[NumberedTexts], columns: Mapping[int, Cell]) -> BareBlock:
    """The block without blank rows at its ends and without columns of words that name nothing."""
    kept = [(row.number, list(row.texts)) for row in rows]
    while kept and not any(kept[-1][1]):
        kept.pop()
    while kept and not any(kept[0][1]):
        kept.pop(0)
    words: list[str] = []
    while kept and _is_column_of_words([texts[:1] for _, texts in kept]):
        words += [texts.pop(0) for _, texts in kept if texts]
        columns = {place - 1: cell for place, cell in columns.items() if place}
    listed = "、".join(filter(None, words))
    remarks = (f"左边的行名没有认出来，没有采用：{listed[:40]}；数字按位置放",) if listed else ()
    return BareBlock(tuple(number for number, _ in kept), tuple(tuple(texts) for _, texts in kept), columns, remarks)


def _is_column_of_words(column: Sequence[Sequence[str]]) -> bool:
    texts = [text for texts in column for text in texts if text]
    return bool(texts) and not any(map(is_value, texts))


def placements(spot: Spot, block: BareBlock) -> list[Placement]:
    """The ways the block fits, pasted at the spot: the likeliest first, one alone where that is sure.

    Where it does not fit there, it is tried from the start of the row and of the table, if its size is exactly theirs.
    There is always one, if need be with a remark on what has no room. Where its figures would be taken for totals, and
    neither its width nor the sums tell that they are, it is empty.
    """
    ways = _ways(spot, block)
    totals = _columns_of_totals([row.cells for row in rows_of(spot.edition, spot.table)])
    is_sure = ways[0].rank[0] or bool(block.columns) or totals_agree(ways[0].pairs, totals)
    return ways if len(ways) > 1 or is_sure else [_unsure(block)]


def _unsure(block: BareBlock) -> Placement:
    says = f"一行有 {block.width} 个数，分不清哪些是合计，没有填。请只粘贴要填的格，或者连合计粘贴完整的一行"
    return Placement("none", "不填", (), remarks=(says,))


def _ways(spot: Spot, block: BareBlock) -> list[Placement]:
    """The ways the block fits, or the one with what has room of it."""
    lines = [row.cells for row in rows_of(spot.edition, spot.table)]
    row = next((index for index, line in enumerate(lines) if any(cell.key == spot.at for cell in line)), 0)
    column = next((index for index, cell in enumerate(lines[row]) if cell.key == spot.at), 0)
    if len(lines) == 1 and block.width == 1 and len(block.rows) > 1:
        one_row = tuple(texts[0] if texts else "" for texts in block.rows)
        turned = BareBlock(block.numbers[:1], (one_row,), {}, ())
        remark = f"竖排的 {len(one_row)} 个数按一行放入"
        return [replace(each, remarks=(*each.remarks, remark)) for each in _ways(spot, turned)]
    here = _distinct(_fitting(lines, row, column, block))
    if here and (here[0].rank[0] or not column):
        return here
    elsewhere = [
        *_from_start(lines, row, block),
        *(() if here or not row else _from_start(lines, 0, block, whole=True)),
    ]
    return [*elsewhere, *here] or [_overflowing(lines, row, column, block)]


def _from_start(lines: Sequence[Line], row: int, block: BareBlock, *, whole: bool = False) -> list[Placement]:
    """The block from the row's first cell on, where it is exactly as wide as the row; `whole`: and as high too."""
    ways = (way for way in _fitting(lines, row, 0, block) if way.rank[0] and (way.rank[1] or not whole))
    first = f"从“{lines[row][0].label}”放起"
    remark = f"{first}：粘贴的内容正好是这么多格"
    return [
        replace(way, key=f"start-{row}-{way.key}", says=f"{first}，{way.says}", remarks=(*way.remarks, remark))
        for way in _distinct(ways)[:1]
    ]


def _fitting(lines: Sequence[Line], row: int, column: int, block: BareBlock) -> Iterator[Placement]:
    """The block with and without the totals of the columns and of the rows, where it has room."""
    totals = _columns_of_totals(lines)
    for with_columns, with_rows in product((True, False), repeat=2):
        room = [line for line in lines[row:] if with_rows or not all(cell.computed for cell in line)]
        cells = [_cells(line[column:], block, set() if with_columns else totals) for line in room]
        if len(block.rows) > len(cells) or any(map(_is_too_long, block.rows, cells)):
            continue
        rows = zip(block.rows, cells, strict=False)
        pairs = (pair for texts, line in rows for pair in zip(line, texts, strict=False))
        placed = [(cell, text) for cell, text in pairs if cell]
        columns = "合计列也占一格，只作核对" if with_columns else "跳过合计列，只放要填的格"
        skipping = "" if with_rows else "；跳过合计行"
        yield Placement(
            key=f"{'all' if with_columns else 'typed'}-{'all' if with_rows else 'typed'}",
            says=columns + skipping,
            pairs=placed,
            rank=(block.width == len(cells[0]), len(block.rows) == len(cells)),
            wrong=wrong_totals(placed),
        )


def _columns_of_totals(lines: Sequence[Line]) -> set[str]:
    """The keys of the columns that hold nothing but totals."""
    cells = [cell for line in lines for cell in line]
    return {cell.column for cell in cells if cell.computed} - {cell.column for cell in cells if not cell.computed}


def _cells(line: Line, block: BareBlock, without: set[str]) -> list[Cell | None]:
    """The cell for each place of a row: by the headings over the block where it has any, else from left to right."""
    if block.columns:
        by_column = {cell.column: cell for cell in line}
        return [
            by_column.get(block.columns[place].column) if place in block.columns else None
            for place in range(block.width)
        ]
    return [cell for cell in line if cell.column not in without]


def _is_too_long(texts: Sequence[str], cells: Sequence[Cell | None]) -> bool:
    beyond = any(texts[len(cells) :])
    return beyond or any(text and not cell for text, cell in zip(texts, cells, strict=False))


def _distinct(ways: Iterator[Placement] | list[Placement]) -> list[Placement]:
    """The ways that differ in a cell, the best first; only that one where it alone fits exactly."""
    by_texts: dict[frozenset[tuple[str, str]], Placement] = {}
    for way in sorted(ways, key=lambda each: (*each.rank, -each.wrong), reverse=True):
        by_texts.setdefault(frozenset((key, text) for key, text in way.typed.items() if text), way)
    distinct = list(by_texts.values())
    return distinct[:1] if len(distinct) > 1 and distinct[0].rank > distinct[1].rank else distinct


def _overflowing(lines: Sequence[Line], row: int, column: int, block: BareBlock) -> Placement:
    pairs: list[tuple[Cell, str]] = []
    remarks = []
    for index, (number, texts) in enumerate(zip(block.numbers, block.rows, strict=True)):
        cells = lines[row + index][column:] if row + index < len(lines) else ()
        beyond = [text for text in texts[len(cells) :] if text]
        if beyond:
            listed = "、".join(beyond)
            remarks.append(f"第 {number} 行有 {len(beyond)} 个内容放不进表格：{listed[:40]}{'…' * (len(listed) > 40)}")
        pairs += zip(cells, texts, strict=False)
    return Placement("over", "放得下的先放", pairs, remarks=tuple(remarks))
