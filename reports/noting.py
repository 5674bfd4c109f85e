"""Findings as notes on a paper: numbered as a reader meets them, each at its words in the text as it prints. Pure.

The same numbers stand in the 校样, in the 校对意见 and on the review screen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports import binding, changes, progress
from reports.content import Content
from reports.editions import Edition, cells_of
from reports.figures import Figures
from reports.findings import Finding
from reports.rendering import prose
from reports.rendering.marks import Mark

# From so many blank cells of a table on, they are one note.
MANY_BLANKS = 4


@dataclass(frozen=True)
class Note:
    """A finding with its number. `cells` are all the cells it is about; `span` and `words` are its range in the plain
    text of the part as it prints, and what stands there. `place` names where it is in words."""

    number: int
    finding: Finding
    place: str
    cells: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    words: str = ""

    @property
    def marks(self) -> list[Mark]:
        wheres = self.cells or (self.finding.where,)
        return [Mark(self.number, self.finding.level, where, self.span) for where in wheres]


def notes(written: Content, last_year: Figures | None, findings: Iterable[Finding]) -> list[Note]:
    """The findings on a report, in the order of the paper; many blank cells of a table are one note."""
    edition = written.edition
    rank = _ranks(edition)
    ordered = sorted(findings, key=lambda each: (rank.get(each.where, -1), each.span or (0, 0), each.code))
    texts = {
        key: binding.resolve(key, text, edition, written.figures, last_year) for key, text in written.prose.items()
    }
    return [
        replace(_note(finding, cells, edition, texts), number=number)
        for number, (finding, cells) in enumerate(_gathered(ordered, edition), start=1)
    ]


def _ranks(edition: Edition) -> dict[str, int]:
    """Where every prose key and cell key stands in the order of the paper."""
    order: list[str] = ["opening"]
    for section in edition.sections:
        in_table = [key for key, cell in cells_of(edition).items() if cell.table == section.key]
        order += in_table if section.table is not None else [section.key]
    return {key: rank for rank, key in enumerate([*order, "contact"])}


def _gathered(findings: list[Finding], edition: Edition) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """Each finding with its cells; the blank cells of a table, where they are many, with the first of them."""
    blanks: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code == progress.BLANK_CELL:
            blanks.setdefault(finding.where.partition(".")[0], []).append(finding.where)
    said = set()
    for finding in findings:
        table = finding.where.partition(".")[0]
        many = blanks.get(table, []) if finding.code == progress.BLANK_CELL else []
        if len(many) < MANY_BLANKS:
            yield finding, (finding.where,) if finding.where in cells_of(edition) else ()
        elif table not in said:
            said.add(table)
            says = f"“{progress.titles(edition)[table]}”有 {len(many)} 格没有填写；没有发生的，请填 0"
            yield replace(finding, says=says), tuple(many)


def _note(finding: Finding, cells: tuple[str, ...], edition: Edition, texts: dict[str, binding.Resolved]) -> Note:
    title = changes.part_title(edition, finding.where.partition(".")[0])
    if cells:
        place = title if len(cells) > 1 else f"{title}：{cells_of(edition)[cells[0]].label}"
        return Note(0, finding, place, cells)
    read = texts.get(finding.where)
    if read is None or finding.span is None:
        return Note(0, finding, title)
    span = prose.in_plain(read.text, read.to_printed(finding.span))
    shown = prose.plain(read.text)
    paragraph = shown.count("\n", 0, span[0]) + 1
    return Note(0, finding, f"{title}，第{paragraph}段", span=span, words=shown[slice(*span)])
