"""SignOff: who approved exactly which content at which stage; Exemption: who may, for a time, sign more than once."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports.models.report import Report
from reports.workflow import STAGES

# Checked again by `reports.actions.moving` in words for people; here it holds whatever code or hand writes the row.
_DUE = """
    SELECT * INTO held FROM reports_report WHERE id = NEW.report_id FOR UPDATE;
    IF held.state <> NEW.stage OR held.round <> NEW.round OR held.number <> NEW.number THEN
        RAISE EXCEPTION '报告不在这一审核环节，不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_is_due';
    END IF;
    IF (
        EXISTS (
            SELECT FROM reports_revision
            WHERE report_id = NEW.report_id AND number > held.since AND author_id = NEW.signer_id
        ) OR EXISTS (
            SELECT FROM reports_signoff
            WHERE report_id = NEW.report_id AND round = NEW.round AND signer_id = NEW.signer_id
        )
    ) AND NOT EXISTS (
        SELECT FROM reports_exemption WHERE id = NEW.exemption_id AND agency_id = held.agency_id
        AND until >= (now() AT TIME ZONE 'Asia/Shanghai')::date
    ) THEN
        RAISE EXCEPTION '改动过本版内容或者本轮已经签名的人不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_by_another';
    END IF;
    RETURN NEW;
"""


class Exemption(models.Model):
    """A competent office lets a small agency be reviewed by fewer people than stages, until a day, for a reason.

    It can only be shortened. Every paper signed under it says so.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exemptions", verbose_name="机关")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    reason = models.CharField("理由", max_length=500)
    granted_at = models.DateTimeField("批准时间", default=timezone.now)
    until = models.DateField("截止日期")

    class Meta:
        verbose_name = "审核人员例外"
        verbose_name_plural = "审核人员例外"
        ordering: ClassVar = ["-granted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="exemption_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="exemption_only_shortened",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__until__gt=pgtrigger.F("old__until"))
                | pgtrigger.Q(new__agency_id__df=pgtrigger.F("old__agency_id"))
                | pgtrigger.Q(new__by_id__df=pgtrigger.F("old__by_id"))
                | pgtrigger.Q(new__reason__df=pgtrigger.F("old__reason"))
                | pgtrigger.Q(new__granted_at__df=pgtrigger.F("old__granted_at")),
            ),
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
        triggers: ClassVar = [
            pgtrigger.Protect(name="sign_off_is_final", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="sign_off_is_due",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("held", "reports_report%ROWTYPE")],
                func=_DUE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer}：{self.report}第{self.number}版"
