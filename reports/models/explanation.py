"""Explanation: why a finding may stay, in the words of a named person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.findings import Finding, Level, errors, fingerprint, is_explainable
from reports.models.report import Report


class Explanation(models.Model):
    """A reason bound to one finding by its fingerprint (`reports.findings`); it lapses when what was marked changes.

    Never changed: a newer explanation of the same fingerprint counts, an empty reason takes it back.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="explanations", verbose_name="报告")
    code = models.CharField("规则", max_length=8)
    place = models.CharField("位置", max_length=100)
    says = models.CharField("发现的问题", max_length=1000)
    fingerprint = models.CharField("指纹", max_length=64)
    reason = models.CharField("说明", max_length=500, blank=True, default="")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="说明人")
    at = models.DateTimeField("时间", default=timezone.now)

    under_chain: ClassVar = (("report_id", "code", "place", "says", "fingerprint", "reason", "author_id", "at"),)

    class Meta:
        verbose_name = "问题说明"
        verbose_name_plural = "问题说明"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="explanation_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.code}：{self.reason[:20]}"


@dataclass(frozen=True)
class ReviewedFinding:
    """A finding as it stands: with its fingerprint and, where somebody gave one, the reason why it may stay.

    `explainable`: whether a person may say why it may stay.
    """

    finding: Finding
    fingerprint: str
    explanation: Explanation | None
    explainable: bool

    @property
    def is_open(self) -> bool:
        """Whether it must still be corrected or explained before a stage may approve the report."""
        return self.finding.level is not Level.NOTICE and self.explanation is None


def reviewed_findings(
    report: Report, findings: Iterable[Finding], *, as_published: bool = False
) -> list[ReviewedFinding]:
    """The findings in their order, each with the newest explanation of exactly it. One query.

    `as_published`: the report was public elsewhere and stands as it was, see `findings.is_explainable`.
    """
    newest = {explanation.fingerprint: explanation for explanation in report.explanations.select_related("author")}
    reviewed = []
    for finding in findings:
        digest = fingerprint(finding, report.prose)
        explanation, explainable = newest.get(digest), is_explainable(finding, as_published=as_published)
        in_force = explanation if explanation and explanation.reason and explainable else None
        reviewed.append(ReviewedFinding(finding, digest, in_force, explainable))
    return reviewed


def open_errors(reviewed: Iterable[ReviewedFinding]) -> list[Finding]:
    """The errors that nobody explained, or that nobody may explain."""
    return errors(each.finding for each in reviewed if each.is_open)
