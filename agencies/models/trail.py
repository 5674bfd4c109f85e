"""Event: what happened to reports, each joined to the one before it by a digest, so that nothing can be taken out."""

import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from agencies.models import Agency
from reports.models.report import Report

FIRST = "0" * 64  # what the first event stands on


class Event(models.Model):
    """One link of the chain. `data` holds plain values; `hash` is the SHA-256 of all the rest and of `previous`."""

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="报告"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="events", verbose_name="机关")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    action = models.CharField("事项", max_length=30)
    at = models.DateTimeField("时间", default=timezone.now)
    data = models.JSONField("内容", encoder=DjangoJSONEncoder)
    previous = models.CharField("上一条的摘要", max_length=64)
    hash = models.CharField("摘要（SHA-256）", max_length=64)

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["report", "number"], name="event_of_report")]

    def __str__(self) -> str:
        return f"第{self.number}条：{self.action}"

    def computed_hash(self) -> str:
        """What `hash` must be, from the other fields."""
        facts: dict[str, Any] = {
            "number": self.number,
            "report": self.report_id,
            "agency": self.agency_id,
            "actor": self.actor_id,
            "action": self.action,
            "at": self.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
            "data": self.data,
            "previous": self.previous,
        }
        spelled = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(spelled.encode()).hexdigest()
