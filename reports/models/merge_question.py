"""MergeQuestion: two people wrote one place differently, and somebody is to choose."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports import editions
from reports.content import fields, outline
from reports.editions import cells_of
from reports.models.report import Report


class MergeQuestion(models.Model):
    """`theirs` stood at the place when `yours` came, with the save `number`; an empty version: taken out.

    Of a cell, theirs stays until somebody chooses. Of a sentence both are in the text: `theirs_at` and `yours_at` are
    where, `[start, end]` in characters; they move with the text while the question is open, and nothing else of a row
    ever changes but that it is answered, once. The database refuses anything else.
    """

    class Answer(models.TextChoices):
        """`SETTLED`: nobody needed to choose, because the place was written anew meanwhile."""

        BOTH = "both", "两者都留"
        YOURS = "yours", "只留后写的"
        THEIRS = "theirs", "只留先写的"
        SETTLED = "settled", "已经另行改定"

    report = models.ForeignKey(Report, models.PROTECT, related_name="merge_questions", verbose_name="报告")
    place = models.CharField("位置", max_length=100)
    number = models.PositiveIntegerField("提出时的保存序号")
    theirs = models.TextField("先写的", blank=True)
    theirs_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="先写的人"
    )
    yours = models.TextField("后写的", blank=True)
    yours_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="后写的人"
    )
    theirs_at = models.JSONField("先写的在文中何处", null=True)
    yours_at = models.JSONField("后写的在文中何处", null=True)
    asked_at = models.DateTimeField("提出时间", default=timezone.now)
    answer = models.CharField("选择", max_length=10, choices=Answer.choices, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="选择的人"
    )
    answered_at = models.DateTimeField("选择时间", null=True)

    under_chain: ClassVar = (
        (
            "report_id",
            "place",
            "number",
            "theirs",
            "theirs_by_id",
            "yours",
            "yours_by_id",
            "asked_at",
            "answer",
            "answered_by_id",
            "answered_at",
        ),
    )

    class Meta:
        verbose_name = "待选择的写法"
        verbose_name_plural = "待选择的写法"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["report"], condition=Q(answer=""), name="merge_question_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="merge_question_answered_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}：{self.theirs[:20]}／{self.yours[:20]}"

    @property
    def is_cell(self) -> bool:
        """Whether it is about a figure, of which only one can stay."""
        return fields.split(self.place)[0] == fields.FIGURES

    @property
    def page(self) -> str:
        """The page of the editor on which the place stands."""
        return outline.page_of(editions.get(self.report.edition), fields.split(self.place)[1])

    @property
    def label(self) -> str:
        """What readers call the place: a cell by its headings, a part in words by its title."""
        edition, key = editions.get(self.report.edition), fields.split(self.place)[1]
        return cells_of(edition)[key].label if self.is_cell else outline.part_title(edition, key)

    @property
    def waiting_words(self) -> str:
        """The sentence that says what is waited for."""
        return f"{self.label}：有两个人的写法不同，还没有选择保留哪一种。"

    def versions(self, now: str) -> tuple[str, str]:
        """What the two versions (theirs, yours) say now, where the place says `now`; empty for one that is not there.

        Of a cell, theirs is what stands in it, and yours is what was left out.
        """
        if self.is_cell:
            return now, self.yours
        theirs, yours = (now[slice(*at)] if at else "" for at in (self.theirs_at, self.yours_at))
        return theirs, yours


def open_questions(report: Report) -> list[MergeQuestion]:
    """The questions that nobody has answered yet, the oldest first, with those who wrote. One query."""
    asked = MergeQuestion.objects.filter(report=report, answer="").select_related("theirs_by", "yours_by")
    questions = list(asked)
    for question in questions:
        question.report = report
    return questions
