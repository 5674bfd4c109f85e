"""The proofreader: the rules about the prose of a report.

In: a `ProseSubject` (the prose as it prints, the figures, the agency, last year). Out: findings, each with the range of
characters it is about. The same subject always gives the same findings, as long as the rules have time to finish
(`checks.limits`). Rules stand in files by family; the decorator `registry.rule` declares each once, with its source.
"""

from collections.abc import Iterator
from time import thread_time

from reports.checks import limits
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


def check(subject: ProseSubject, seconds: float = limits.SECONDS) -> list[Finding]:
    """The findings of all rules about prose, in the order of the paper and within a part in the order of the text.

    After so many seconds of CPU the rules are stopped, and an error says that they were.
    """
    rank = {key: place for place, key in enumerate(subject.edition.prose_keys)}
    findings = list(_within(subject, seconds))
    return sorted(findings, key=lambda each: (rank.get(each.where, -1), each.span or (0, 0), each.code))


def _within(subject: ProseSubject, seconds: float) -> Iterator[Finding]:
    until = thread_time() + seconds
    for rule in RULES.values():
        for finding in rule.find(subject):
            yield finding
            if thread_time() > until:
                break
        if thread_time() > until:
            yield limits.unfinished(subject.prose)
            return
