"""Comment: what reviewers and drafters say to each other beside a cell or a sentence. Only ever added to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.report import Report


class Comment(models.Model):
    """A remark on a place, or a reply to one; a reply may settle the remark or open it again.

    `place` is one of `reports.content.fields`, empty for the whole report; `quote` is the sentence it
    was written about, as it read then; `round` the round of reviews it was written in.
    """

    class Kind(models.TextChoices):
        """A remark, or what a reply does to one."""

        REMARK = "remark", "意见"
        REPLY = "reply", "回复"
        RESOLVED = "resolved", "已解决"
        REOPENED = "reopened", "重新提出"

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments", verbose_name="报告")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name="所回复的意见"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.REMARK)
    place = models.CharField("位置", max_length=100, blank=True, default="")
    quote = models.CharField("原句", max_length=500, blank=True, default="")
    text = models.TextField("内容", max_length=2000, blank=True, default="")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="作者")
    at = models.DateTimeField("时间", default=timezone.now)
    round = models.PositiveIntegerField("轮次")

    under_chain: ClassVar = (("report_id", "parent_id", "kind", "place", "quote", "text", "author_id", "at", "round"),)

    class Meta:
        verbose_name = "审核意见"
        verbose_name_plural = "审核意见"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="remark", parent=None) | (~Q(kind="remark") & Q(parent__isnull=False)),
                name="comment_reply_has_a_remark",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(kind__in=["resolved", "reopened"]), name="comment_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}：{self.text[:20]}"
