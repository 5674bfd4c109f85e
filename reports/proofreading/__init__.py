"""The proofreader: what a careful inspector would notice in the words of a report.

In: a Subject (the prose as it prints, the figures, the agency, last year). Out: Findings, each with the range of
characters it is about, in the order of the paper and within a part in the order of the text. Pure: the same subject
gives the same findings. Rules stand in files by family; `registry` declares each once, with its source.
"""

from reports.findings import Finding
from reports.proofreading import (
    addresses,
    comparisons,
    form,
    numbers,
    percentages,
    privacy,
    repetition,
    sums,
    text,
    years,
)
from reports.proofreading.registry import RULES
from reports.proofreading.subject import Other, Subject

__all__ = ["FAMILIES", "RULES", "Other", "Subject", "check"]

FAMILIES = (numbers, sums, comparisons, percentages, years, form, text, privacy, repetition, addresses)


def check(subject: Subject) -> list[Finding]:
    """Everything the rules have to say."""
    rank = {key: place for place, key in enumerate(subject.edition.prose_keys)}
    found = [finding for rule in RULES.values() for finding in rule.find(subject)]
    return sorted(found, key=lambda each: (rank.get(each.where, -1), each.span or (0, 0), each.code))
