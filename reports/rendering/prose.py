"""Prose as people type it → paragraphs.

One line is one paragraph. （一） begins a second-level heading, 1. a third-level and （1） a fourth-level one
(GB/T 9704-2012, 7.3.3); `**…**` is bold. Everything else is text, angle brackets included.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

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
    """A stretch of text in one type. `heading`: it belongs to a second-level heading.

    `at` is where it stands in the prose it was read from: its characters stand there one after the other. `marks` are
    the numbers of the findings that a proof marks it with.
    """

    text: str
    bold: bool = False
    heading: bool = False
    at: int = field(default=0, compare=False)
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """`level` 0 is plain text, 2 to 4 begin with a heading of that level."""

    level: int
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The text as it prints."""
        return "".join(words.text for words in self.words)

    @property
    def is_heading(self) -> bool:
        """Whether the paragraph is nothing but a heading, to be kept with what follows."""
        return self.level == 2 and all(words.heading for words in self.words)


# A page asks once for each finding of a part: of the few texts of a report, each is read once.
_once_a_page = lru_cache(maxsize=8)


@_once_a_page
def paragraphs(prose: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; blank lines and spaces around a line are dropped."""
    parsed = []
    at = 0
    for whole in prose.splitlines(keepends=True):
        line = whole.strip()
        if line:
            parsed.append(_paragraph(line, at + len(whole) - len(whole.lstrip())))
        at += len(whole)
    return tuple(parsed)


@_once_a_page
def plain(prose: str) -> str:
    """The text as it prints, without the marks of bold type: a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in paragraphs(prose))


def in_plain(prose: str, span: tuple[int, int]) -> tuple[int, int]:
    """The range of `plain(prose)` that prints this range of the prose.

    Where nothing of it prints but spaces (those around a line are dropped), the characters beside it are taken in, so
    that a reader sees where. Empty only where nothing is printed at all.
    """
    origins = _origins(prose)
    printed = plain(prose)
    start, end = bisect_left(origins, span[0]), bisect_left(origins, max(span[1], span[0] + 1))
    if not printed[start:end].strip():
        start, end = max(start - 1, 0), min(end + 1, len(printed))
    return start, end


@_once_a_page
def _origins(prose: str) -> list[int]:
    """Where each character of the plain text stands in the prose; the end of a paragraph is behind its last one."""
    origins: list[int] = []
    for paragraph in paragraphs(prose):
        if origins:
            origins.append(origins[-1] + 1)
        for words in paragraph.words:
            origins.extend(range(words.at, words.at + len(words.text)))
    return origins


def _paragraph(line: str, at: int) -> Paragraph:
    """The marks are read first, so that a bold heading is a heading too."""
    pieces = list(_pieces(line, at))
    text = "".join(piece.text for piece in pieces)
    level = next((level for level, begins in _LEVELS if begins.match(text)), 0)
    return Paragraph(level, tuple(_parted(pieces, _heading_end(text) if level == 2 else 0)))


def _pieces(line: str, at: int) -> Iterator[Words]:
    """The line cut at its marks of bold type."""
    begins = 0
    for bold in _BOLD.finditer(line):
        if bold.start() > begins:
            yield Words(line[begins : bold.start()], at=at + begins)
        yield Words(bold[1], bold=True, at=at + bold.start(1))
        begins = bold.end()
    if line[begins:]:
        yield Words(line[begins:], at=at + begins)


def _heading_end(text: str) -> int:
    if "。" not in text and len(text) <= _LONGEST_HEADING:
        return len(text)
    run_in = _RUN_IN.match(text)
    return run_in.end() if run_in else 0


def _parted(pieces: list[Words], heading_end: int) -> Iterator[Words]:
    """The pieces, parted where the heading ends."""
    begins = 0
    for piece in pieces:
        cut = min(max(heading_end - begins, 0), len(piece.text))
        for start, end, heading in ((0, cut, True), (cut, len(piece.text), False)):
            if start < end:
                yield replace(piece, text=piece.text[start:end], heading=heading, at=piece.at + start)
        begins += len(piece.text)
