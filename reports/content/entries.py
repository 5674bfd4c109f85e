"""Entries: what a person typed, as the report keeps it, or a sentence why it cannot.

Cells take what people type and paste: full-width digits, thousands separators, a plus before an increase. Nothing is
guessed: what is not clearly a number stays an entry with a fault.
"""

import re
from dataclasses import dataclass

from reports.content.figures import FigureError, parse
from reports.content.figures import text as figure_text
from reports.editions import Cell

MAX_ENTRY = 100
MAX_PROSE = 20_000

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-"}
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SEPARATED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+")
_WHOLE_WITH_DECIMALS = re.compile(r"([+-]?[0-9]+)\.00?")  # as a spreadsheet shows a whole number
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")  # Word's own line break is \x0b
# What PostgreSQL cannot store (NUL, half a surrogate pair) and what no paper can print.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """`text` is the canonical value, or what was typed when `fault` says why the cell cannot hold it.

    Not `keepable`: too long or not text, so it cannot even be kept for its author to correct.
    """

    text: str
    fault: str = ""
    keepable: bool = True


def fold(raw: str) -> str:
    """Typed text with digits, signs and thousands separators as a cell reads them."""
    text = _INVISIBLE.sub("", raw).translate(_HALF_WIDTH).strip()
    return re.sub("[, \u00a0\u2009\u202f]", "", text) if _SEPARATED.fullmatch(text) else text


def parse_entry(cell: Cell, raw: str) -> Entry:
    """The entry for the cell, with a fault where it is no figure that the cell can hold."""
    text = fold(raw)
    if cell.kind == "change" and text[:1] == "+":
        text = text[1:]
    if cell.kind != "money" and (whole := _WHOLE_WITH_DECIMALS.fullmatch(text)):
        text = whole[1]
    try:
        value = parse(cell, text)
    except FigureError as error:
        return _kept(_INVISIBLE.sub("", raw).strip(), str(error))
    return Entry(figure_text(value))


def _kept(typed: str, fault: str) -> Entry:
    if _CONTROL.search(typed):
        return Entry(typed, "填写的内容含有不能保存的控制字符，没有保存", keepable=False)
    if len(typed) > MAX_ENTRY:
        return Entry(typed, f"填写的内容有 {len(typed)} 个字符，不是数字，没有保存", keepable=False)
    return Entry(typed, fault)


def tidy(raw: str) -> Entry:
    """A part in words: line ends as \\n, invisible characters taken out, everything else as typed."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", raw))
    if control := _CONTROL.search(text):
        says = f"文字第 {control.start() + 1} 个字符是不能保存的控制字符（U+{ord(control[0]):04X}），这一部分没有保存"
        return Entry(text, says, keepable=False)
    if len(text) > MAX_PROSE:
        says = f"这一部分有 {len(text)} 个字符，超过 {MAX_PROSE} 个，没有保存"
        return Entry(text, says, keepable=False)
    return Entry(text)
