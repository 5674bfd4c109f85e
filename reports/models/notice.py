"""Notice: what the application tells a person, on the desk and in one letter a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.models.report import Report


class Notice(models.Model):
    """One sentence for one person, about a report where there is one. `read_at` and `mailed_at` say when they saw it
    or were sent it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人")
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="报告"
    )
    says = models.CharField("内容", max_length=700)
    at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    mailed_at = models.DateTimeField("寄出时间", null=True, blank=True)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["user"], condition=models.Q(mailed_at=None), name="notice_unmailed"),
        ]

    def __str__(self) -> str:
        return self.says
