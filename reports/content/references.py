"""Bound numbers: tokens in the prose that always print the present figure of a cell. Pure.

`{{一、本年新收政府信息公开申请数量·总计}}` prints the cell of that label (or key); `{{…|同比}}` its change against last
year, such as 增长12.5%; `{{…|占比|…}}` its share of another cell, such as 37.5%. Percentages are exact to one decimal,
halves rounded up, a last zero left out. What cannot be printed is a finding N307 of level error, never a guess.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from operator import itemgetter

from reports.content.figures import Figure, Figures, plain
from reports.editions import Cell, Edition, cells_of
from reports.findings import Finding, Level

CODE = "N307"
CHANGE, SHARE = "同比", "占比"
UNPRINTED = "【未填】"  # stands where a token cannot be printed; the report cannot be submitted then

_TOKEN = re.compile(r"\{\{([^{}\n]{1,200})\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


Range = tuple[int, int]


class CannotPrint(ValueError):
    """Why a token has no text, as a Chinese sentence without a full stop."""


@dataclass(frozen=True)
class Reference:
    """One token: where it stands in the source and in the printed text, what it prints, of which cell."""

    source: Range
    printed: Range
    text: str
    key: str
    label: str


@dataclass(frozen=True)
class Resolved:
    """A text with its tokens printed."""

    text: str
    bound: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_source(self, span: Range) -> Range:
        """The range of the source that prints this range of the text; a token counts as a whole."""
        return _moved(span, *self._ranges)

    def to_printed(self, span: Range) -> Range:
        """The range of the text that this range of the source prints; a token counts as a whole."""
        return _moved(span, *self._ranges[::-1])

    @cached_property
    def _ranges(self) -> tuple[list[Range], list[Range]]:
        """The ranges of the tokens in the printed text and in the source, each list in its order."""
        return [token.printed for token in self.bound], [token.source for token in self.bound]


def _moved(span: Range, here: list[Range], other: list[Range]) -> Range:
    """The range in the other text. `here` and `other`: the ranges of the tokens in this text and in the other."""
    return _counterpart(span[0], here, other, end=False), _counterpart(span[1], here, other, end=True)


def _counterpart(position: int, here: list[Range], other: list[Range], *, end: bool) -> int:
    """Where the position is in the other text; within a token it is the token's beginning or `end`."""
    number = bisect_left(here, position, key=itemgetter(0)) if end else bisect_right(here, position, key=itemgetter(0))
    if not number:
        return position
    ends = here[number - 1][1]
    if position <= ends if end else position < ends:
        return other[number - 1][1 if end else 0]
    return position + other[number - 1][1] - ends


def has_tokens(prose: str) -> bool:
    """Whether there is anything to resolve, right or wrong."""
    return "{{" in prose or "}}" in prose


def needs_last_year(prose: Mapping[str, str]) -> bool:
    """Whether some token compares with last year."""
    return any(CHANGE in match[1] for text in prose.values() if has_tokens(text) for match in _TOKEN.finditer(text))


def token(cell: Cell, kind: str = "", whole: Cell | None = None) -> str:
    """The token that prints the cell. `kind`: CHANGE or SHARE, empty for the figure; `whole`: what it is a share of."""
    return "{{" + "|".join(filter(None, (cell.label, kind, whole.label if whole else ""))) + "}}"


def resolve(where: str, prose: str, edition: Edition, figures: Figures, last_year: Figures | None) -> Resolved:
    """Print every token. `figures` are complete; `where` is the prose key that findings are about."""
    if not has_tokens(prose):
        return Resolved(prose)
    out: list[str] = []
    bound: list[Reference] = []
    findings: list[Finding] = []
    at = length = 0
    for match in _TOKEN.finditer(prose):
        before = prose[at : match.start()]
        findings += _broken(where, before, at)
        key, label, text = "", match[1].strip(), UNPRINTED
        try:
            cell, text = _print(match[1], edition, figures, last_year or {})
            key, label = cell.key, cell.label
        except CannotPrint as error:
            findings.append(Finding(Level.ERROR, CODE, where, f"绑定的数字不能印出：{error}", span=match.span()))
        length += len(before)
        bound.append(Reference(match.span(), (length, length + len(text)), text, key, label))
        out += [before, text]
        at, length = match.end(), length + len(text)
    findings += _broken(where, prose[at:], at)
    return Resolved("".join([*out, prose[at:]]), tuple(bound), tuple(findings))


def _broken(where: str, text: str, offset: int) -> Iterator[Finding]:
    """Braces that do not make a token."""
    for match in _BRACES.finditer(text):
        span = (match.start() + offset, match.end() + offset)
        says = f"“{match[0]}”没有配成一个绑定的数字，请从“插入表中数字”重新选择，或者删去"
        yield Finding(Level.ERROR, CODE, where, says, span=span)


def _print(inside: str, edition: Edition, figures: Figures, last_year: Figures) -> tuple[Cell, str]:
    name, *rest = (part.strip() for part in inside.split("|"))
    cell = _cell(edition, name)
    value = _value(cell, figures)
    match rest:
        case []:
            return cell, plain(value)
        case [kind] if kind == CHANGE:
            return cell, _change(cell, value, last_year.get(cell.key))
        case [kind, whole] if kind == SHARE:
            return cell, _share(value, _cell(edition, whole), figures)
    raise CannotPrint(f"“{'|'.join(rest)[:40]}”既不是“{CHANGE}”，也不是“{SHARE}|另一格”")


def _cell(edition: Edition, name: str) -> Cell:
    cell = _by_name(edition).get(_folded(name))
    if cell is None:
        raise CannotPrint(f"{edition.code} 版格式没有“{name[:60]}”这一格")
    return cell


@cache
def _by_name(edition: Edition) -> dict[str, Cell]:
    cells = cells_of(edition)
    return {_folded(cell.label): cell for cell in cells.values()} | dict(cells)


def _folded(name: str) -> str:
    return "".join(name.split())


def _value(cell: Cell, figures: Figures) -> int | Decimal:
    value = figures.get(cell.key)
    if value is None:
        raise CannotPrint(f"{cell.label}还没有填写")
    return value


def _change(cell: Cell, now: int | Decimal, before: Figure) -> str:
    if before is None:
        raise CannotPrint(f"{cell.label}没有上年的数据，不能算同比")
    if now == before:
        return "持平"
    if before == 0:
        raise CannotPrint(f"{cell.label}上年为 0，不能算同比")
    change = (Decimal(now) - Decimal(before)) / abs(Decimal(before))
    return ("增长" if change > 0 else "下降") + _percent(abs(change))


def _share(part: int | Decimal, whole_cell: Cell, figures: Figures) -> str:
    whole = _value(whole_cell, figures)
    if whole == 0:
        raise CannotPrint(f"{whole_cell.label}为 0，不能算占比")
    return _percent(Decimal(part) / Decimal(whole))


def _percent(share: Decimal) -> str:
    rounded = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0") + "%"
