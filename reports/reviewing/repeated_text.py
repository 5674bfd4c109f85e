"""Text repeated from last year's report, sentence beside sentence: what rule R801 measures, for people to judge.

Sentences count and are equal as in R801: short ones and standing phrases of the law and the format do not count, and
numbers, spaces and punctuation make no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# The rule's own functions, so that the share shown here is the share it speaks of.
from reports.checks.prose.repetition import PARTS, SHARE, counted_sentences, folded
from reports.content import outline
from reports.editions import Edition
from reports.reviewing import redline
from reports.reviewing.redline import Effort, Span


@dataclass(frozen=True)
class SentencePair:
    """A sentence of last year and its counterpart of this year; `now` in spans, new words marked as inserted."""

    before: str
    now: tuple[Span, ...]


@dataclass(frozen=True)
class RepeatedPart:
    """One part of the report with the sentences that stood there last year.

    `percent` is their share of the characters that count, `sentences` how many sentences count.
    """

    key: str
    title: str
    percent: int
    sentences: int
    pairs: tuple[SentencePair, ...]

    @property
    def exceeds_threshold(self) -> bool:
        """Whether the share is so large that R801 reports the part."""
        return self.percent >= SHARE * 100


def repeated_parts(edition: Edition, prose: Mapping[str, str], last_prose: Mapping[str, str]) -> list[RepeatedPart]:
    """The parts with a sentence that stood there last year, in the order of the paper.

    `prose` and `last_prose` are the texts of this year and of last year as they print, by prose key.
    """
    parts, effort = [], Effort()
    for key in PARTS:
        written = [match[0] for match in counted_sentences(prose.get(key, ""))]
        old = {folded(match[0]): match[0] for match in counted_sentences(last_prose.get(key, ""))}
        same = [sentence for sentence in written if folded(sentence) in old]
        if same:
            total, repeated = (sum(map(len, sentences)) for sentences in (written, same))
            pairs = tuple(_pair(old[folded(sentence)], sentence, effort) for sentence in same)
            title = outline.part_title(edition, key)
            parts.append(RepeatedPart(key, title, repeated * 100 // total, len(written), pairs))
    return parts


def _pair(before: str, now: str, effort: Effort) -> SentencePair:
    return SentencePair(before.strip(), tuple(_without_deleted(before.strip(), now.strip(), effort)))


def _without_deleted(before: str, now: str, effort: Effort) -> Iterator[Span]:
    for line in redline.paragraphs(before, now, effort):
        for sentence in line:
            yield from (span for span in sentence.spans if span.kind != "deleted")
