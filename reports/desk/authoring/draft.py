"""A report being written: everything that the pages of the editor show of it, computed once a request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from agencies.access import AgencyContext
from reports import actions, editions
from reports.checks.balances import BalanceLine, balance_lines
from reports.checks.blanks import group_blanks
from reports.content import fields, outline
from reports.content.figures import Figures, complete, parse_all, show
from reports.content.report import Content
from reports.editions import Edition, cells_of
from reports.findings import Finding, Level, by_weight
from reports.forms import EntryContext, ProseForm, TableForm, earlier_texts
from reports.models import Explanation, Report
from reports.models.explanation import ReviewedFinding, reviewed_findings
from reports.queries import history


@dataclass(frozen=True)
class FindingRow:
    """One row of the panel of findings: the finding with its sentence, its place and its page.

    `span` is `start-end` in the text of the place, empty for a cell. `fix` is what the button that corrects it posts,
    empty where the rule has no sure correction. `suggests` are the words that should stand there. `reviewed` is the
    finding with its explanation; None for a line that stands for many blank cells.
    """

    finding: Finding
    level: Level
    code: str
    says: str
    place: str
    span: str
    url: str
    page: str
    fix: str
    suggests: str
    reviewed: ReviewedFinding | None = None

    @property
    def is_open(self) -> bool:
        """Whether it must still be corrected or explained."""
        return self.level is not Level.NOTICE and self.explanation is None

    @property
    def explanation(self) -> Explanation | None:
        """Why it may stay, where somebody said so."""
        return self.reviewed.explanation if self.reviewed else None

    @property
    def is_unfilled(self) -> bool:
        """Whether something is still to be written behind its place, in which nothing is wrong."""
        return self.code in outline.UNFILLED

    @property
    def key(self) -> str:
        """What the row is known by while the panel is redrawn: the same finding keeps it while the text moves."""
        return f"{self.code} {self.place} {self.says}"

    @property
    def fingerprint(self) -> str:
        """What an explanation of it names; empty where nobody may explain it."""
        return self.reviewed.fingerprint if self.reviewed and self.reviewed.explainable else ""


def report_of(ctx: AgencyContext, year: int) -> Report:
    """The report of the agency in `ctx` for the year. Raises Http404 when there is none."""
    report = Report.objects.select_related("agency").filter(agency=ctx.agency, year=year).first()
    if report is None:
        raise Http404(f"{ctx.agency.title_name}没有 {year} 年度的报告")
    return report


class Draft:
    """A report as the pages of the editor show it, made once a request; every property is computed at most once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.edition: Edition = editions.get(report.edition)

    @cached_property
    def values(self) -> dict[str, str]:
        """What every place shows, pending entries in the place of the figures they could not replace."""
        values = self.report.values()
        return values | {fields.figure(key): raw for key, raw in self.report.pending.items()}

    @cached_property
    def findings(self) -> list[Finding]:
        """The heaviest first."""
        return by_weight(self.report.findings())

    @cached_property
    def before(self) -> Content | None:
        """What last year's published report says, if there is one."""
        return self.report.last_year()

    @property
    def last_year(self) -> Figures:
        """Last year's figures, empty when there is no such report."""
        return self.before.figures if self.before else {}

    @cached_property
    def figures(self) -> Figures:
        """All cells, totals computed."""
        return complete(self.edition, parse_all(self.edition, self.report.figures).figures)

    @cached_property
    def steps(self) -> list[outline.Step]:
        """The pages of the editor in order, each with how complete it is."""
        return outline.steps(self.edition, self.values, self.unexplained)

    @cached_property
    def linked_steps(self) -> list[dict[str, str]]:
        """The pages of the editor as its left side shows them."""
        return [
            {
                "key": step.key,
                "title": step.title,
                "state": step.state,
                "words": step.words,
                "short": step.short,
                "brief": step.brief,
                "url": self.page_url(step.key),
            }
            for step in self.steps
        ]

    @cached_property
    def reviewed(self) -> list[ReviewedFinding]:
        """The findings in the same order, each with the explanation that stands for it. One query."""
        return reviewed_findings(self.report, self.findings)

    @cached_property
    def open_count(self) -> int:
        """How many problems are still to be mended or explained; many blank cells of one table are one."""
        return sum(row.is_open for row in self.finding_rows)

    @cached_property
    def open_rows(self) -> list[FindingRow]:
        """The rows without an explanation, notices too."""
        return [row for row in self.finding_rows if row.explanation is None]

    @cached_property
    def explained_rows(self) -> list[FindingRow]:
        """The rows that may stay for a reason somebody gave."""
        return [row for row in self.finding_rows if row.explanation]

    @cached_property
    def unexplained(self) -> list[Finding]:
        """The findings that nobody gave a reason for, the heaviest first."""
        return [each.finding for each in self.reviewed if each.explanation is None]

    @cached_property
    def finding_rows(self) -> list[FindingRow]:
        """The findings as the panel lists them; many blank cells of one table are one line."""
        return [self._row(finding) for finding, _ in group_blanks(self.edition, self.findings)]

    def _row(self, finding: Finding) -> FindingRow:
        page = outline.page_of(self.edition, finding.where)
        place = outline.place_of(self.edition, finding.where)
        span = "-".join(map(str, finding.span)) if finding.span else ""
        return FindingRow(
            finding=finding,
            level=finding.level,
            code=finding.code,
            says=finding.says,
            place=place,
            span=span,
            url=f"{self.page_url(page)}#{place}",
            page=page,
            fix=self._fix(finding, place, span),
            suggests=finding.suggests,
            reviewed=self._reviewed_by_finding.get(finding),
        )

    @cached_property
    def _reviewed_by_finding(self) -> dict[Finding, ReviewedFinding]:
        return {each.finding: each for each in self.reviewed}

    def _fix(self, finding: Finding, place: str, span: str) -> str:
        """`place|span|words|suggestion` as the button posts it; empty where the rule has no sure correction."""
        if not (finding.suggests and finding.span):
            return ""
        words = self.values.get(place, "")[slice(*finding.span)]
        return f"{place}|{span}|{words}|{finding.suggests}"

    def page_url(self, page: str) -> str:
        """The address of a page of the editor."""
        return reverse("desk:edit", args=[self.report.agency.code, self.report.year, page])

    def balances(self, page: str) -> list[list[BalanceLine]]:
        """The balances of the page's table, column by column."""
        return list(balance_lines(self.edition, page, self.figures)) if page in self.edition.tables else []

    def form(self, page: str, **options: Any) -> TableForm | ProseForm:
        """The page's form with what every place shows now."""
        if page not in self.edition.tables:
            keys = [fields.split(place)[1] for place in outline.places_on(self.edition, page)]
            values = {key: self.values.get(fields.prose(key), "") for key in keys}
            earlier = earlier_texts(self.before, keys)
            return ProseForm(self.edition, keys, values=values, earlier=earlier, **options)
        values = {fields.split(place)[1]: text for place, text in self.values.items()}
        shown = (self.figures, self.last_year, self.from_last_year, tuple(self.unexplained), self.balances(page))
        entry_context = EntryContext(*shown)
        return TableForm(self.edition, page, values=values, entry_context=entry_context, **options)

    @cached_property
    def from_last_year(self) -> frozenset[str]:
        """Cells that still hold what was taken over from last year."""
        return frozenset(fields.split(place)[1] for place in history.untouched(self.report, actions.FROM_LAST_YEAR))

    def computed(self, page: str) -> dict[str, str]:
        """The totals of the page's table as the page prints them, by cell key."""
        cells = cells_of(self.edition).values()
        return {cell.key: show(cell, self.figures[cell.key]) for cell in cells if cell.computed and cell.table == page}

    def marks(self, page: str) -> dict[str, dict[str, str]]:
        """What is wrong at each place of the page and not explained: the heaviest level, and all sentences."""
        marks: dict[str, dict[str, str]] = {}
        for finding in self.unexplained:
            if outline.page_of(self.edition, finding.where) == page and finding.code != outline.BLANK_CELL:
                mark = marks.setdefault(
                    outline.place_of(self.edition, finding.where), {"level": finding.level.value, "says": ""}
                )
                mark["says"] = "；".join(filter(None, (mark["says"], finding.says)))
        return marks
