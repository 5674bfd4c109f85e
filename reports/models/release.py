"""Release: what the public sees, for ever as it was published."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from reports import editions
from reports.content import figures
from reports.content.report import Content

# The fields of a release that its digest under the chain is made of, before `adoption` was added.
_AT_FIRST = (
    "report_id",
    "agency_id",
    "year",
    "number",
    "edition",
    "agency_facts",
    "figures",
    "prose",
    "digest",
    "sm3",
    "origin",
    "round",
    "reason",
    "published_by_id",
    "revision",
    "published_at",
)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases as the public may see them; the methods can be chained."""

    def published(self) -> "ReleaseQuerySet":
        """Without those that were taken from public view: a withdrawal covers all versions up to its own."""
        later = Withdrawal.objects.filter(
            release__report=models.OuterRef("report"), release__number__gte=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def newest(self) -> "ReleaseQuerySet":
        """One release for each report, the one with the highest number; newest years first."""
        numbers = Release.objects.filter(report=models.OuterRef("report")).order_by("-number").values("number")[:1]
        return self.filter(number=models.Subquery(numbers)).order_by("-year", "agency__position", "agency__code")


class Release(models.Model):
    """One publication of a report: its content, whose it is, under which format, and the files made of it.

    Nothing of it ever changes; the database refuses it. A correction is another release with the next number, and
    `reason` says why there is one. `revision` is the number of the save it was made from (none in releases older than
    the history of saves), `round` the round of reviews that signed it (none in what was imported).

    What was imported was asked for and confirmed in `adoption` (none in what was imported before that was kept), and
    its `published_at` is the day on which it was public first, as that says.
    """

    class Origin(models.TextChoices):
        """Whether the content was reviewed here, or was public elsewhere before."""

        REVIEWED = "reviewed", "经三审三校"
        IMPORTED = "imported", "由原公开件录入"

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="releases", verbose_name="报告")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="releases", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    edition = models.CharField("格式版本", max_length=4)
    agency_facts = models.JSONField("机关信息")
    figures = models.JSONField("数据")
    prose = models.JSONField("文字")
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    sm3 = models.CharField("摘要（SM3）", max_length=64, blank=True, default="")
    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.REVIEWED)
    round = models.PositiveIntegerField("审核轮次", null=True, blank=True)
    reason = models.CharField("更正理由", max_length=500, blank=True, default="")
    adoption = models.OneToOneField(
        "reports.AdoptionRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="release",
        verbose_name="录入申请",
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    revision = models.PositiveIntegerField("所据保存次数", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", default=timezone.now)

    objects: ClassVar = ReleaseQuerySet.as_manager()

    under_chain: ClassVar = (_AT_FIRST, (*_AT_FIRST, "adoption_id"))

    class Meta:
        verbose_name = "发布版本"
        verbose_name_plural = "发布版本"
        ordering: ClassVar = ["-year", "agency__position", "-number"]
        indexes: ClassVar = [models.Index(fields=["-published_at"], name="release_published_at")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="release_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="release_digest_form"),
            models.CheckConstraint(
                condition=Q(origin="imported") | Q(origin="reviewed", round__isnull=False), name="release_origin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content().title}（第{self.number}版）"

    @property
    def dated_by(self) -> str:
        """What happened on the day it shows, in a word."""
        return dated_by(self.origin, self.adoption_id)

    def content(self) -> Content:
        """What was published, exactly as it was."""
        edition = editions.get(self.edition)
        return Content(
            edition=edition,
            year=self.year,
            agency=self.agency_facts,
            figures=figures.parse_all(edition, self.figures).figures,
            prose=self.prose,
        )


def dated_by(origin: str, adoption: int | None) -> str:
    """What happened when a release was `published_at`: 发布; 原公开 of what was taken in, and where the day of that was
    not kept, 录入."""
    if origin == Release.Origin.REVIEWED:
        return "发布"
    return "原公开" if adoption else "录入"


def release_folder(file: "ReleaseFile", name: str) -> str:
    """Where a file of a release is stored; the digest keeps two attempts at one number apart."""
    release = file.release
    return f"releases/{release.agency.code}/{release.year}/{release.number}-{release.digest[:12]}/{name}"


class ReleaseFile(models.Model):
    """A rendered file of a release. `name` is what a reader's computer calls it; `size` is in bytes.

    FORM and PACKAGE name the signers and are for the agency; the others are public.
    """

    class Format(models.TextChoices):
        """What sort of file it is, and how readers call it."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"
        HTML = "html", "门户网页"
        JSON = "json", "JSON"
        CSV = "csv", "CSV"
        ZIP = "zip", "全部格式（ZIP）"
        FORM = "form", "审签单"
        PACKAGE = "package", "门户上传包（ZIP）"

    INTERNAL = (Format.FORM, Format.PACKAGE)

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files", verbose_name="发布版本")
    format = models.CharField("格式", max_length=8, choices=Format)
    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to=release_folder, max_length=300)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True, default="")

    under_chain: ClassVar = (("release_id", "format", "name", "file", "size", "sha256", "sm3"),)

    class Meta:
        verbose_name = "发布文件"
        verbose_name_plural = "发布文件"
        ordering: ClassVar = ["format"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "format"], name="release_file_once")]

    def __str__(self) -> str:
        return self.name


class Withdrawal(models.Model):
    """The release, and with it every earlier version of the report, was taken from public view; this notice stays."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="withdrawal", verbose_name="发布版本")
    at = models.DateTimeField("撤下时间", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤下人"
    )
    reason = models.CharField("理由", max_length=500)

    under_chain: ClassVar = (("release_id", "at", "by_id", "reason"),)

    class Meta:
        verbose_name = "撤下公告"
        verbose_name_plural = "撤下公告"
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.release}：{self.reason[:20]}"
