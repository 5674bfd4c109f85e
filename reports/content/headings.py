"""Sub-headings of a text, and what is written under them. Pure.

A sub-heading is a line such as （一）主动公开情况 with no sentence behind it. What begins with 1. or （1） counts as
text: points are often no more than a few words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*(?P<words>[^，。；！？：]{1,30}?)(?P<end>[。：:]?)")
_NEXT = re.compile(r"\**[（(](?!一[）)])[一二三四五六七八九十]{1,3}[）)]")
# A heading that runs on into its paragraph ends with a stop; without the paragraph it names its subject and no more.
_SUBJECT = re.compile(r".{0,12}(?:情况|问题|措施|建设|保障|管理|公开)")


@dataclass(frozen=True)
class BareHeading:
    """A sub-heading with no text under it: its words, and where it stands in the text."""

    words: str
    span: tuple[int, int]


def is_heading(line: str) -> bool:
    """Whether the line is a sub-heading and no more."""
    return bool(_words(line.strip()))


def is_written(text: str) -> bool:
    """Whether there is anything in the text beside sub-headings."""
    return any(not _words(line) for line, _ in _lines(text))


def bare_headings(text: str) -> Iterator[BareHeading]:
    """The sub-headings that are followed by another one, with or without its text, or by nothing; in their order.

    A numbering that begins anew at （一） is a list under the heading.
    """
    waiting: BareHeading | None = None
    for line, at in _lines(text):
        if waiting and (_words(line) or _NEXT.match(line)):
            yield waiting
        waiting = BareHeading(_words(line), (at, at + len(line))) if _words(line) else None
    if waiting:
        yield waiting


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines that are not blank, without the spaces around them, each with its place."""
    at = 0
    for whole in text.splitlines(keepends=True):
        line = whole.strip()
        if line:
            yield line, at + len(whole) - len(whole.lstrip())
        at += len(whole)


def _words(line: str) -> str:
    """What the line says where it is a sub-heading and no more; empty for text."""
    heading = _HEADING.fullmatch(line.replace("*", ""))
    if heading is None or (heading["end"] == "。" and not _SUBJECT.fullmatch(heading["words"])):
        return ""
    return heading["words"]
