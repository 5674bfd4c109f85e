"""Intake: a file with a report that was public elsewhere, or drafted elsewhere, and what became of it. For ever."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports.collation import Sheet, Verdict, collate
from reports.editions import Edition
from reports.importing import Reading, from_data
from reports.models.report import Report

_BOTH = pgtrigger.Update | pgtrigger.Delete


def original_path(intake: "Intake", name: str) -> str:
    """Where the original lies in the storage: under its digest, and never under the name somebody gave it."""
    return f"intakes/{intake.agency.code}/{intake.sha256}/{name}"


class Intake(models.Model):
    """A file as it was handed in and what was read of it. `name` is what its owner calls it; `size` is in bytes.

    The same bytes are taken in once for an agency. `reading` is `Reading.data()`: what people correct stands in
    rulings beside it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="intakes", verbose_name="机关")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("原件", upload_to=original_path, max_length=300)
    reading = models.JSONField("读出的内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        verbose_name = "导入的文件"
        verbose_name_plural = "导入的文件"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="intake_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="intake_digest_form"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="intake_is_final", operation=_BOTH)]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def said(self) -> Reading:
        return from_data(self.reading)

    def verdicts(self) -> Mapping[str, Verdict]:
        """The last word of people on each place. One query."""
        rulings = self.rulings.select_related("by").order_by("pk")
        return {each.place: Verdict(each.text, each.by.get_full_name() or each.by.username) for each in rulings}

    def collated(self, edition: Edition) -> Sheet:
        """What would be taken into a report of the edition now. One query."""
        return collate(edition, self.said, self.verdicts())


class Ruling(models.Model):
    """A person looked at the original: the place said `before`, and says `text`. Both are equal where it was right."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="rulings", verbose_name="导入的文件")
    place = models.CharField("位置", max_length=100)
    before = models.TextField("原来", blank=True)
    text = models.TextField("核定", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核对人")
    at = models.DateTimeField("核对时间", default=timezone.now)

    class Meta:
        verbose_name = "导入核对"
        verbose_name_plural = "导入核对"
        ordering: ClassVar = ["pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="ruling_is_final", operation=_BOTH)]

    def __str__(self) -> str:
        return f"{self.intake}：{self.place}"


class Taking(models.Model):
    """What was taken from a file into a report, line by line. `number` is the version (版次), `revision` the save.

    `lines` hold, in the order of the paper, everything that `collation.Line` says of each place, and `left` what of
    the file was not taken.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", "以此开始草稿"
        PUBLISHED = "published", "存为已公开的报告"

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="takings", verbose_name="导入的文件")
    report = models.ForeignKey(Report, models.PROTECT, related_name="takings", verbose_name="报告")
    kind = models.CharField("用途", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField("版次")
    revision = models.PositiveIntegerField("保存序号")
    lines = models.JSONField("逐项记录")
    left = models.JSONField("没有采用的内容", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["draft", "published"]), name="taking_kind_known"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="taking_is_final", operation=_BOTH)]

    def __str__(self) -> str:
        return f"{self.report}：{self.intake}"
