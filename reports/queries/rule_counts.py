"""How often each rule raised a finding, and how often that was explained, in the reports that a person may see."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from agencies.models import Agency, User
from reports.models import Explanation, Report

NEWEST = 40  # reports, those changed last
SECONDS_TO_COUNT = 2.0  # seconds for the reports not counted lately; the rest wait for the next time
CACHE_SECONDS = 24 * 60 * 60  # seconds for which the count of a report is kept while nobody writes in it


@dataclass(frozen=True)
class RuleCounts:
    """Counts over the `counted` of the `visible` reports.

    By code of the rule: its findings (`fired`), the reports with one (`reports`), the findings explained (`explained`).
    """

    counted: int
    visible: int
    fired: Mapping[str, int]
    reports: Mapping[str, int]
    explained: Mapping[str, int]


def for_user(user: User) -> RuleCounts:
    """The count for what the user may see now: reports of agencies they belong to or supervise."""
    visible = Report.objects.filter(agency__in=Agency.objects.visible_to(user))
    newest = visible.select_related("agency").order_by("-updated_at", "-pk")[:NEWEST]
    counts = _counts(list(newest))
    fired: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for codes in counts.values():
        fired.update(codes)
        reports.update(codes.keys())
    return RuleCounts(len(counts), visible.count(), fired, reports, _explained(list(counts)))


def _counts(reports: Sequence[Report]) -> dict[int, dict[str, int]]:
    """How often each code is found in each report, by the report's key; as many reports as the budget allows."""
    keys = {report.pk: f"fired-{report.pk}-{report.version}-{report.updated_at.timestamp()}" for report in reports}
    cached = cache.get_many(keys.values())
    counts: dict[int, dict[str, int]] = {}
    computed: dict[str, dict[str, int]] = {}
    end = time.monotonic() + SECONDS_TO_COUNT
    for report in reports:
        key = keys[report.pk]
        if key not in cached:
            if time.monotonic() > end:
                continue
            computed[key] = dict(Counter(finding.code for finding in report.findings()))
        counts[report.pk] = cached.get(key) or computed.get(key) or {}
    cache.set_many(computed, CACHE_SECONDS)
    return counts


def _explained(reports: Sequence[int]) -> Counter[str]:
    """By code the findings whose newest explanation was not taken back."""
    newest = Explanation.objects.filter(report__in=reports).order_by("report_id", "fingerprint", "-pk")
    explained = newest.distinct("report_id", "fingerprint").values_list("code", "reason")
    return Counter(code for code, reason in explained if reason)
