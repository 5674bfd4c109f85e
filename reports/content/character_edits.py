"""Where two texts differ, in characters, and where a range of the one lies in the other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = r"\{\{[^{}\n]*\}\}|\*\*(?:(?!\*\*)[^\n])+\*\*"
"""The pattern of what is changed as a whole: a bound number, bold words."""

_STOPS = "。！？”’）」』\n"


@dataclass(frozen=True)
class Edit:
    """The characters `start` to `end` of a text, which became the characters `new_start` to `new_end` of another."""

    start: int
    end: int
    new_start: int
    new_end: int


def trimmed(old: str, new: str, old_start: int = 0, new_start: int = 0) -> Edit:
    """The one range in which the two differ; the texts stand at these offsets."""
    head = alike(old, new)
    tail = alike(old[head:][::-1], new[head:][::-1])
    return Edit(old_start + head, old_start + len(old) - tail, new_start + head, new_start + len(new) - tail)


def alike(left: str, right: str) -> int:
    """How many characters the two have in common from the beginning."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))


def followed(span: tuple[int, int], before: str, edits: Iterable[Edit]) -> tuple[int, int]:
    """Where the range of the text `before` lies after the edits; an empty range where it was taken out.

    What is put in right before it is not of it; what is put in right after it is, unless it ends in a stop.
    """
    start, end = span
    grows = before[end - 1 : end] not in _STOPS
    new_start, new_end = start, end
    for edit in edits:
        shift = edit.new_end - edit.end
        if edit.end <= start:
            new_start, new_end = start + shift, end + shift
        elif edit.start < end or (edit.start == end and grows):
            new_start = edit.new_start if edit.start < start else new_start
            new_end = edit.new_end if edit.end >= end else end + shift
    return new_start, max(new_start, new_end)
