"""The paper of the review screen: a report's content marked against an earlier content, with marks of findings.

In: a content, an earlier one (or none), and marks. Out: the parts of the report in the order of the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.content import fields, outline
from reports.content.figures import show
from reports.content.report import Content
from reports.editions import Grid, GridCell, cells_of, grid_of
from reports.rendering import prose
from reports.rendering.document import filled, map_lines
from reports.rendering.marks import Mark, flagged
from reports.reviewing.redline import RedlineParagraph, paragraphs, with_findings


@dataclass(frozen=True)
class MarkedPart:
    """One part of the paper: paragraphs of marked sentences, or a table whose cells carry their earlier text.

    `place` is that of a part in words (`content.fields`), empty for a table.
    """

    key: str
    title: str
    place: str
    paragraphs: tuple[RedlineParagraph, ...] = ()
    table: Grid | None = None


def marked_parts(content: Content, before: Content | None, marks: Sequence[Mark] = ()) -> list[MarkedPart]:
    """The parts of the report in the order of the paper, with changes against `before` (None: no changes are marked).

    `content` and `before` are as they print; `marks` are those of findings, at cells and ranges of the printed text.
    """
    edition = content.edition
    keys = ["opening", *(section.key for section in edition.sections), "contact"]
    return [
        _table(content, before, key, marks) if key in edition.tables else _words(content, before, key, marks)
        for key in keys
    ]


def _table(content: Content, before: Content | None, key: str, marks: Sequence[Mark]) -> MarkedPart:
    grid = filled(grid_of(content.edition, key), content.edition, content.figures)
    title = outline.part_title(content.edition, key)
    return MarkedPart(key, title, "", table=flagged(_with_earlier_texts(grid, before), marks))


def _words(content: Content, before: Content | None, key: str, marks: Sequence[Mark]) -> MarkedPart:
    old = prose.plain(before.prose.get(key, "")) if before else None
    new = prose.plain(content.prose[key])
    text = with_findings(paragraphs(old, new), new, [mark for mark in marks if mark.where == key])
    return MarkedPart(key, outline.part_title(content.edition, key), fields.prose(key), text)


def _with_earlier_texts(grid: Grid, before: Content | None) -> Grid:
    """The grid with a place in every cell that holds a figure, and its earlier text in those that changed."""
    cells = cells_of(before.edition) if before else {}

    def mark(drawn: GridCell) -> GridCell:
        if drawn.cell is None:
            return drawn
        key = drawn.cell.key
        was = show(cells[key], before.figures.get(key)) if before and key in cells else drawn.text
        return replace(drawn, place=fields.figure(key), was=was if was != drawn.text else None)

    return map_lines(grid, lambda line: tuple(mark(drawn) for drawn in line))


def count_changes(parts: Sequence[MarkedPart]) -> int:
    """How many cells and sentences of the parts differ from the earlier content."""
    sentences = sum(each.is_changed for part in parts for line in part.paragraphs for each in line)
    tables = (part.table for part in parts if part.table)
    return sentences + sum(drawn.was is not None for grid in tables for line in grid.lines for drawn in line)
