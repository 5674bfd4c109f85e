"""Taking in what was public before: who asked for it, who decided, and where the office allowed it early. For ever."""

from datetime import date, datetime, time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, User
from reports.models.report import Report
from reports.models.upload import Upload
from reports.workflow.deadlines import season_is_over


class AdoptionRequest(models.Model):
    """Somebody compared the file with its original and asks that its content becomes the year's published report.

    `digest` is of exactly the content asked for, `published_on` and `address` say when and where it was public first;
    without an address `no_address` says why there is none. It is never changed: what becomes of it is its decision.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="adoption_requests", verbose_name="报告")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="adoption_requests", verbose_name="导入的文件")
    digest = models.CharField("内容摘要（SHA-256）", max_length=64)
    published_on = models.DateField("原公开日期")
    address = models.CharField("原公开网址", max_length=500, blank=True, default="")
    no_address = models.CharField("没有网址的原因", max_length=200, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    at = models.DateTimeField("申请时间", default=timezone.now)

    under_chain: ClassVar = (
        ("report_id", "upload_id", "digest", "published_on", "address", "no_address", "by_id", "at"),
    )

    class Meta:
        verbose_name = "录入申请"
        verbose_name_plural = "录入申请"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="adoption_digest_form"),
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://", no_address="") | (Q(address="") & ~Q(no_address="")),
                name="adoption_address_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}：录入申请"

    @property
    def published_at(self) -> datetime:
        """The beginning of the day on which it was public first, as its release says when it was published."""
        return timezone.make_aware(datetime.combine(self.published_on, time()))


class AdoptionDecision(models.Model):
    """What became of a request, once: confirmed by a publisher, returned with a reason, or taken back by who asked.

    The database lets nobody confirm what they had a hand in (triggers/adoption_is_by_two.sql).
    """

    class Kind(models.TextChoices):
        """What was decided."""

        CONFIRMED = "confirmed", "已确认公开"
        RETURNED = "returned", "已退回"
        RECALLED = "recalled", "已撤回"

    request = models.OneToOneField(AdoptionRequest, models.PROTECT, related_name="decision", verbose_name="录入申请")
    kind = models.CharField("决定", max_length=10, choices=Kind)
    reason = models.CharField("理由", max_length=500, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="决定人")
    at = models.DateTimeField("时间", default=timezone.now)

    under_chain: ClassVar = (("request_id", "kind", "reason", "by_id", "at"),)

    class Meta:
        verbose_name = "录入决定"
        verbose_name_plural = "录入决定"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["confirmed", "recalled"]) | (Q(kind="returned") & ~Q(reason="")),
                name="adoption_decision_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}，{self.get_kind_display()}"


class EarlyAdoption(models.Model):
    """The competent office lets an agency take in the report of one year before its season is over, until a day."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="early_adoptions", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    reason = models.CharField("理由", max_length=500)
    until = models.DateField("截止日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="准许人")
    at = models.DateTimeField("准许时间", default=timezone.now)

    under_chain: ClassVar = (("agency_id", "year", "reason", "until", "by_id", "at"),)

    class Meta:
        verbose_name = "提前录入的准许"
        verbose_name_plural = "提前录入的准许"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="early_adoption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.year}年度，至{self.until:%Y-%m-%d}"


def may_adopt(agency: Agency, year: int, today: date, *, but: User | None = None) -> bool:
    """Whether the year's season is over, or the office allows it earlier: whoever allowed it takes no other part.

    `but` is the person who wants to ask or to confirm. At most one query.
    """
    if season_is_over(year, today):
        return True
    allowed = EarlyAdoption.objects.filter(agency=agency, year=year, until__gte=today)
    return allowed.exclude(by=but).exists() if but else allowed.exists()
