"""The paper of the review screen: the report as it stands, marked against what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports import changes, content, history, places
from reports.content import Content
from reports.editions import Grid, GridCell, cells_of, grid_of
from reports.figures import show
from reports.marking import Paragraph, paragraphs, with_findings
from reports.models import Event, Release, Report, agency_facts
from reports.rendering import prose
from reports.rendering.document import filled, map_lines
from reports.rendering.marks import Mark, flagged
from reports.workflow import State

SIGNED, LAST_YEAR, NOTHING = "signed", "last-year", "nothing"


@dataclass(frozen=True)
class Against:
    """What the report can be marked against: `key` for the address, how a page names it, and what it said."""

    key: str
    label: str
    said: Content | None


@dataclass(frozen=True)
class Part:
    """One part of the paper: paragraphs of marked sentences, or a table with what its cells said before."""

    key: str
    title: str
    place: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: Grid | None = None


def choices(report: Report) -> list[Against]:
    """What there is to compare with: the content signed last, the year before; and always nothing at all."""
    found = [_signed(report), _last_year(report)]
    return [*(against for against in found if against), Against(NOTHING, "不标改动", None)]


def _signed(report: Report) -> Against | None:
    """The newest content that somebody signed and that has changed since, rebuilt from the saves made after it."""
    signed = Event.objects.filter(report=report, action="pass_on")
    event = signed.exclude(data__digest=report.content().digest()).order_by("-number").first()
    if event is None:
        return None
    state = history.state_at(report, event.data["version"])
    texts: dict[str, dict[str, str]] = {places.FIGURES: {}, places.PROSE: {}, places.PENDING: {}}
    for place, text in state.items():
        kind, key = places.split(place)
        texts[kind][key] = text
    written = content.gather(
        report.edition, report.year, agency_facts(report.agency), texts[places.FIGURES], texts[places.PROSE]
    )
    label = f"与第{event.data['round']}轮{State(event.data['from']).label}签名的内容相比"
    before = report.last_year()
    return Against(SIGNED, label, content.printed(written, before.figures if before else None))


def _last_year(report: Report) -> Against | None:
    before = Release.objects.filter(report__agency=report.agency_id, year=report.year - 1).newest().first()
    return Against(LAST_YEAR, f"与{report.year - 1}年的报告相比", before.content()) if before else None


def paper(said: Content, before: Content | None, marks: Sequence[Mark] = ()) -> list[Part]:
    """The parts of the report in the order of the paper, with the marks of findings at their words and cells."""
    edition = said.edition
    found = []
    keys = ["opening", *(section.key for section in edition.sections), "contact"]
    for key in keys:
        if key in edition.tables:
            grid = filled(grid_of(edition, key), edition, said.figures)
            found.append(Part(key, changes.part_title(edition, key), "", table=flagged(_marked(grid, before), marks)))
        else:
            old = prose.plain(before.prose.get(key, "")) if before else None
            new = prose.plain(said.prose[key])
            here = [mark for mark in marks if mark.where == key]
            text = with_findings(paragraphs(old, new), new, here)
            found.append(Part(key, changes.part_title(edition, key), places.prose(key), text))
    return found


def _marked(grid: Grid, before: Content | None) -> Grid:
    """The grid with a place in every value cell, and in those that said something else what they said."""
    cells = cells_of(before.edition) if before else {}

    def mark(drawn: GridCell) -> GridCell:
        if drawn.cell is None:
            return drawn
        key = drawn.cell.key
        was = show(cells[key], before.figures.get(key)) if before and key in cells else drawn.text
        return replace(drawn, place=places.figure(key), was=was if was != drawn.text else None)

    return map_lines(grid, lambda line: tuple(mark(drawn) for drawn in line))


def count(parts: list[Part]) -> int:
    """How many cells and sentences are marked."""
    sentences = sum(each.is_changed for part in parts for line in part.paragraphs for each in line)
    tables = (part.table for part in parts if part.table)
    return sentences + sum(drawn.was is not None for grid in tables for line in grid.lines for drawn in line)
