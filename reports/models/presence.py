"""Presence: who has which page of a report open, and where they are on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.models.report import Report


class Presence(models.Model):
    """Where a person was when their editor last asked for news; one row a person and report, written over again.

    It is no history, only what the others are shown; whoever is silent for a while counts as gone.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="presences", verbose_name="报告")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员")
    page = models.CharField("页", max_length=100)
    place = models.CharField("位置", max_length=100, blank=True, default="")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "正在填报的人"
        verbose_name_plural = "正在填报的人"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "user"], name="presence_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.page}"
