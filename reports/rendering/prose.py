"""Prose as people type it → paragraphs.

One line is one paragraph. （一） begins a second-level heading, 1. a third-level and （1） a fourth-level one
(GB/T 9704-2012, 7.3.3); `**…**` is bold. Everything else is text, angle brackets included.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEVELS = (
    (2, re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"[0-9]{1,2}[.．](?![0-9])")),
    (4, re.compile(r"（[0-9]{1,2}）")),
)
# Exactly two stars before a word and behind it: a masked name or number (张**、6401****1234) keeps its stars.
_BOLD = re.compile(r"(?<!\*)\*\*(?=[\w“‘《〈（【])([^*]+)\*\*(?!\*)")
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
    """The marks are read first, so that a bold heading is a heading too."""
    pieces = [(piece, bool(index % 2)) for index, piece in enumerate(_BOLD.split(line)) if piece]
    text = "".join(piece for piece, _ in pieces)
    level = next((level for level, begins in _LEVELS if begins.match(text)), 0)
    return Paragraph(level, tuple(_words(pieces, _heading_end(text) if level == 2 else 0)))


def _heading_end(text: str) -> int:
    if "。" not in text and len(text) <= _LONGEST_HEADING:
        return len(text)
    run_in = _RUN_IN.match(text)
    return run_in.end() if run_in else 0


def _words(pieces: list[tuple[str, bool]], heading_end: int) -> Iterator[Words]:
    """The pieces, parted where the heading ends."""
    begins = 0
    for piece, bold in pieces:
        cut = min(max(heading_end - begins, 0), len(piece))
        for text, heading in ((piece[:cut], True), (piece[cut:], False)):
            if text:
                yield Words(text, bold, heading)
        begins += len(piece)
