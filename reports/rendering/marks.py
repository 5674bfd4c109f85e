"""What a proof marks in the text of a report, and where: the Document with the numbers of findings at their words."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from reports.editions import Grid, GridCell
from reports.findings import Level
from reports.rendering.document import Document, map_lines
from reports.rendering.prose import Paragraph, Words

_WEIGHT = {Level.NOTICE: 0, Level.WARNING: 1, Level.ERROR: 2}


@dataclass(frozen=True)
class Mark:
    """One finding's mark. `where` is a cell key, or a prose key with `span`, a range of its plain text
    (`prose.plain`)."""

    number: int
    level: Level
    where: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class MarkedCell(GridCell):
    """A value cell with the weight of the heaviest finding about it, and the numbers of those met here first."""

    flags: tuple[int, ...] = ()
    level: str = ""


def heaviest(levels: Sequence[Level]) -> str:
    """The level that a stretch with several findings is drawn with; nothing where there is none."""
    return max(levels, key=_WEIGHT.__getitem__).value if levels else ""


def marked(document: Document, marks: Sequence[Mark]) -> Document:
    """The document with every mark at its words and cells. What it says is unchanged."""
    parts = tuple(
        replace(
            part,
            paragraphs=_paragraphs(part.paragraphs, part.key, marks),
            table=flagged(part.table, marks) if part.table else None,
        )
        for part in document.parts
    )
    return replace(
        document,
        opening=_paragraphs(document.opening, "opening", marks),
        parts=parts,
        contact=_paragraphs(document.contact, "contact", marks),
    )


def flagged(grid: Grid, marks: Sequence[Mark]) -> Grid:
    """The grid with the marks on its value cells."""
    at: dict[str, list[Mark]] = {}
    numbered: set[int] = set()
    for mark in marks:
        at.setdefault(mark.where, []).append(mark)

    def flag(drawn: GridCell) -> GridCell:
        marks_here = at.get(drawn.cell.key) if drawn.cell else None
        if not marks_here:
            return drawn
        drawn_fields = {part.name: getattr(drawn, part.name) for part in fields(GridCell)}
        new = tuple(mark.number for mark in marks_here if mark.number not in numbered)
        numbered.update(new)
        return MarkedCell(**drawn_fields, flags=new, level=heaviest([mark.level for mark in marks_here]))

    return map_lines(grid, lambda line: tuple(flag(drawn) for drawn in line))


def _paragraphs(paragraphs: tuple[Paragraph, ...], key: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The paragraphs of a part, their words cut at the borders of its marks."""
    here = [(mark.number, mark.span) for mark in marks if mark.where == key and mark.span]
    done, at = [], 0
    for paragraph in paragraphs:
        done.append(replace(paragraph, words=tuple(_cut(paragraph.words, at, here))))
        at += len(paragraph.text) + 1
    return tuple(done)


def _cut(words: Sequence[Words], at: int, here: Sequence[tuple[int, tuple[int, int]]]) -> Iterator[Words]:
    for each in words:
        for start, end, numbers in spans(at, at + len(each.text), here):
            yield replace(each, text=each.text[start - at : end - at], at=each.at + start - at, marks=numbers)
        at += len(each.text)


def spans(
    start: int, end: int, here: Sequence[tuple[int, tuple[int, int]]]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The range from `start` to `end` cut at the borders of the numbered ranges `here`, each piece with the numbers of
    those it lies in. Takes about as long as there are ranges and pieces."""
    borders = {start, end} | {border for _, span in here for border in span if start < border < end}
    waiting = sorted(range(len(here)), key=lambda place: here[place][1][0], reverse=True)
    open_now: dict[int, None] = {}
    for begins, ends in itertools.pairwise(sorted(borders)):
        while waiting and here[waiting[-1]][1][0] <= begins:
            open_now[waiting.pop()] = None
        open_now = {place: None for place in open_now if here[place][1][1] > begins}
        yield begins, ends, tuple(here[place][0] for place in sorted(open_now))
