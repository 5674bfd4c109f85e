"""Numbers as authors write them: grouped, full-width, Chinese numerals, 万 and 亿, with 余; what each counts, and when.

In: a text. Out: its sentences, each with the quantities in it. A number without a unit (a date, a telephone, a document
number) is no quantity, nor is an ordinal (第二十条) or 一 alone before a noun (一件事). Takes time linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

UNITS = "场次|人次|件次|件|宗|条|篇|期|次|项|份|个|起|例|部|场|笔|元|户|家|名|人|处|册|幅|段"
_GAP = "[ \u00a0\u3000]?"
_DIGIT = "[0-9０-９]"
_CHINESE = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]{0,10}"
_QUANTITY = re.compile(
    rf"(?<![0-9０-９.．第〔\[\-－/零〇一二两三四五六七八九十百千万亿])(?<!{_DIGIT}[,，])"
    rf"(?P<number>{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}}(?!{_DIGIT}))+(?:[.．]{_DIGIT}{{1,6}})?"
    rf"|{_DIGIT}{{1,12}}(?:[.．]{_DIGIT}{{1,6}})?|{_CHINESE})"
    rf"{_GAP}(?P<more>[余多])?{_GAP}(?P<scale>[千万亿]?)(?P<over>[余多])?{_GAP}"
    rf"(?P<unit>{UNITS})(?!工作日|月|小时|百分点|方面|季度|自然日)"
)
_SENTENCE = re.compile(r"[^。；！？\n]{1,800}")  # nobody writes a longer one, so every look at a sentence is bounded
_CLAUSE = re.compile("[，、：,:（）()]")
_ABOUT_BEFORE = re.compile(
    "(?:约|近|逾|超|超过|不足|不少于|至少|多达|(?<![线以网])上)[ ]?$"
    "|(?<![节制预签条公合特])约(?![谈束定见])[^，、；]{0,16}$"
)
_ABOUT_AFTER = re.compile("以上|左右|以内|之多|上下")
_YEAR = re.compile(r"(20\d\d)\s?年|((?:上一?年度?|去年)(?!结转))|(今年|本年度?|全年|年内)")
_COMPARED = re.compile(r"\s?(?:年度)?(?:同期)?(?:相比|相较)")
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {ord("．"): ".", ord("，"): None, ord(","): None}
_SCALES = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
MANY = 60  # more quantities than a sentence has: a table that was read as one
LEAD = 80  # characters before a number that may name what it counts
THIS, LAST = 0, -1  # the year of the report, and the one before


@dataclass(frozen=True)
class Quantity:
    """One number with its unit; money is in 元. `span` is its range in the text, `digits` that of the number alone.

    `exact` is False for 约, 余, 以上. `before` is its clause up to it, `lead` the sentence since the number before it,
    `after` what follows up to the next mark or number. `year` is a year, THIS, LAST, or None where none is named.
    `text` is the quantity as written.
    """

    value: Decimal
    unit: str
    text: str
    span: tuple[int, int]
    digits: tuple[int, int]
    exact: bool
    lead: str
    after: str
    year: int | None

    @property
    def before(self) -> str:
        """The words of the quantity's clause that stand before it."""
        return _CLAUSE.split(self.lead)[-1].strip()

    def __str__(self) -> str:
        """The value with its unit, such as 60件; money as it is written."""
        return f"{self.value.normalize():f}{self.unit}" if self.unit != "元" else self.text


@dataclass(frozen=True)
class Sentence:
    """A sentence and the index in the text at which it starts. Quantities given to its methods are its own."""

    text: str
    start: int
    quantities: tuple[Quantity, ...]

    def up_to(self, quantity: Quantity) -> str:
        """The words before the quantity."""
        return self.text[: quantity.span[0] - self.start]

    def between(self, first: Quantity, second: Quantity) -> str:
        """The words after the first quantity and before the second."""
        return self.text[first.span[1] - self.start : second.span[0] - self.start]

    def tail(self, quantity: Quantity) -> str:
        """The words after the quantity."""
        return self.text[quantity.span[1] - self.start :]


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that hold a quantity, in their order."""
    with_quantities = []
    for match in _SENTENCE.finditer(text):
        quantities = tuple(_quantities(match[0], match.start()))
        if 0 < len(quantities) <= MANY:
            with_quantities.append(Sentence(match[0], match.start(), quantities))
    return tuple(with_quantities)


def _quantities(text: str, offset: int) -> Iterator[Quantity]:
    matches = [match for match in _QUANTITY.finditer(text) if not _indefinite_one(match, text)]
    years = [match for match in _YEAR.finditer(text) if not _COMPARED.match(text, match.end())]
    done, year = 0, None
    for match, following in zip_longest(matches, matches[1:]):
        start, end = match.span()
        while years and years[0].end() <= start:
            year = years.pop(0)
        lead = text[max(done, start - LEAD) : start]
        rest = text[end : min(following.start() if following else len(text), end + 30)]
        about = match["more"] or match["over"] or _ABOUT_BEFORE.search(lead) or _ABOUT_AFTER.match(rest)
        yield Quantity(
            value=value(match["number"]) * _SCALES[match["scale"]],
            unit=match["unit"],
            text=match[0],
            span=(offset + start, offset + end),
            digits=(offset + start, offset + match.end("number")),
            exact=not about,
            lead=lead,
            after=_CLAUSE.split(rest)[0].strip(),
            year=_year_of(year),
        )
        done = end


def _indefinite_one(match: re.Match[str], text: str) -> bool:
    """Whether the match is 一 before a noun, mostly no number: 一项制度, 进一次."""
    return match["number"] == "一" and not re.match(r"[，。；、：）]|$", text[match.end() : match.end() + 1])


def _year_of(year: re.Match[str] | None) -> int | None:
    if year is None:
        return None
    return int(year[1]) if year[1] else LAST if year[2] else THIS


def value(number: str) -> Decimal:
    """The value of digits (also full-width, with thousands separators) or Chinese numerals.

    Raises decimal.InvalidOperation for a text that is no number.
    """
    if number[0] in _NUMERALS or number[0] == "十":
        return Decimal(_chinese(number))
    return Decimal(number.translate(_PLAIN))


def _chinese(number: str) -> int:
    total = section = digit = 0
    for char in number:
        if char in _NUMERALS:
            digit = _NUMERALS[char]
        elif char in _POWERS:
            section += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            part = section + digit if char == "万" else total + section + digit
            total = part * _SCALES[char] + (total if char == "万" else 0)
            section = digit = 0
    return total + section + digit
