"""Report (what an agency is writing) and Release (what the public sees, for ever as it was published)."""

from collections.abc import Mapping
from typing import ClassVar

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports import content, editions, figures, validation
from reports.findings import Finding, errors

LAST_YEAR = 2100


def edition_of_year() -> Q:
    """The condition that a row's edition is the one of its year, from the edition files.

    A new edition file changes the condition, and `makemigrations` writes the migration for it.
    """
    condition = Q()
    for edition in editions.all_editions():
        last = edition.last_year or LAST_YEAR
        condition |= Q(edition=edition.code, year__gte=edition.first_year, year__lte=last)
    return condition


class Report(models.Model):
    """The report of one agency for one year while it is written. `figures` holds typed cells only, by cell key."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("格式版本", max_length=4)
    figures = models.JSONField("数据", default=dict, blank=True)
    prose = models.JSONField("文字", default=dict, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = "年度报告"
        verbose_name_plural = "年度报告"
        ordering: ClassVar = ["-year", "agency__position", "agency__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="report_once_a_year",
                violation_error_message="该机关这一年度的报告已经存在。",
            ),
            models.CheckConstraint(
                condition=edition_of_year(),
                name="report_edition_of_year",
                violation_error_message="格式版本与年度不符，或年度超出范围。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.title_name}{self.year}年政府信息公开工作年度报告"

    def content(self) -> content.Content:
        """What the report says now, totals computed."""
        return content.gather(self.edition, self.year, agency_facts(self.agency), self.figures, self.prose)

    def subject(self) -> validation.Subject:
        """What the arithmetic checks: this report beside the newest release of the year before."""
        edition = editions.get(self.edition)
        entered = figures.read(edition, self.figures)
        before = Release.objects.filter(report__agency=self.agency, report__year=self.year - 1).newest().first()
        return validation.Subject(
            edition=edition,
            year=self.year,
            figures=entered.figures,
            faults=entered.faults,
            may_make_regulations=self.agency.may_make_regulations,
            last_year=before.content().figures if before else None,
        )

    def findings(self) -> list[Finding]:
        """Everything the checks have to say, in the order of the rules."""
        return validation.check(self.subject())

    def clean(self) -> None:
        """Raise the findings of level error as validation errors; each carries its code and its cell in `params`."""
        try:
            findings = self.findings()
        except editions.NoEdition as error:
            raise ValidationError({"edition": str(error)}) from error
        faults = [
            ValidationError("%(says)s", code=finding.code, params={"says": finding.says, "where": finding.where})
            for finding in errors(findings)
        ]
        if faults:
            raise ValidationError({"figures": faults})


def agency_facts(agency: Agency) -> Mapping[str, str]:
    """The facts a report carries with it, from the agency as it is now."""
    return {key: getattr(agency, key) for key in content.AGENCY_FACTS}


class ReleaseQuerySet(models.QuerySet["Release"]):
    def newest(self) -> "ReleaseQuerySet":
        """One release for each report, the one with the highest number; newest years first."""
        numbers = Release.objects.filter(report=models.OuterRef("report")).order_by("-number").values("number")[:1]
        return self.filter(number=models.Subquery(numbers)).order_by("-year", "agency__position", "agency__code")


class Release(models.Model):
    """One publication of a report: what was said, by whom, under which format, and the files made of it.

    Nothing of it ever changes; the database refuses it. A correction is another release with the next number.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="releases", verbose_name="报告")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="releases", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    edition = models.CharField("格式版本", max_length=4)
    agency_facts = models.JSONField("机关信息")
    figures = models.JSONField("数据")
    prose = models.JSONField("文字")
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    published_at = models.DateTimeField("发布时间", default=timezone.now)

    objects: ClassVar = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "发布版本"
        verbose_name_plural = "发布版本"
        ordering: ClassVar = ["-year", "agency__position", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="release_number_once"),
            models.CheckConstraint(condition=edition_of_year(), name="release_edition_of_year"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="release_digest_form"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="release_is_final", operation=pgtrigger.Update | pgtrigger.Delete)]

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
