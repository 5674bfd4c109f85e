"""Event: what happened, each joined to the one before it by a digest, so that nothing can be taken out."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from agencies.models.agency import Agency

FIRST = "0" * 64  # what the first event stands on


class Event(models.Model):
    """One link of the chain. `data` holds plain values; `hash` is the SHA-256 of all the rest and of `previous`.

    `data["rows"]` names each row that was written, with the digest of it (agencies/trail/rows.py). `report_id` is the
    report it is about, which this room knows by its number only. `agency` is None for what concerns no agency, such as
    the sign-in of an administrator of the server.
    """

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    report_id = models.BigIntegerField("报告", null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="机关"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    action = models.CharField("事项", max_length=30)
    at = models.DateTimeField("时间", default=timezone.now)
    data = models.JSONField("内容", encoder=DjangoJSONEncoder)
    previous = models.CharField("上一条的摘要", max_length=64)
    hash = models.CharField("摘要（SHA-256）", max_length=64)

    class Meta:
        db_table = "reports_event"  # the rules of the database know it by the name it had as a table of the reports
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["report_id", "number"], name="event_of_report")]

    def __str__(self) -> str:
        return f"第{self.number}条：{self.action}"

    def computed_hash(self) -> str:
        """What `hash` must be, from the other fields."""
        return hash_of(
            {
                "number": self.number,
                "report": self.report_id,
                "agency": self.agency_id,
                "actor": self.actor_id,
                "action": self.action,
                "at": self.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
                "data": self.data,
                "previous": self.previous,
            }
        )


def hash_of(facts: Mapping[str, Any]) -> str:
    """The SHA-256 of plain values, in hexadecimal digits; equal values have one spelling."""
    spelled = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(spelled.encode()).hexdigest()
