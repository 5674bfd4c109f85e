"""Numbers in the prose that could be bound to a cell: they equal it, and the words around them name its row.

Only exact quantities (`reports.checks.quantities`) are considered, so years, dates, document numbers, telephone
numbers, percentages and list numbers are never offered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from reports.checks.quantities import Quantity, Sentence, sentences, value
from reports.content.figures import Figures
from reports.content.references import has_tokens, token
from reports.editions import Cell, Edition, cells_of

OFFERED = 3
EARLIER = 120  # characters of a sentence before a number in which its row may have been named

_CLAUSE = re.compile("[，、：,:（）()]")
# What authors write for the words of a label: of the same length, so that every place stays where it is.
_SYNONYMS = {"收到": "新收", "受理": "新收", "接收": "新收", "办结": "总计", "答复": "总计"}
_SYNONYM = re.compile("|".join(_SYNONYMS))
# Words that stand in most labels do not tell which row is meant.
_EVERYWHERE = frozenset(
    "政府 府信 信息 息公 公开 开申 申请 请数 数量 件数 本年 行政 政机 机关 其他 情况 处理 单位 属于 结果".split()  # noqa: SIM905
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_REMARK = re.compile("（[^（）]{5,}）")  # （区分处理的，只计这一情形，不计其他情形）
_FILLER = 2  # characters that may stand between a clause that names the row and the number: 共, 其中, 合计


@dataclass(frozen=True)
class Choice:
    """A cell the number may be bound to, and the token that would take its place."""

    label: str
    token: str


@dataclass(frozen=True)
class Candidate:
    """A number of the part `where` with its range, the words around it, and the cells that fit, the likeliest first."""

    where: str
    span: tuple[int, int]
    number: str
    around: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class _Row:
    """A row of a table, or a group of columns where there are no rows: what it is called, and its cells."""

    words: frozenset[str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Surroundings:
    """The words of a number's clause; the clauses before it, the nearest first; `bare`: no words before the number."""

    words: frozenset[str]
    earlier: tuple[str, ...]
    bare: bool


def candidates(where: str, prose: str, edition: Edition, figures: Figures) -> Iterator[Candidate]:
    """Every number of the text that could be bound, in the order of the text.

    `where` is the prose key of the text, `figures` are by cell key with totals. At most OFFERED cells are offered.
    """
    rows = _rows_by_value(edition, figures)
    for sentence in sentences(prose):
        for quantity in sentence.quantities:
            start, end = quantity.digits
            number, unit = prose[start:end], prose[end : quantity.span[1]].strip()
            equal = rows.get(value(number), ()) if quantity.exact else ()
            if not equal or has_tokens(prose[max(0, start - 2) : end + 2]):
                continue
            matching = [
                cell
                for cell in _matching_cells(_surroundings(sentence, quantity), equal, edition)
                if _unit_fits(cell, unit)
            ]
            if matching:
                choices = tuple(Choice(cell.label, token(cell)) for cell in matching[:OFFERED])
                around = prose[max(0, start - 12) : end + 6].replace("\n", " ")
                yield Candidate(where, (start, end), number, around, choices)


def _rows_by_value(edition: Edition, figures: Figures) -> Mapping[Decimal, list[tuple[_Row, Cell]]]:
    """The cells that are neither blank nor 0, by their value, each with its row."""
    by_value: dict[Decimal, list[tuple[_Row, Cell]]] = {}
    for row in _rows(edition):
        for cell in row.cells:
            if value := figures.get(cell.key):
                by_value.setdefault(Decimal(value), []).append((row, cell))
    return by_value


@cache
def _rows(edition: Edition) -> tuple[_Row, ...]:
    grouped: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells_of(edition).values():
        name = cell.row_name or "·".join(cell.column_labels[:-1])
        grouped.setdefault((cell.table, name), []).append(cell)
    return tuple(_Row(_words(_REMARK.sub("", name)), tuple(cells)) for (_, name), cells in grouped.items())


def _words(text: str) -> frozenset[str]:
    """The pairs of characters that tell a label from others."""
    runs = _WORD.findall(text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1)) - _EVERYWHERE


def _surroundings(sentence: Sentence, quantity: Quantity) -> _Surroundings:
    """The words around a number: of its clause from the number before it up to it, and behind it up to the next."""
    text = sentence.text
    text = _SYNONYM.sub(lambda match: _SYNONYMS[match[0]], text) if "申请" in text else text.replace("总计", "，，")
    start, end = (at - sentence.start for at in quantity.span)
    *_, head = _CLAUSE.split(text[start - len(quantity.lead) : start])
    tail = text[end:].lstrip()[: len(quantity.after)]
    behind = text[end:].lstrip()[len(tail) :].lstrip()[:1]
    words = _words(head) | (_words(tail) if not behind or _CLAUSE.match(behind) else frozenset())
    before = text[max(0, start - len(head) - EARLIER) : start - len(head)]
    return _Surroundings(
        words, tuple(reversed(_CLAUSE.split(before))), bare=len("".join(_WORD.findall(head))) <= _FILLER
    )


def _matching_cells(around: _Surroundings, equal: Iterable[tuple[_Row, Cell]], edition: Edition) -> list[Cell]:
    """Of the cells of this value those the words around the number name, the likeliest first."""
    scored = []
    named_before = _named_before(around.earlier, edition)
    last, columns = None, set[Cell]()
    for row, cell in equal:
        if row is not last:  # the cells of a row come one after the other
            last, columns = row, _named_columns(row, around.words)
        named = _share(row.words, around.words)
        if not named and row in named_before and (columns or around.bare):
            named = named_before[row] / 2
        if named and _is_meant(row, cell, columns):
            scored.append((-named - (cell in columns), not cell.computed, cell))
    return [cell for _, _, cell in sorted(scored, key=lambda each: each[:2])]


def _named_before(earlier: Iterable[str], edition: Edition) -> dict[_Row, float]:
    """The rows named by the nearest clause that names any, with the share of their label."""
    return next(filter(None, (_named(clause, edition) for clause in earlier)), {})


@lru_cache(maxsize=4096)  # every number of a sentence asks for the clauses before it
def _named(clause: str, edition: Edition) -> dict[_Row, float]:
    """The rows that a clause names, with the share of their label."""
    words = _words(clause)
    return {row: share for row in _rows(edition) if (share := _share(row.words, words))}


def _share(label: frozenset[str], words: frozenset[str]) -> float:
    """The share of a label's words that occur, 0 to 1; a single word of a long label may be chance and counts as 0."""
    hits = len(label & words)
    return hits / len(label) if hits > 1 or hits * 3 >= len(label) > 0 else 0


def _named_columns(row: _Row, words: frozenset[str]) -> set[Cell]:
    """The cells of the row whose column label occurs with the largest share."""
    shares = {cell: _share(_words(cell.column_labels[-1]), words) for cell in row.cells if not _is_total(cell)}
    best = max(shares.values(), default=0)
    return {cell for cell, share in shares.items() if best and share == best}


def _is_meant(row: _Row, cell: Cell, columns: set[Cell]) -> bool:
    """Whether the number can be this cell: of a named column; else the total; where the row has none, any cell."""
    return cell in columns or _is_total(cell) or not (columns or any(_is_total(each) for each in row.cells))


def _is_total(cell: Cell) -> bool:
    return cell.column.rpartition(".")[2] == "total"


def _unit_fits(cell: Cell, unit: str) -> bool:
    """Whether the unit behind the number can be the cell's: money needs its own; no cell prints 1.2万条."""
    return cell.unit == unit if cell.kind == "money" else unit[:1] not in "千万亿元"
