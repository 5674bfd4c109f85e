"""Differences between two states of a report, as the pages of its history show them: section by section."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reports.content import diff, fields, outline
from reports.desk.authoring import answers
from reports.editions import Edition
from reports.queries.history import Difference
from reports.reviewing import redline
from reports.reviewing.redline import RedlineParagraph

# A sentence longer than this is shown as replaced: looking for its changed words would take long.
LONGEST_SENTENCE = 2000


@dataclass(frozen=True)
class ShownDifference:
    """One place that differs. `paragraphs` hold the changed ones of a part in words, None where others were left out.

    `tick` is what its box posts: the place with the digest of what it says at first.
    """

    difference: Difference
    label: str
    tick: str
    in_words: bool
    paragraphs: tuple[RedlineParagraph | None, ...] = ()

    @property
    def changes_words(self) -> bool:
        """Whether more than breaks between paragraphs and spaces differs."""
        return any(self.paragraphs)


@dataclass(frozen=True)
class DifferentSection:
    """A page of the editor with all that differs on it, cells and parts in words."""

    key: str
    title: str
    rows: tuple[ShownDifference, ...]


def by_section(edition: Edition, differences: Iterable[Difference]) -> list[DifferentSection]:
    """The differences, which come in the order of the paper, under the pages of the editor in their order."""
    titles = outline.page_titles(edition)

    def page(each: Difference) -> str:
        return outline.page_of(edition, fields.split(each.place)[1])

    rank = {key: number for number, key in enumerate(titles)}
    ordered = sorted(differences, key=lambda each: rank[page(each)])
    return [
        DifferentSection(key, titles[key], tuple(_shown(edition, each) for each in group))
        for key, group in groupby(ordered, page)
    ]


def _shown(edition: Edition, each: Difference) -> ShownDifference:
    in_words = fields.split(each.place)[0] == fields.PROSE
    paragraphs = tuple(_folded(_paragraphs(each))) if in_words else ()
    tick = f"{each.place}:{each.digest}"
    return ShownDifference(each, answers.label(edition, each.place), tick, in_words, paragraphs)


def _paragraphs(each: Difference) -> Iterable[RedlineParagraph]:
    longest = max(map(len, diff.sentences(each.before) + diff.sentences(each.after)), default=0)
    if longest <= LONGEST_SENTENCE:
        return redline.paragraphs(each.before, each.after)
    return [
        (redline.RedlineSentence(piece.text, (redline.Span(piece.kind, piece.text),)),)
        for piece in diff.pieces(each.before, each.after)
    ]


def _folded(paragraphs: Iterable[RedlineParagraph]) -> Iterator[RedlineParagraph | None]:
    """The paragraphs that changed; None for any number of others between them."""
    changed = groupby(paragraphs, lambda paragraph: any(sentence.is_changed for sentence in paragraph))
    for is_changed, group in changed:
        if is_changed:
            yield from group
        else:
            yield None
