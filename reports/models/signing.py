"""SignOff: who approved exactly which content at which stage; Exemption: who may, for a time, sign more than once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports.models.report import Report
from reports.workflow.transitions import STAGES


class Exemption(models.Model):
    """A competent office lets a small agency be reviewed by fewer people than stages, until a day, for a reason.

    It can only be shortened. Every paper signed under it says so.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exemptions", verbose_name="机关")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    reason = models.CharField("理由", max_length=500)
    granted_at = models.DateTimeField("批准时间", default=timezone.now)
    until = models.DateField("截止日期")

    under_chain: ClassVar = (("agency_id", "by_id", "reason", "granted_at", "until"),)

    class Meta:
        verbose_name = "审核人员例外"
        verbose_name_plural = "审核人员例外"
        ordering: ClassVar = ["-granted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：至{self.until:%Y-%m-%d}"


class SignOff(models.Model):
    """One signature: `signer` approved the content with this `digest` at this stage of this round. Never changed.

    `number` is the version (版次) being prepared. `checklist` is the list of the proof's items as they read then, all
    of them ticked. `exemption` is the exception without which the signer could not have signed.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="sign_offs", verbose_name="报告")
    number = models.PositiveSmallIntegerField("版次")
    round = models.PositiveIntegerField("轮次")
    stage = models.CharField("环节", max_length=20)
    digest = models.CharField("内容摘要（SHA-256）", max_length=64)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签名人")
    at = models.DateTimeField("签名时间", default=timezone.now)
    opinion = models.CharField("审核意见", max_length=500, blank=True, default="")
    checklist = models.JSONField("校对清单")
    exemption = models.ForeignKey(
        Exemption, models.PROTECT, null=True, blank=True, related_name="sign_offs", verbose_name="所依据的例外"
    )

    under_chain: ClassVar = (
        ("report_id", "number", "round", "stage", "digest", "signer_id", "at", "opinion", "checklist", "exemption_id"),
    )

    class Meta:
        verbose_name = "审核签名"
        verbose_name_plural = "审核签名"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "round", "stage"], name="sign_off_once_a_stage"),
            models.UniqueConstraint(
                fields=["report", "round", "signer"], condition=Q(exemption=None), name="sign_off_by_different_people"
            ),
            models.CheckConstraint(condition=Q(stage__in=[str(stage) for stage in STAGES]), name="sign_off_stage"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="sign_off_digest_form"),
        ]

    def __str__(self) -> str:
        return f"{self.signer}：{self.report}第{self.number}版"
