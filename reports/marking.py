"""A text as a proof shows it: what was deleted struck, what was inserted underlined, sentence by sentence, and the
findings at their words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from reports.changes import sentences
from reports.rendering.marks import Mark, heaviest, stretches

Kind = Literal["kept", "deleted", "inserted"]

# Below this share of common characters two sentences are two sentences, not one that was changed.
ALIKE = 0.5


@dataclass(frozen=True)
class Stretch:
    """Words of one kind. `level` is the weight of the heaviest finding about them, `flags` the numbers of the findings
    that begin here."""

    kind: Kind
    text: str
    level: str = ""
    flags: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands now in stretches; `text` is empty where it was deleted whole."""

    text: str
    stretches: tuple[Stretch, ...]

    @property
    def is_changed(self) -> bool:
        return any(stretch.kind != "kept" for stretch in self.stretches)


Paragraph = tuple[Sentence, ...]


def paragraphs(before: str | None, after: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `after` with the marks against `before` (None: no marks). Deleted sentences stand where they
    stood, in the paragraph of what follows them."""
    lines = [sentences(line) for line in after.splitlines() if line.strip()]
    if before is None:
        return tuple(tuple(Sentence(text, (Stretch("kept", text),)) for text in line) for line in lines)
    ends = _ends(lines)
    done: list[list[Sentence]] = [[] for _ in lines] or [[]]
    at = paragraph = 0
    for sentence in _marked(sentences(before), [text for line in lines for text in line]):
        while sentence.text and at >= ends[paragraph]:
            paragraph += 1
        done[paragraph].append(sentence)
        at += bool(sentence.text)
    return tuple(tuple(line) for line in done if line)


def _ends(lines: list[tuple[str, ...]]) -> list[int]:
    """For each paragraph how many sentences there are up to its end."""
    ends, count = [], 0
    for line in lines:
        count += len(line)
        ends.append(count)
    return ends


def _marked(old: tuple[str, ...], new: list[str]) -> Iterator[Sentence]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Sentence(text, (Stretch("kept", text),)) for text in new[j1:j2])
        else:
            yield from _replaced(list(old[i1:i2]), new[j1:j2])


def _replaced(old: list[str], new: list[str]) -> Iterator[Sentence]:
    """Sentences that took the place of others: alike ones are laid over one another, in order."""
    for text in new:
        match = next((index for index, was in enumerate(old) if _alike(was, text)), None)
        if match is None:
            yield Sentence(text, (Stretch("inserted", text),))
            continue
        yield from (Sentence("", (Stretch("deleted", was),)) for was in old[:match])
        yield Sentence(text, tuple(_within(old[match], text)))
        del old[: match + 1]
    yield from (Sentence("", (Stretch("deleted", was),)) for was in old)


def _alike(was: str, text: str) -> bool:
    matcher = SequenceMatcher(None, was, text, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _within(was: str, text: str) -> Iterator[Stretch]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, text, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("kept", text[j1:j2])
            continue
        if i1 < i2:
            yield Stretch("deleted", was[i1:i2])
        if j1 < j2:
            yield Stretch("inserted", text[j1:j2])


def with_findings(paragraphs: Sequence[Paragraph], after: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The paragraphs of `after` cut at the borders of the findings, whose ranges are those of `after`."""
    told: set[int] = set()
    done, at = [], 0
    for line in paragraphs:
        sentences_of_line = []
        for sentence in line:
            at = after.index(sentence.text, at)
            cut = tuple(_cut(sentence.stretches, at, marks, told))
            sentences_of_line.append(replace(sentence, stretches=cut))
            at += len(sentence.text)
        done.append(tuple(sentences_of_line))
    return tuple(done)


def _cut(found: Sequence[Stretch], at: int, marks: Sequence[Mark], told: set[int]) -> Iterator[Stretch]:
    levels = {mark.number: mark.level for mark in marks}
    here = [(mark.number, mark.span) for mark in marks if mark.span]
    for stretch in found:
        if stretch.kind == "deleted":
            yield stretch
            continue
        for start, end, numbers in stretches(at, at + len(stretch.text), here):
            new = tuple(number for number in numbers if number not in told)
            told.update(new)
            level = heaviest([levels[number] for number in numbers])
            yield Stretch(stretch.kind, stretch.text[start - at : end - at], level, new)
        at += len(stretch.text)
