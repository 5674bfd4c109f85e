"""Bound numbers on a page of the editor: the prose as it prints, numbers that could be bound, and cells to insert.

In: an edition, the texts of the report by place (`content.fields`), complete figures and findings. Out: what the editor
shows below its text areas, and the text in which some words are replaced. It writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reports.authoring.prose_marks import Marks, part_marks
from reports.authoring.suggestions import Candidate, candidates
from reports.content import fields, outline, references
from reports.content.figures import Figures, show
from reports.content.references import CHANGE, SHARE, Reference
from reports.editions import Cell, Edition, cells_of
from reports.findings import Finding
from reports.rendering.marks import spans
from reports.rendering.prose import in_plain, plain

# What a token can print, with the label in the list of choices.
KINDS = (("", "数字本身"), (CHANGE, "同比（与上年相比）"), (SHARE, "占比（占另一格的百分之几）"))
MOST_OFFERS = 60  # of a part: once these are bound or changed, the next are offered


class TextHasChanged(ValueError):
    """The words to be replaced do not stand there any more; the message is a Chinese sentence."""


@dataclass(frozen=True)
class PrintedPiece:
    """Words that print together: a bound number or none, and the heaviest finding about them or none."""

    text: str
    bound: Reference | None = None
    finding: Finding | None = None

    @property
    def span(self) -> str:
        """The range of the finding in the text area, such as “4-6”; empty without one."""
        return "-".join(map(str, (self.finding and self.finding.span) or ()))


@dataclass(frozen=True)
class PrintedPart:
    """A part in words as it prints: its place, and its paragraphs in pieces."""

    place: str
    paragraphs: list[list[PrintedPiece]]

    @property
    def has_bound(self) -> bool:
        """Whether a bound number is in it."""
        return any(piece.bound for line in self.paragraphs for piece in line)

    @property
    def has_findings(self) -> bool:
        """Whether a finding is about words of it."""
        return any(piece.finding for line in self.paragraphs for piece in line)


@dataclass(frozen=True)
class BindingOffer:
    """A number that could be bound, in the text of a place."""

    place: str
    candidate: Candidate

    @property
    def sends(self) -> list[tuple[str, str, str]]:
        """For each choice its label, its token and the value of the button that binds it (see `replaced`)."""
        start, end = self.candidate.span
        return [
            (choice.label, choice.token, f"{self.place}|{start}-{end}|{self.candidate.number}|{choice.token}")
            for choice in self.candidate.choices
        ]


@dataclass(frozen=True)
class PageNumbers:
    """What stands below the text areas of a page: its parts as they print, and the numbers that could be bound.

    `marks` are the same by place for the editor, which draws them into the text (`prose_marks`).
    """

    readings: list[PrintedPart]
    offers: list[BindingOffer]
    marks: dict[str, Marks]


@dataclass(frozen=True)
class ReportTexts:
    """What a report holds: texts by place, complete figures and last year's by cell key, findings, heaviest first."""

    edition: Edition
    values: Mapping[str, str]
    figures: Figures
    last_year: Figures
    findings: Sequence[Finding]


def page_numbers(report: ReportTexts, page: str) -> PageNumbers | None:
    """What to show below the text areas of the page; None for a page with a table.

    A part without bound numbers and without findings about its words is left out of `readings`.
    """
    edition = report.edition
    if page in edition.tables:
        return None
    readings, offers, marks = [], [], {}
    for place in outline.places_on(edition, page):
        key = fields.split(place)[1]
        prose = report.values.get(place, "")
        resolved = references.resolve(key, prose, edition, report.figures, report.last_year)
        marked = [finding for finding in report.findings if finding.where == key and finding.span]
        if resolved.bound or marked:
            readings.append(PrintedPart(place, [line for line in _lines(resolved, marked) if line]))
        bindable = list(islice(candidates(key, prose, edition, report.figures), MOST_OFFERS))
        offers += [BindingOffer(place, each) for each in bindable]
        marks[place] = part_marks(prose, resolved, marked, bindable)
    return PageNumbers(readings, offers, marks)


def _lines(resolved: references.Resolved, findings: Sequence[Finding]) -> Iterable[list[PrintedPiece]]:
    """The printed text in paragraphs, cut at its bound numbers and its findings, which come heaviest first."""
    shown = plain(resolved.text)
    printed = [resolved.to_printed(each.span) for each in findings if each.span]
    printed += [bound.printed for bound in resolved.bound]
    ranges = [(number, in_plain(resolved.text, span)) for number, span in enumerate(printed)]
    pieces: list[PrintedPiece] = []
    for start, end, numbers in spans(0, len(shown), ranges):
        finding = next((findings[number] for number in numbers if number < len(findings)), None)
        bound = next((resolved.bound[number - len(findings)] for number in numbers if number >= len(findings)), None)
        first, *rest = shown[start:end].split("\n")
        pieces += [PrintedPiece(first, bound, finding)] if first else []
        for line in rest:
            yield pieces
            pieces = [PrintedPiece(line, bound, finding)] if line else []
    yield pieces


@dataclass(frozen=True)
class CellChoice:
    """A cell to choose from, with its present figure as the paper prints it."""

    cell: Cell
    figure: str


def cell_choices(edition: Edition, figures: Figures) -> list[tuple[str, list[CellChoice]]]:
    """Every cell an author can insert, by the title of its table, in the order of the paper. `figures` are complete."""
    titles = outline.page_titles(edition)
    by_title: dict[str, list[CellChoice]] = {titles[table]: [] for table in edition.tables}
    for cell in cells_of(edition).values():
        by_title[titles[cell.table]].append(CellChoice(cell, show(cell, figures[cell.key])))
    return list(by_title.items())


def replaced(edition: Edition, page: str, values: Mapping[str, str], request: str) -> tuple[str, str, str]:
    """The place of a replacement, its text now and its text afterwards.

    `request` is `place|start-end|words|new words`, as the buttons of the editor send it; `values` are the report's
    texts by place. Raises TextHasChanged where the words do not stand at that range of a text of the page any more.
    """
    place, span, words, new = [*request.split("|", 3), "", "", ""][:4]
    start, _, end = span.partition("-")
    now = values.get(place, "")
    whole = place in outline.places_on(edition, page) and start.isdecimal() and end.isdecimal()
    if not whole or now[int(start) : int(end)] != words or not words:
        raise TextHasChanged("文字已经改动，请在现在的文字里重新选择。")
    return place, now, now[: int(start)] + new + now[int(end) :]
