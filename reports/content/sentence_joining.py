"""Two changes of one sentence that are well apart: both in the one sentence, with nobody to ask.

In: a sentence, what one person made of it and what another did. Out: the sentence with both, or None where the changes
meet. Pure.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reports.content.character_edits import WHOLE, Edit, trimmed

APART = 6
"""So many unchanged characters stand between two people's changes that are joined."""

# What is changed as a whole: a bound number, bold words, a figure.
_WHOLE = re.compile(rf"{WHOLE}|[0-9０-９][0-9０-９.,，．%％]*")
_MARKS = re.compile(r"[*{}]")
# The longest stretches that are compared character by character, as numbers of pairs.
_MOST_PAIRS = 250_000

Put = tuple[int, int, str]


def joined(base: str, mine: str, theirs: str) -> str | None:
    """The sentence with both changes; None where they are nearer than `APART`, or a mark of one stands alone."""
    changes = sorted({*_changes(base, mine), *_changes(base, theirs)})
    text, at = "", 0
    for number, (start, end, put) in enumerate(changes):
        if number and start - at < APART:
            return None
        if _MARKS.search(_WHOLE.sub("", base[start:end] + "\n" + put)):
            return None
        text += base[at:start] + put
        at = end
    return text + base[at:]


def _changes(base: str, text: str) -> Iterator[Put]:
    """The changed stretches of the sentence with what stands there now; those nearer than `APART` are one."""
    spans: list[list[int]] = []
    for edit in _edits(base, text):
        start, end = _widened(base, edit.start, edit.end)
        new_start, new_end = edit.new_start - (edit.start - start), edit.new_end + (end - edit.end)
        if spans and start - spans[-1][1] < APART:
            spans[-1][1], spans[-1][3] = max(end, spans[-1][1]), max(new_end, spans[-1][3])
        else:
            spans.append([start, end, new_start, new_end])
    return ((start, end, text[new_start:new_end]) for start, end, new_start, new_end in spans)


def _edits(base: str, text: str) -> Iterator[Edit]:
    whole = trimmed(base, text)
    old, new = base[whole.start : whole.end], text[whole.new_start : whole.new_end]
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield whole
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            shifts = (whole.start, whole.start, whole.new_start, whole.new_start)
            yield Edit(*(at + by for at, by in zip((start, end, new_start, new_end), shifts, strict=True)))


def _widened(base: str, start: int, end: int) -> tuple[int, int]:
    """The range with the whole of every bound number, figure and bold words that it touches."""
    for match in _WHOLE.finditer(base):
        if match.start() <= end and start <= match.end():
            start, end = min(start, match.start()), max(end, match.end())
    return start, end
