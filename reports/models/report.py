"""Report: what an agency is writing."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from agencies.models import Agency
from reports import editions
from reports.content import fields, figures, references
from reports.content.report import AGENCY_FACTS, Content, gather, printed
from reports.findings import Finding
from reports.models import validation
from reports.models.conditions import edition_of_year
from reports.models.release import Release
from reports.workflow.transitions import State


class Report(models.Model):
    """The report of one agency for one year while it is written.

    `figures` holds typed cells only, by cell key; `prose` text by prose key; `pending` what was typed into a cell that
    cannot hold it, by cell key. `version` counts the saves: it is the number of the newest revision.

    `state` is a workflow.State; the content changes only while it is `drafting`, and the state only along a transition,
    signed where the transition is a signature (the database sees to both: triggers/report_moves_legally.sql). `number`
    is the version (版次) being prepared, or published; its own changes come after save `since`, and `reason` says why
    there is a further one. `round` counts how often it was begun to draft. Only `reports.actions` writes here.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("格式版本", max_length=4)
    figures = models.JSONField("数据", default=dict, blank=True)
    prose = models.JSONField("文字", default=dict, blank=True)
    pending = models.JSONField("待改正的填写", default=dict, blank=True)
    version = models.PositiveIntegerField("保存次数", default=0)
    state = models.CharField(
        "状态", max_length=20, default=str(State.DRAFTING), choices=[(str(state), state.label) for state in State]
    )
    round = models.PositiveIntegerField("审核轮次", default=1)
    number = models.PositiveSmallIntegerField("版次", default=1)
    since = models.PositiveIntegerField("本版自第几次保存起", default=0)
    reason = models.CharField("更正理由", max_length=500, blank=True, default="")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    WRITABLE: ClassVar = ("figures", "prose", "pending", "version", "updated_at")

    under_chain: ClassVar = (
        (
            "agency_id",
            "year",
            "edition",
            "figures",
            "prose",
            "pending",
            "version",
            "state",
            "round",
            "number",
            "since",
            "reason",
            "created_at",
        ),
    )

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
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in State]), name="report_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.agency.report_title(self.year)

    def content(self) -> Content:
        """What the report says now, totals computed and bound numbers printed."""
        before = self.last_year() if references.needs_last_year(self.prose) else None
        return printed(self.written(), before.figures if before else None)

    def written(self) -> Content:
        """The same with the prose as its authors wrote it, tokens of bound numbers and all."""
        return gather(self.edition, self.year, agency_facts(self.agency), self.figures, self.prose)

    def last_year(self) -> Content | None:
        """What the newest release of the year before says, if there is one. One query."""
        earlier = self.earlier()
        return earlier if earlier and earlier.year == self.year - 1 else None

    def earlier(self) -> Content | None:
        """What the newest release of the latest year before this one says, whichever year that is. One query."""
        release = Release.objects.filter(report__agency=self.agency, report__year__lt=self.year).newest().first()
        return release.content() if release else None

    def values(self) -> dict[str, str]:
        """Everything the report holds, as texts by place (`reports.content.fields`); blank places are left out."""
        texts = {fields.figure(key): str(value) for key, value in self.figures.items() if value is not None}
        texts |= {fields.prose(key): text for key, text in self.prose.items() if text}
        return texts | {fields.pending(key): raw for key, raw in self.pending.items()}

    def shown(self, place: str) -> str:
        """What the place shows: a pending entry in the place of the figure that it could not replace."""
        values = self.values()
        return values.get(fields.pending(fields.split(place)[1])) or values.get(place, "")

    def put(self, place: str, text: str) -> None:
        """Let the place hold the text, which it can (see `reports.content.merge`). Nothing is stored yet."""
        kind, key = fields.split(place)
        stored: dict[str, object] = getattr(self, kind)
        if not text:
            stored.pop(key, None)
        elif kind == fields.FIGURES:
            cell = editions.cells_of(editions.get(self.edition))[key]
            stored |= figures.dump({key: figures.parse(cell, text)})
        else:
            stored[key] = text

    def findings(self) -> list[Finding]:
        """What the checks say of the report as it stands (see `reports.models.validation`)."""
        return validation.findings(
            validation.CheckedReport(self.agency, self.written(), self.figures, self.pending, self.earlier())
        )

    def clean(self) -> None:
        """Raise ValidationError for stored values of another form and for every finding of level error."""
        if None in (self.agency_id, self.year):
            return  # The fields themselves say what is missing.
        validation.validate_form(self.edition, self.figures, self.prose, self.pending)
        validation.validate_findings(self.findings())


def agency_facts(agency: Agency) -> Mapping[str, str]:
    """The facts a report carries with it, from the agency as it is now."""
    return {key: getattr(agency, key) for key in AGENCY_FACTS}
