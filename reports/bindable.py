"""Ordinary numbers in the prose that could be bound: they equal a cell, and the words around them speak of its row.

Only numbers that count something (件, 宗, 项, 万元 …) are looked at, so years, dates, document numbers, telephone
numbers, percentages and list numbers are never offered. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reports.binding import has_tokens, token
from reports.editions import Cell, Edition, cells_of
from reports.figures import Figure, FigureError, Figures, parse

OFFERED = 3
AROUND = 40  # characters of a sentence, before and behind, in which the words of a row may stand

_NUMBER = re.compile(
    r"(?<![0-9０-９.．,，〔\[（(第\-－—])[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:\.[0-9]+)?(?=\s?(?:件|宗|项|万元|元|人次|次))"
    r"|(?<![0-9０-９.．,，〔\[第\-－—])[0-9０-９]{1,9}(?:\.[0-9]{1,6})?(?=\s?(?:件|宗|项|万元|元|人次|次))"
)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_STOP = re.compile("[。；\n]")
# Words that stand in most labels say nothing about which row is meant.
_EVERYWHERE = frozenset("政府 府信 信息 息公 公开 开申 申请 请数 数量 本年 行政 政机 机关 其他 情况 处理 单位".split())  # noqa: SIM905
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Choice:
    """A cell the number may be bound to, and the token that would take its place."""

    label: str
    token: str


@dataclass(frozen=True)
class Candidate:
    """A number of the text with its range, and the cells that suit it, the likeliest first."""

    where: str
    span: tuple[int, int]
    number: str
    around: str
    choices: tuple[Choice, ...]


def candidates(where: str, prose: str, edition: Edition, figures: Figures) -> Iterator[Candidate]:
    """Every number of the text that one click could bind. `figures` are complete."""
    for match in _NUMBER.finditer(prose):
        if has_tokens(prose[max(0, match.start() - 2) : match.end() + 2]):
            continue
        sentence, before = _sentence(prose, match.start(), match.end())
        suiting = _suiting(match[0], sentence, before, edition, figures)
        if suiting:
            choices = tuple(Choice(cell.label, token(cell)) for cell in suiting[:OFFERED])
            around = prose[max(0, match.start() - 12) : match.end() + 6].replace("\n", " ")
            yield Candidate(where, match.span(), match[0], around, choices)


def _sentence(prose: str, start: int, end: int) -> tuple[str, str]:
    """What stands around the number in its sentence, and the part of it before the number."""
    head = _STOP.split(prose[max(0, start - AROUND) : start])[-1]
    tail = _STOP.split(prose[end : end + AROUND], maxsplit=1)[0]
    return head + tail, head


def _suiting(number: str, sentence: str, before: str, edition: Edition, figures: Figures) -> list[Cell]:
    """The cells of this value whose words stand in the sentence; in one row the total, unless a column is named."""
    scored = []
    for cell in cells_of(edition).values():
        if not _equals(cell, number, figures.get(cell.key)):
            continue
        words = _words(cell.row_name or cell.column_name)
        score = sum(word in sentence for word in words) / len(words) if words else 0
        if not score:
            continue
        column = cell.column_labels[-1] if cell.row_labels else ""
        named = bool(column) and column in before
        if named or cell.computed or cell.column.endswith("total") or cell.table != "requests":
            scored.append((-score - named, not cell.computed, cell))
    return [cell for _, _, cell in sorted(scored, key=lambda each: each[:2])]


def _equals(cell: Cell, number: str, value: Figure) -> bool:
    if not value:
        return False
    try:
        return parse(cell, number.translate(_HALF_WIDTH).replace(",", "")) == value
    except FigureError:
        return False


@cache
def _words(label: str) -> tuple[str, ...]:
    """The pairs of characters of a label that tell it from others."""
    runs = _WORD.findall(label)
    pairs = dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return tuple(pair for pair in pairs if pair not in _EVERYWHERE)
