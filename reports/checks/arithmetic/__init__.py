"""The rules about figures: within a report (B) and against the report of the year before (C).

In: a `FigureSubject` (edition, figures, what is known of the agency and of last year). Out: findings with one Chinese
sentence each. Rules know no screen; the relations they check and the cells they name are declared in the edition file.
"""

from dataclasses import replace

from reports.checks.arithmetic import within_report, year_to_year
from reports.checks.arithmetic.registry import RULES, FigureSubject
from reports.content.figures import complete
from reports.findings import Finding

__all__ = ["RULES", "STATED", "WRITTEN", "FigureSubject", "check", "check_stated"]

# What cannot be counted first, then what is missing, then what does not add up.
WRITTEN = (
    within_report.not_a_number,
    within_report.blank,
    within_report.balance,
    within_report.regulations,
    within_report.proceedings_without_requests,
    within_report.other_processing,
    year_to_year.carry_over,
    year_to_year.in_force,
    year_to_year.jump,
    year_to_year.no_last_year,
)
STATED = (*WRITTEN[:2], within_report.blank_totals, within_report.total, *WRITTEN[2:])


def check(subject: FigureSubject) -> list[Finding]:
    """Findings on a report being written, in the order of `WRITTEN`.

    Its totals are computed from the typed cells first, so only what people type can be wrong.
    """
    written = replace(subject, figures=complete(subject.edition, subject.figures))
    return [finding for find in WRITTEN for finding in find(written)]


def check_stated(subject: FigureSubject) -> list[Finding]:
    """Findings on a published report as it was read, in the order of `STATED`: stated totals are compared (B102)."""
    return [finding for find in STATED for finding in find(subject)]
