"""Findings as notes on a paper, numbered in the order of the paper, each at its words in the text as it prints.

In: a report's content and the findings on it. Out: `Annotation`s. The same numbers stand in the 校样, in the 校对意见
and on the review screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.checks.blanks import group_blanks
from reports.content import outline, references
from reports.content.figures import Figures
from reports.content.report import Content
from reports.editions import Edition, cells_of
from reports.findings import Finding
from reports.rendering import prose
from reports.rendering.marks import Mark


@dataclass(frozen=True)
class Annotation:
    """A finding with its number.

    `place` names in Chinese where it is. `cells` are the keys of all cells it is about; `span` is its range in the
    plain text of the part as it prints, and `words` are the words there (None and "" for a finding about cells).
    """

    number: int
    finding: Finding
    place: str
    cells: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    words: str = ""

    @property
    def marks(self) -> list[Mark]:
        """What the paper shows of it: one mark for each cell, else one at its words."""
        wheres = self.cells or (self.finding.where,)
        return [Mark(self.number, self.finding.level, where, self.span) for where in wheres]


def annotate(written: Content, last_year: Figures | None, findings: Iterable[Finding]) -> list[Annotation]:
    """The findings as annotations in the order of the paper, numbered from 1; many blank cells of a table are one.

    `written` holds the prose as its authors keep it and complete figures; `last_year` are the figures of the year
    before, for bound numbers that compare with them. Spans of the findings are ranges of `written.prose`.
    """
    edition = written.edition
    rank = _ranks(edition)
    ordered = sorted(findings, key=lambda each: (rank.get(each.where, -1), each.span or (0, 0), each.code))
    texts = {
        key: references.resolve(key, text, edition, written.figures, last_year) for key, text in written.prose.items()
    }
    return [
        replace(_note(finding, cells, edition, texts), number=number)
        for number, (finding, cells) in enumerate(group_blanks(edition, ordered), start=1)
    ]


def _ranks(edition: Edition) -> dict[str, int]:
    """Where every prose key and cell key stands in the order of the paper."""
    order: list[str] = ["opening"]
    for section in edition.sections:
        in_table = [key for key, cell in cells_of(edition).items() if cell.table == section.key]
        order += in_table if section.table is not None else [section.key]
    return {key: rank for rank, key in enumerate([*order, "contact"])}


def _note(
    finding: Finding, cells: tuple[str, ...], edition: Edition, texts: dict[str, references.Resolved]
) -> Annotation:
    title = outline.part_title(edition, finding.where.partition(".")[0])
    if cells:
        place = title if len(cells) > 1 else f"{title}：{cells_of(edition)[cells[0]].label}"
        return Annotation(0, finding, place, cells)
    read = texts.get(finding.where)
    if read is None or finding.span is None:
        return Annotation(0, finding, title)
    span = prose.in_plain(read.text, read.to_printed(finding.span))
    shown = prose.plain(read.text)
    paragraph = shown.count("\n", 0, span[0]) + 1
    return Annotation(0, finding, f"{title}，第{paragraph}段", span=span, words=shown[slice(*span)])
