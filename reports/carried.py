"""What a report carried over from last year, sentence beside sentence: what R801 speaks of, for people to judge. Pure.

Sentences count and are alike as R801 has it: short ones and standing phrases of the law and the format do not count,
and numbers, spaces and punctuation make no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports import changes, marking
from reports.editions import Edition
from reports.marking import Stretch

# The rule's own reading of a text, so that the share shown here is the share it speaks of.
from reports.proofreading.repetition import _SENTENCE, READ, SHARE, _bare, _counts


@dataclass(frozen=True)
class Pair:
    """A sentence of last year and what became of it this year; `now` in stretches, what is new marked as inserted."""

    before: str
    now: tuple[Stretch, ...]


@dataclass(frozen=True)
class Carried:
    """One part: how much of what counts stood there last year, in per cent, and those sentences. `much`: so much that
    R801 says so."""

    key: str
    title: str
    percent: int
    sentences: int
    pairs: tuple[Pair, ...]

    @property
    def much(self) -> bool:
        return self.percent >= SHARE * 100


def compare(edition: Edition, prose: Mapping[str, str], last_prose: Mapping[str, str]) -> list[Carried]:
    """The parts of which some sentence stood there last year, in the order of the paper."""
    found = []
    for key in READ:
        said = _said(prose.get(key, ""))
        old = {_bare(sentence): sentence for sentence in _said(last_prose.get(key, ""))}
        same = [sentence for sentence in said if _bare(sentence) in old]
        if same:
            written, repeated = (sum(map(len, sentences)) for sentences in (said, same))
            pairs = tuple(_pair(old[_bare(sentence)], sentence) for sentence in same)
            title = changes.part_title(edition, key)
            found.append(Carried(key, title, repeated * 100 // written, len(said), pairs))
    return found


def _said(text: str) -> list[str]:
    """The sentences that count, without their stops."""
    return [match[0] for match in _SENTENCE.finditer(text) if _counts(match[0])]


def _pair(before: str, now: str) -> Pair:
    return Pair(before.strip(), tuple(_kept(before.strip(), now.strip())))


def _kept(before: str, now: str) -> Iterator[Stretch]:
    for line in marking.paragraphs(before, now):
        for sentence in line:
            yield from (stretch for stretch in sentence.stretches if stretch.kind != "deleted")
