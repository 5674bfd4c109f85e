"""Upload: a file with a report that was public elsewhere, or drafted elsewhere, and what became of it. For ever."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports.editions import Edition
from reports.importing import Reading, from_data
from reports.importing.reconciliation import Decision, ReviewSheet, reconcile
from reports.models.report import Report


def original_path(upload: "Upload", name: str) -> str:
    """Where the original lies in the storage: under its digest, and never under the name somebody gave it."""
    return f"uploads/{upload.agency.code}/{upload.sha256}/{name}"


class Upload(models.Model):
    """A file as it was handed in and what was read of it. `name` is what its owner calls it; `size` is in bytes.

    The same bytes are taken in once for an agency. `reading_data` is `Reading.data()`: what people correct
    stands in corrections beside it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="uploads", verbose_name="机关")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("原件", upload_to=original_path, max_length=300)
    reading_data = models.JSONField("读出的内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("导入时间", default=timezone.now)

    under_chain: ClassVar = (("agency_id", "name", "size", "sha256", "file", "reading_data", "by_id", "at"),)

    class Meta:
        verbose_name = "导入的文件"
        verbose_name_plural = "导入的文件"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="upload_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="upload_digest_form"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def reading(self) -> Reading:
        """What was read of the file, exactly as it was read."""
        return from_data(self.reading_data)

    def decisions(self) -> Mapping[str, Decision]:
        """The last word of people on each place. One query."""
        corrections = self.corrections.select_related("by").order_by("pk")
        return {each.place: Decision(each.text, each.by.display_name) for each in corrections}

    def reconciled(self, edition: Edition) -> ReviewSheet:
        """What would be taken into a report of the edition now. One query."""
        return reconcile(edition, self.reading, self.decisions())


class Correction(models.Model):
    """A person compared a place with the original: it read `before`, and reads `text` now; equal where it was right."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="corrections", verbose_name="导入的文件")
    place = models.CharField("位置", max_length=100)
    before = models.TextField("原来", blank=True)
    text = models.TextField("核定", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核对人")
    at = models.DateTimeField("核对时间", default=timezone.now)

    under_chain: ClassVar = (("upload_id", "place", "before", "text", "by_id", "at"),)

    class Meta:
        verbose_name = "导入核对"
        verbose_name_plural = "导入核对"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.upload}：{self.place}"


class ImportRecord(models.Model):
    """What was taken from a file into a report, line by line. `number` is the version (版次), `revision` the save.

    `lines` hold, in the order of the paper, everything that `ReviewLine` says of each place, and `left` what of
    the file was not taken.
    """

    class Kind(models.TextChoices):
        """What the file became: a draft, or a published report."""

        DRAFT = "draft", "以此开始草稿"
        PUBLISHED = "published", "录入为已公开的报告"

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="import_records", verbose_name="导入的文件")
    report = models.ForeignKey(Report, models.PROTECT, related_name="import_records", verbose_name="报告")
    kind = models.CharField("用途", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField("版次")
    revision = models.PositiveIntegerField("保存序号")
    lines = models.JSONField("逐项记录")
    left = models.JSONField("没有采用的内容", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", default=timezone.now)

    under_chain: ClassVar = (("upload_id", "report_id", "kind", "number", "revision", "lines", "left", "by_id", "at"),)

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["draft", "published"]), name="import_record_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report}：{self.upload}"
