"""The lines of the history that are no points: what two people wrote differently, and what somebody chose of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.desk.authoring import answers
from reports.desk.authoring.history_filter import HistoryFilter
from reports.models import MergeQuestion, Report
from reports.queries.points import Point


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history: `template` draws it, from `line`. `at` says where it stands among the others."""

    at: datetime
    template: str


@dataclass(frozen=True)
class QuestionLine(HistoryLine):
    """Two versions of one sentence or cell, with who wrote them; both stay readable here, whatever was chosen."""

    question: MergeQuestion
    theirs_by: str
    yours_by: str
    answered_by: str


def question_lines(report: Report, limit: HistoryFilter, shown: Sequence[Point]) -> list[QuestionLine]:
    """The questions that saves of these points raised, within the limit, the oldest first. One query at most."""
    if not shown:
        return []
    people = ("theirs_by", "yours_by", "answered_by")
    asked = report.merge_questions.filter(number__range=(shown[-1].first, shown[0].last)).select_related(*people)
    if limit.places:
        asked = asked.filter(place__in=limit.places)
    return [
        QuestionLine(
            at=question.asked_at,
            template="desk/authoring/_question_line.html",
            question=question,
            theirs_by=answers.person(question.theirs_by),
            yours_by=answers.person(question.yours_by),
            answered_by=answers.person(question.answered_by) if question.answered_at else "",
        )
        for question in asked
    ]
