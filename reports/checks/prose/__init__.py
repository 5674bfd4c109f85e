"""The proofreader: the rules about the prose of a report.

In: a `ProseSubject` (the prose as it prints, the figures, the agency, last year). Out: findings, each with the range of
characters it is about. The same subject always gives the same findings. Rules stand in files by family; the decorator
`registry.rule` declares each once, with its source.
"""

from reports.checks.prose import (
    addresses,
    comparisons,
    form,
    numbers,
    percentages,
    privacy,
    repetition,
    sums,
    text,
    unwritten,
    years,
)
from reports.checks.prose.registry import RULES
from reports.checks.prose.subject import OtherAgency, ProseSubject
from reports.findings import Finding

__all__ = ["FAMILIES", "RULES", "OtherAgency", "ProseSubject", "check"]

FAMILIES = (numbers, sums, comparisons, percentages, years, form, unwritten, text, privacy, repetition, addresses)


def check(subject: ProseSubject) -> list[Finding]:
    """The findings of all rules about prose, in the order of the paper and within a part in the order of the text."""
    rank = {key: place for place, key in enumerate(subject.edition.prose_keys)}
    findings = [finding for rule in RULES.values() for finding in rule.find(subject)]
    return sorted(findings, key=lambda each: (rank.get(each.where, -1), each.span or (0, 0), each.code))
