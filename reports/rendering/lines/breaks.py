"""Where a line may end: in, a paragraph's text; out, for every position how good a break before it would be.

Sources: 《标点符号用法》GB/T 15834-2011, 5.1 (which marks may not begin or end a line; —— and …… are not parted), and
W3C Requirements for Chinese Text Layout (prohibition rules for line start and line end; Western words and numbers).
"""

import re
import unicodedata
from typing import Final

JOINED, UNRULY, INSIDE, NUMBER, ADDRESS, YES = range(6)
"""From never to always: within one glyph; against the rules of punctuation; inside a word or a number; between the
parts of a document number; after a mark of a web address; anywhere else."""

SPACES: Final = " \u3000"
CLOSING: Final = "、，。；：？！）〕】》〉」』”’｝］〗"
OPENING: Final = "（〔【《〈「『“‘｛［〖"
COMPRESSIBLE: Final = frozenset(CLOSING + OPENING)
GLUE: Final = "\u00a0\u202f\u2060\"'"
NOT_FIRST: Final = frozenset(CLOSING + SPACES + GLUE + "．—…–‐～〜·•・／％‰℃℉°′″々,.;:?!)]}%/~-")
NOT_LAST: Final = frozenset(OPENING + GLUE + "¥￥$＄£€№#＃§@／([{±")

_WORD: Final = re.compile("[!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u052f‰℃℉′″０-９Ａ-Ｚａ-ｚ]+")
_ADDRESS_POINT: Final = re.compile(r"[/.\-?&=_@:+](?![/.\-?&=_@:+])")
_DOCUMENT_NUMBER: Final = re.compile(r"〔\d{4}〕第?\d+号")
_UNPARTED: Final = re.compile("—{2,}|…{2,}|⋯{2,}|～{2,}")
_FIRST_FORBIDDEN: Final = re.compile(f"[{re.escape(''.join(sorted(NOT_FIRST)))}]")
_LAST_FORBIDDEN: Final = re.compile(f"[{re.escape(''.join(sorted(NOT_LAST)))}][{SPACES}]*")


def levels(text: str) -> bytearray:
    """For each position 0…len(text), how good it is to end a line before it (JOINED … YES). Never raises."""
    breaks = bytearray([YES]) * (len(text) + 1)
    for word in _WORD.finditer(text):
        breaks[word.start() + 1 : word.end()] = bytes([INSIDE]) * (len(word[0]) - 1)
        if any(sign in word[0] for sign in ("/", "@", "www.")):
            for point in _ADDRESS_POINT.finditer(word[0]):
                breaks[word.start() + point.end()] = ADDRESS
    for number in _DOCUMENT_NUMBER.finditer(text):
        inner = slice(number.start() + 1, number.end())
        breaks[inner] = bytes(min(level, NUMBER) for level in breaks[inner])
    _forbid(text, breaks)
    breaks[0] = breaks[len(text)] = YES
    return breaks


def _forbid(text: str, breaks: bytearray) -> None:
    """Mark what punctuation forbids (GB/T 15834-2011, 5.1.1 to 5.1.9) and what is one glyph."""
    for dash in _UNPARTED.finditer(text):
        breaks[dash.start() + 1 : dash.end()] = bytes([UNRULY]) * (len(dash[0]) - 1)
    for mark in _FIRST_FORBIDDEN.finditer(text):
        breaks[mark.start()] = UNRULY
    for mark in _LAST_FORBIDDEN.finditer(text):
        breaks[mark.end()] = UNRULY
    marks = {char for char in set(text) if unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}}
    if marks:
        for at, char in enumerate(text):
            if char in marks:
                breaks[at] = JOINED
