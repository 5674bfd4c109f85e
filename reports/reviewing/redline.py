"""A text with its changes (redline): what was deleted and inserted, sentence by sentence, and findings at their words.

In: the text before and after. Out: paragraphs of sentences of spans, which a page or a proof draws. How much of two
texts is compared character by character is limited: what is too much is shown as replaced.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from reports.content.diff import sentences
from reports.content.sentence_alignment import opcodes
from reports.findings import Level
from reports.rendering.marks import Mark, heaviest, spans

SpanKind = Literal["kept", "deleted", "inserted"]

# Below this share of common characters a sentence was replaced, not changed.
ALIKE = 0.5
# Pairs of characters that are compared for one text, about a second's worth: two reports rewritten from end to end
# need a tenth of it.
MOST_PAIRS = 2_000_000


@dataclass
class Effort:
    """How many pairs of characters may still be compared."""

    room: int = MOST_PAIRS

    def allows(self, pairs: int) -> bool:
        """Whether so many more may be compared; they are counted then."""
        if pairs > self.room:
            return False
        self.room -= pairs
        return True


@dataclass(frozen=True)
class Span:
    """Words of one kind. `level` is the heaviest level of the findings about them ("" without), `flags` are the numbers
    of the findings that begin here."""

    kind: SpanKind
    text: str
    level: str = ""
    flags: tuple[int, ...] = ()


@dataclass(frozen=True)
class RedlineSentence:
    """A sentence as it is now, in spans; `text` is empty where the whole sentence was deleted."""

    text: str
    spans: tuple[Span, ...]

    @property
    def is_changed(self) -> bool:
        """Whether words of it were deleted or inserted."""
        return any(span.kind != "kept" for span in self.spans)


RedlineParagraph = tuple[RedlineSentence, ...]


def paragraphs(before: str | None, after: str, effort: Effort | None = None) -> tuple[RedlineParagraph, ...]:
    """The paragraphs of `after` with its changes against `before` (None: nothing is marked).

    Deleted sentences stand where they stood, in the paragraph of the sentence that follows them. Who compares many
    texts for one page hands in one `effort` for all of them.
    """
    lines = [sentences(line) for line in after.splitlines() if line.strip()]
    if before is None:
        return tuple(tuple(RedlineSentence(text, (Span("kept", text),)) for text in line) for line in lines)
    ends = _ends(lines)
    marked: list[list[RedlineSentence]] = [[] for _ in lines] or [[]]
    at = paragraph = 0
    for sentence in _marked(sentences(before), [text for line in lines for text in line], effort or Effort()):
        while sentence.text and at >= ends[paragraph]:
            paragraph += 1
        marked[paragraph].append(sentence)
        at += bool(sentence.text)
    return tuple(tuple(line) for line in marked if line)


def _ends(lines: list[tuple[str, ...]]) -> list[int]:
    """For each paragraph how many sentences there are up to its end."""
    ends, count = [], 0
    for line in lines:
        count += len(line)
        ends.append(count)
    return ends


def _marked(old: tuple[str, ...], new: list[str], effort: Effort) -> Iterator[RedlineSentence]:
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        if tag == "equal":
            yield from (RedlineSentence(text, (Span("kept", text),)) for text in new[j1:j2])
        else:
            yield from _replaced(list(old[i1:i2]), new[j1:j2], effort)


def _replaced(old: list[str], new: list[str], effort: Effort) -> Iterator[RedlineSentence]:
    """Sentences that replace others: similar ones are compared word by word, in order."""
    for text in new:
        match = next((index for index, was in enumerate(old) if _similar(was, text, effort)), None)
        if match is None:
            yield RedlineSentence(text, (Span("inserted", text),))
            continue
        yield from (RedlineSentence("", (Span("deleted", was),)) for was in old[:match])
        yield RedlineSentence(text, tuple(_within(old[match], text)))
        del old[: match + 1]
    yield from (RedlineSentence("", (Span("deleted", was),)) for was in old)


def _similar(was: str, text: str, effort: Effort) -> bool:
    if not effort.allows(len(was) + len(text)):
        return False
    matcher = SequenceMatcher(None, was, text, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and effort.allows(2 * len(was) * len(text)) and matcher.ratio() >= ALIKE


def _within(was: str, text: str) -> Iterator[Span]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, text, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Span("kept", text[j1:j2])
            continue
        if i1 < i2:
            yield Span("deleted", was[i1:i2])
        if j1 < j2:
            yield Span("inserted", text[j1:j2])


def with_findings(
    paragraphs: Sequence[RedlineParagraph], after: str, marks: Sequence[Mark]
) -> tuple[RedlineParagraph, ...]:
    """The paragraphs with their spans cut at the borders of the marks, whose ranges are those of the text `after`."""
    flagged: set[int] = set()
    levels = {mark.number: mark.level for mark in marks}
    here = [(mark.number, mark.span) for mark in marks if mark.span]
    cut_paragraphs, at = [], 0
    for line in paragraphs:
        sentences_of_line = []
        for sentence in line:
            at = after.index(sentence.text, at)
            cut = tuple(_cut(sentence.spans, at, here, levels, flagged))
            sentences_of_line.append(replace(sentence, spans=cut))
            at += len(sentence.text)
        cut_paragraphs.append(tuple(sentences_of_line))
    return tuple(cut_paragraphs)


def _cut(
    uncut: Sequence[Span],
    at: int,
    here: Sequence[tuple[int, tuple[int, int]]],
    levels: Mapping[int, Level],
    flagged: set[int],
) -> Iterator[Span]:
    """The spans of a sentence that starts at `at`, cut at the marks; `flagged` are numbers that have their flag."""
    for span in uncut:
        if span.kind == "deleted":
            yield span
            continue
        for start, end, numbers in spans(at, at + len(span.text), here):
            new = tuple(number for number in numbers if number not in flagged)
            flagged.update(new)
            level = heaviest([levels[number] for number in numbers])
            yield Span(span.kind, span.text[start - at : end - at], level, new)
        at += len(span.text)
