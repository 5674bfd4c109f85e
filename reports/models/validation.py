"""What the checks need of a stored report, and their findings as Django's validation errors. Writes nothing.

In: a report as it is written, and what stands around it in the database. Out: findings, or ValidationError.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from agencies.models import Agency
from reports import editions
from reports.checks import arithmetic, proofread
from reports.content import entries, figures
from reports.content.report import Content
from reports.findings import Finding, errors
from reports.models.neighbours import neighbours


@dataclass(frozen=True)
class CheckedReport:
    """A report as the checks see it.

    `written` is its content with the prose as its authors wrote it; `entered` holds the typed values and `pending` the
    entries that no cell can hold, as stored, by cell key. `earlier` is what the newest release of the latest year
    before says, whichever year that is.
    """

    agency: Agency
    written: Content
    entered: Mapping[str, object]
    pending: Mapping[str, str]
    earlier: Content | None

    @property
    def last_year(self) -> Content | None:
        """What was published of the year before, if anything was."""
        return self.earlier if self.earlier and self.earlier.year == self.written.year - 1 else None


def findings(report: CheckedReport) -> list[Finding]:
    """Everything the checks have to say: of the figures in the order of the rules, then of the words. One query."""
    others = neighbours(report.agency, report.written.year)
    words = proofread.proofread(report.written, report.last_year, others)
    return arithmetic.check(figure_subject(report)) + words


def figure_subject(report: CheckedReport) -> arithmetic.FigureSubject:
    """What the arithmetic checks: the report's figures beside those of the year before."""
    edition = report.written.edition
    entered = figures.parse_all(edition, report.entered)
    return arithmetic.FigureSubject(
        edition=edition,
        year=report.written.year,
        figures=entered.figures,
        faults={**entered.faults, **pending_faults(edition, report.pending)},
        may_make_regulations=report.agency.may_make_regulations,
        last_year=report.last_year.figures if report.last_year else None,
        expects_last_year=report.earlier is not None,
    )


def pending_faults(edition: editions.Edition, pending: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each entry that waits to be corrected, by cell key."""
    cells = editions.cells_of(edition)
    return {key: f"{entries.parse_entry(cells[key], raw).fault}，没有采用" for key, raw in pending.items()}


def validate_form(edition_code: str, entered: object, prose: object, pending: object) -> None:
    """Raise ValidationError, by field, where a stored value does not have the form its readers rely on."""
    try:
        edition = editions.get(edition_code)
    except editions.NoEdition as error:
        raise ValidationError({"edition": str(error)}) from error
    faults = {}
    for name, value, title in (("figures", entered, "数据"), ("pending", pending, "待改正的填写")):
        if not isinstance(value, dict):
            faults[name] = f"{title}应是单元格键到数值的对应表。"
    if prose_fault := _prose_fault(edition, prose):
        faults["prose"] = prose_fault
    if faults:
        raise ValidationError(faults)


def validate_findings(reported: Iterable[Finding]) -> None:
    """Raise the findings of level error as ValidationError; each carries its code, and its cell in `params`."""
    faults = [
        ValidationError("%(says)s", code=finding.code, params={"says": finding.says, "where": finding.where})
        for finding in errors(reported)
    ]
    if faults:
        raise ValidationError({"figures": faults})


def _prose_fault(edition: editions.Edition, prose: object) -> str:
    """A sentence for the last part of the prose that the edition does not have or that is no text; else empty."""
    if not isinstance(prose, dict):
        return "文字应是各部分到文字的对应表。"
    fault = ""
    for key, text in prose.items():
        if key not in edition.prose_keys:
            fault = f"{edition.code} 版格式没有“{key}”这一部分。"
        elif not isinstance(text, str):
            fault = f"“{key}”应是文字。"
    return fault
