"""What the edition's arithmetic says, within a report and from year to year.

In: a `Subject` (edition, figures, what is known of the agency and of last year). Out: findings with one Chinese
sentence each. Rules are pure and know no screen; the relations they check are declared in the edition file.
"""

from dataclasses import replace

from reports.figures import complete
from reports.findings import Finding
from reports.validation import between, within
from reports.validation.registry import RULES, Subject

__all__ = ["RULES", "STATED", "WRITTEN", "Subject", "check", "check_stated"]

# What cannot be counted first, then what is missing, then what does not add up.
WRITTEN = (
    within.not_a_number,
    within.blank,
    within.balance,
    within.regulations,
    within.proceedings_without_requests,
    within.other_processing,
    between.carry_over,
    between.in_force,
    between.jump,
    between.no_last_year,
)
STATED = (*WRITTEN[:2], within.blank_totals, within.total, *WRITTEN[2:])


def check(subject: Subject) -> list[Finding]:
    """Findings on a report being written: totals are computed, so only what people type can be wrong."""
    written = replace(subject, figures=complete(subject.edition, subject.figures))
    return [finding for find in WRITTEN for finding in find(written)]


def check_stated(subject: Subject) -> list[Finding]:
    """Findings on a report somebody published: stated totals are compared, never repaired."""
    return [finding for find in STATED for finding in find(subject)]
