"""How often each rule speaks, and how often it is explained away, in the reports that a person may see."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache

from agencies.models import Agency
from reports.models import Explanation, Report

NEWEST = 40  # reports, those changed last
BUDGET = 2.0  # seconds for the reports not counted lately; the rest wait for the next time
KEPT = 24 * 60 * 60  # seconds for which the count of a report is kept while nobody writes in it


@dataclass(frozen=True)
class Tally:
    """`counted` of the `visible` reports; by code how often a rule spoke, in how many reports, and how many of its
    findings a named person has explained."""

    counted: int
    visible: int
    fired: Mapping[str, int]
    reports: Mapping[str, int]
    explained: Mapping[str, int]


def of(user: User) -> Tally:
    """The count for what the user may see now: reports of agencies they belong to or supervise."""
    visible = Report.objects.filter(agency__in=Agency.objects.visible_to(user))
    newest = visible.select_related("agency").order_by("-updated_at", "-pk")[:NEWEST]
    found = _counts(list(newest))
    fired: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for codes in found.values():
        fired.update(codes)
        reports.update(codes.keys())
    return Tally(len(found), visible.count(), fired, reports, _explained(list(found)))


def _counts(reports: Sequence[Report]) -> dict[int, dict[str, int]]:
    """How often each code is found in each report, by the report's key; as many reports as the budget allows."""
    keys = {report.pk: f"fired-{report.pk}-{report.version}-{report.updated_at.timestamp()}" for report in reports}
    known = cache.get_many(keys.values())
    found: dict[int, dict[str, int]] = {}
    made: dict[str, dict[str, int]] = {}
    end = time.monotonic() + BUDGET
    for report in reports:
        key = keys[report.pk]
        if key not in known:
            if time.monotonic() > end:
                continue
            made[key] = dict(Counter(finding.code for finding in report.findings()))
        found[report.pk] = known.get(key) or made.get(key) or {}
    cache.set_many(made, KEPT)
    return found


def _explained(reports: Sequence[int]) -> Counter[str]:
    """By code the findings whose newest explanation was not taken back."""
    newest = Explanation.objects.filter(report__in=reports).order_by("report_id", "fingerprint", "-pk")
    said = newest.distinct("report_id", "fingerprint").values_list("code", "reason")
    return Counter(code for code, reason in said if reason)
