"""Prose as people type it → paragraphs.

One line is one paragraph. （一） begins a second-level heading, 1. a third-level and （1） a fourth-level one
(GB/T 9704-2012, 7.3.3); `**…**` is bold. Everything else is text, angle brackets included.
"""

import re
from dataclasses import dataclass

_LEVELS = (
    (2, re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"[0-9]{1,2}[.．](?![0-9])")),
    (4, re.compile(r"（[0-9]{1,2}）")),
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
# A heading that runs on into its paragraph ends at its first stop, if that comes early.
_RUN_IN = re.compile(r"[^。：]{1,40}[。：]")
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Words:
    """A stretch of text in one type. `heading`: it belongs to a second-level heading."""

    text: str
    bold: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Paragraph:
    """`level` 0 is plain text, 2 to 4 begin with a heading of that level."""

    level: int
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        return "".join(words.text for words in self.words)

    @property
    def is_heading(self) -> bool:
        """Whether the paragraph is nothing but a heading, to be kept with what follows."""
        return self.level == 2 and all(words.heading for words in self.words)


def paragraphs(prose: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; blank lines and spaces around a line are dropped."""
    lines = (line.strip() for line in prose.splitlines())
    return tuple(_paragraph(line) for line in lines if line)


def _paragraph(line: str) -> Paragraph:
    level = next((level for level, begins in _LEVELS if begins.match(line)), 0)
    if level != 2:
        return Paragraph(level, tuple(_words(line, heading=False)))
    end = _heading_end(line)
    return Paragraph(level, (*_words(line[:end], heading=True), *_words(line[end:], heading=False)))


def _heading_end(line: str) -> int:
    if "。" not in line and len(line) <= _LONGEST_HEADING:
        return len(line)
    run_in = _RUN_IN.match(line)
    return run_in.end() if run_in else 0


def _words(text: str, *, heading: bool) -> list[Words]:
    """Split at bold marks; a mark without its partner is text."""
    pieces = _BOLD.split(text)
    return [Words(piece, bool(index % 2), heading) for index, piece in enumerate(pieces) if piece]
