"""Report: what an agency is writing."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from agencies.models import Agency
from reports import binding, checking, content, editions, entries, figures, places, validation
from reports.content import Content
from reports.findings import Finding, errors
from reports.models.conditions import edition_of_year
from reports.models.moving import BEGINS_IN_DRAFTING, MOVES_LEGALLY
from reports.models.neighbours import neighbours
from reports.models.release import Release
from reports.workflow import State


class Report(models.Model):
    """The report of one agency for one year while it is written.

    `figures` holds typed cells only, by cell key; `prose` text by prose key; `pending` what was
    typed into a cell that cannot hold it, by cell key. `version` counts the saves: it is the number of the newest
    revision. `state` is a workflow.State; the content changes only while it is `drafting`, and the state only along a
    move, signed where the move is a signature (the database sees to both). `number` is the version (版次) being
    prepared, or published; its own changes come after save `since`, and `reason` says why there is a further one.
    `round` counts how often it was begun to draft. Only `reports.actions` writes here.
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
        triggers: ClassVar = [BEGINS_IN_DRAFTING, MOVES_LEGALLY]

    def __str__(self) -> str:
        return f"{self.agency.title_name}{self.year}年政府信息公开工作年度报告"

    def content(self) -> Content:
        """What the report says now, totals computed and bound numbers printed."""
        before = self.last_year() if binding.needs_last_year(self.prose) else None
        return content.printed(self.written(), before.figures if before else None)

    def written(self) -> Content:
        """The same with the prose as its authors wrote it, tokens of bound numbers and all."""
        return content.gather(self.edition, self.year, agency_facts(self.agency), self.figures, self.prose)

    def last_year(self) -> Content | None:
        """What the newest release of the year before says, if there is one."""
        return self._if_last_year(self.earlier())

    def earlier(self) -> Content | None:
        """What the newest release of the latest year before this one says, whichever year that is."""
        before = Release.objects.filter(report__agency=self.agency, report__year__lt=self.year).newest().first()
        return before.content() if before else None

    def _if_last_year(self, before: Content | None) -> Content | None:
        return before if before and before.year == self.year - 1 else None

    def values(self) -> dict[str, str]:
        """Everything the report holds, as texts by place; blank places are left out."""
        held = {places.figure(key): str(value) for key, value in self.figures.items() if value is not None}
        held |= {places.prose(key): text for key, text in self.prose.items() if text}
        return held | {places.pending(key): raw for key, raw in self.pending.items()}

    def put(self, place: str, text: str) -> None:
        """Let the place say the text, which it can hold (see `reports.merging`). Nothing is stored yet."""
        kind, key = places.split(place)
        held: dict[str, object] = getattr(self, kind)
        if not text:
            held.pop(key, None)
        elif kind == places.FIGURES:
            cell = editions.cells_of(editions.get(self.edition))[key]
            held |= figures.dump({key: figures.parse(cell, text)})
        else:
            held[key] = text

    def subject(self, earlier: Content | None) -> validation.Subject:
        """What the arithmetic checks: this report beside the one of the year before (see `earlier`)."""
        before = self._if_last_year(earlier)
        edition = editions.get(self.edition)
        entered = figures.read(edition, self.figures)
        return validation.Subject(
            edition=edition,
            year=self.year,
            figures=entered.figures,
            faults={**entered.faults, **self.pending_faults()},
            may_make_regulations=self.agency.may_make_regulations,
            last_year=before.figures if before else None,
            expects_last_year=earlier is not None,
        )

    def pending_faults(self) -> dict[str, str]:
        """A sentence for each entry that waits to be mended, by cell key."""
        cells = editions.cells_of(editions.get(self.edition))
        return {key: f"{entries.read(cells[key], raw).fault}，没有采用" for key, raw in self.pending.items()}

    def findings(self) -> list[Finding]:
        """Everything the checks have to say: of the figures in the order of the rules, then of the words."""
        earlier = self.earlier()
        others = neighbours(self.agency, self.year)
        words = checking.proofread(self.written(), self._if_last_year(earlier), others)
        return validation.check(self.subject(earlier)) + words

    def clean(self) -> None:
        """Raise the findings of level error as validation errors; each carries its code and its cell in `params`."""
        if None in (self.agency_id, self.year):
            return  # The fields themselves say what is missing.
        try:
            edition = editions.get(self.edition)
        except editions.NoEdition as error:
            raise ValidationError({"edition": str(error)}) from error
        if wrong := _misshapen(edition, self.figures, self.prose, self.pending):
            raise ValidationError(wrong)
        faults = [
            ValidationError("%(says)s", code=finding.code, params={"says": finding.says, "where": finding.where})
            for finding in errors(self.findings())
        ]
        if faults:
            raise ValidationError({"figures": faults})


def _misshapen(edition: editions.Edition, said: object, prose: object, pending: object) -> dict[str, str]:
    """A sentence for each field that does not have the form its readers rely on."""
    wrong = {}
    for name, value, title in (("figures", said, "数据"), ("pending", pending, "待改正的填写")):
        if not isinstance(value, dict):
            wrong[name] = f"{title}应是单元格键到数值的对应表。"
    if not isinstance(prose, dict):
        wrong["prose"] = "文字应是各部分到文字的对应表。"
    else:
        for key, text in prose.items():
            if key not in edition.prose_keys:
                wrong["prose"] = f"{edition.code} 版格式没有“{key}”这一部分。"
            elif not isinstance(text, str):
                wrong["prose"] = f"“{key}”应是文字。"
    return wrong


def agency_facts(agency: Agency) -> Mapping[str, str]:
    """The facts a report carries with it, from the agency as it is now."""
    return {key: getattr(agency, key) for key in content.AGENCY_FACTS}
