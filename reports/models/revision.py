"""Revision: one save of a report, for ever."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.report import Report


class Revision(models.Model):
    """What one save changed: `changes` holds `[before, after]` as texts by place (see `reports.content.fields`).

    Numbers run from 1 without gaps; the newest is the report's `version`. Rows are only ever added: the database
    refuses anything else. `author` is empty for what a command wrote. `note` says why, where that was not typing.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions", verbose_name="报告")
    number = models.PositiveIntegerField("序号")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保存人",
    )
    at = models.DateTimeField("保存时间", default=timezone.now)
    changes = models.JSONField("改动")
    note = models.CharField("说明", max_length=200, blank=True, default="")

    under_chain: ClassVar = (("report_id", "number", "author_id", "at", "changes", "note"),)

    class Meta:
        verbose_name = "保存记录"
        verbose_name_plural = "保存记录"
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
            models.CheckConstraint(condition=~Q(changes={}), name="revision_changes_something"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次保存"
