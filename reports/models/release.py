"""Release: what the public sees, for ever as it was published."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports import content, editions, figures

_OF_ITS_REPORT = """
    IF NOT EXISTS (
        SELECT FROM reports_report WHERE id = NEW.report_id
        AND agency_id = NEW.agency_id AND year = NEW.year AND edition = NEW.edition
    )
    THEN RAISE EXCEPTION '发布版本的机关、年度和格式版本必须与报告一致。'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_of_its_report';
    END IF;
    RETURN NEW;
"""


class ReleaseQuerySet(models.QuerySet["Release"]):
    def newest(self) -> "ReleaseQuerySet":
        """One release for each report, the one with the highest number; newest years first."""
        numbers = Release.objects.filter(report=models.OuterRef("report")).order_by("-number").values("number")[:1]
        return self.filter(number=models.Subquery(numbers)).order_by("-year", "agency__position", "agency__code")


class Release(models.Model):
    """One publication of a report: what was said, by whom, under which format, and the files made of it.

    Nothing of it ever changes; the database refuses it. A correction is another release with the next number.
    `revision` is the number of the save it was made from (none in releases older than the history of saves).
    """

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="releases", verbose_name="报告")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="releases", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    edition = models.CharField("格式版本", max_length=4)
    agency_facts = models.JSONField("机关信息")
    figures = models.JSONField("数据")
    prose = models.JSONField("文字")
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    revision = models.PositiveIntegerField("所据保存次数", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", default=timezone.now)

    objects: ClassVar = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "发布版本"
        verbose_name_plural = "发布版本"
        ordering: ClassVar = ["-year", "agency__position", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="release_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="release_digest_form"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="release_is_final", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="release_is_of_its_report",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_OF_ITS_REPORT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content().title}（第{self.number}版）"

    def content(self) -> content.Content:
        """What was published, exactly as it was."""
        edition = editions.get(self.edition)
        return content.Content(
            edition=edition,
            year=self.year,
            agency=self.agency_facts,
            figures=figures.read(edition, self.figures).figures,
            prose=self.prose,
        )


def release_folder(file: "ReleaseFile", name: str) -> str:
    """Where a file of a release is stored; the digest keeps two attempts at one number apart."""
    release = file.release
    return f"releases/{release.agency.code}/{release.year}/{release.number}-{release.digest[:12]}/{name}"


class ReleaseFile(models.Model):
    """A rendered file of a release. `name` is what a reader's computer calls it; `size` is in bytes."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files", verbose_name="发布版本")
    format = models.CharField("格式", max_length=8, choices=Format)
    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to=release_folder, max_length=300)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "发布文件"
        verbose_name_plural = "发布文件"
        ordering: ClassVar = ["format"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "format"], name="release_file_once")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="release_file_is_final", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.name
