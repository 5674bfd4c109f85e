"""A report being written, gathered once for all that the editor shows of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from agencies.access import Seat
from reports import actions, editions, history, places, progress
from reports.balances import Standing, standings
from reports.editions import Edition, cells_of
from reports.figures import Figures, complete, read, show
from reports.findings import Finding, Level, by_weight
from reports.forms import Filling, ProseForm, TableForm
from reports.models import Report

# From so many blank cells of a table on, the panel counts them instead of listing them.
MANY_BLANKS = 4


@dataclass(frozen=True)
class Listed:
    """One line of the findings panel: a sentence and where it leads; `mend` is what the button that mends it sends."""

    level: Level
    code: str
    says: str
    place: str
    span: str
    url: str
    page: str
    mend: str
    suggests: str


def report_of(seat: Seat, year: int) -> Report:
    """The report of the seat's agency for the year, or Http404."""
    report = Report.objects.select_related("agency").filter(agency=seat.agency, year=year).first()
    if report is None:
        raise Http404(f"{seat.agency.title_name}没有 {year} 年度的报告")
    return report


class Draft:
    """What one request asks of a report; every part is computed at most once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.edition: Edition = editions.get(report.edition)

    @cached_property
    def values(self) -> dict[str, str]:
        """What every place shows, pending entries in the place of the figures they could not replace."""
        held = self.report.values()
        return held | {places.figure(key): raw for key, raw in self.report.pending.items()}

    @cached_property
    def findings(self) -> list[Finding]:
        """The heaviest first."""
        return by_weight(self.report.findings())

    @cached_property
    def last_year(self) -> Figures:
        """Last year's figures, empty when there is no such report."""
        before = self.report.last_year()
        return before.figures if before else {}

    @cached_property
    def figures(self) -> Figures:
        """All cells, totals computed."""
        return complete(self.edition, read(self.edition, self.report.figures).figures)

    @cached_property
    def steps(self) -> list[progress.Step]:
        return progress.steps(self.edition, self.values, self.findings)

    @cached_property
    def linked_steps(self) -> list[dict[str, str]]:
        """The pages of the editor as its left side shows them."""
        return [
            {
                "key": step.key,
                "title": step.title,
                "state": step.state,
                "words": step.words,
                "url": self.page_url(step.key),
            }
            for step in self.steps
        ]

    @cached_property
    def listed(self) -> list[Listed]:
        """The findings as the panel lists them; many blank cells of one table are one line."""
        blanks = [finding for finding in self.findings if finding.code == progress.BLANK_CELL]
        pages = [progress.page_of(self.edition, finding.where) for finding in blanks]
        counted = {page: pages.count(page) for page in pages if pages.count(page) >= MANY_BLANKS}
        lines, said = [], set()
        for finding in self.findings:
            page = progress.page_of(self.edition, finding.where)
            says = finding.says
            if finding.code == progress.BLANK_CELL and page in counted:
                if page in said:
                    continue
                said.add(page)
                says = f"“{progress.titles(self.edition)[page]}”还有 {counted[page]} 格没有填写；没有发生的，请填 0"
            lines.append(self._line(finding, page, says))
        return lines

    def _line(self, finding: Finding, page: str, says: str) -> Listed:
        place = progress.place_of(self.edition, finding.where)
        span = "-".join(map(str, finding.span)) if finding.span else ""
        return Listed(
            level=finding.level,
            code=finding.code,
            says=says,
            place=place,
            span=span,
            url=f"{self.page_url(page)}#{place}",
            page=page,
            mend=self._mend(finding, place, span),
            suggests=finding.suggests,
        )

    def _mend(self, finding: Finding, place: str, span: str) -> str:
        """Place, range, words and what takes their place, where the rule is sure of it."""
        if not (finding.suggests and finding.span):
            return ""
        words = self.values.get(place, "")[slice(*finding.span)]
        return f"{place}|{span}|{words}|{finding.suggests}"

    def page_url(self, page: str) -> str:
        return reverse("desk:edit", args=[self.report.agency.code, self.report.year, page])

    def balances(self, page: str) -> list[list[Standing]]:
        """The balances of the page's table, column by column."""
        return list(standings(self.edition, page, self.figures)) if page in self.edition.tables else []

    def form(self, page: str, **options: Any) -> TableForm | ProseForm:
        """The page's form with what every place shows now."""
        if page not in self.edition.tables:
            keys = [places.split(place)[1] for place in progress.places_on(self.edition, page)]
            values = {key: self.values.get(places.prose(key), "") for key in keys}
            return ProseForm(self.edition, keys, values=values, **options)
        values = {places.split(place)[1]: text for place, text in self.values.items()}
        filling = Filling(self.figures, self.last_year, self.carried, tuple(self.findings))
        return TableForm(self.edition, page, values=values, filling=filling, **options)

    @cached_property
    def carried(self) -> frozenset[str]:
        """Cells that still hold what was taken over from last year."""
        return frozenset(places.split(place)[1] for place in history.untouched(self.report, actions.FROM_LAST_YEAR))

    def computed(self, page: str) -> dict[str, str]:
        """The totals of the page's table as the page prints them, by cell key."""
        cells = cells_of(self.edition).values()
        return {cell.key: show(cell, self.figures[cell.key]) for cell in cells if cell.computed and cell.table == page}

    def marks(self, page: str) -> dict[str, dict[str, str]]:
        """What is wrong at each place of the page: the heaviest level, and all sentences."""
        marks: dict[str, dict[str, str]] = {}
        for finding in self.findings:
            if progress.page_of(self.edition, finding.where) == page and finding.code != progress.BLANK_CELL:
                mark = marks.setdefault(
                    progress.place_of(self.edition, finding.where), {"level": finding.level.value, "says": ""}
                )
                mark["says"] = "；".join(filter(None, (mark["says"], finding.says)))
        return marks
