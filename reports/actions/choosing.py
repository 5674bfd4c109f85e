"""选择写法: a person chooses between two versions that were written at once."""

from dataclasses import dataclass

from django.db import transaction

from agencies.models import User
from reports import editions
from reports.actions import merge_questions, saving
from reports.actions.refusals import Refused
from reports.content.merge import Change, merge
from reports.models import MergeQuestion, Report

Answer = MergeQuestion.Answer


@dataclass(frozen=True)
class VersionChoice:
    """What a person chose, and the two versions as they were shown to them."""

    answer: str
    theirs: str
    yours: str


def choose(report: Report, pk: int, choice: VersionChoice, by: User) -> MergeQuestion:
    """Answer the question; what the choice drops leaves the text and stays in the history. The question as it is now.

    An ordinary revision with the note 选择写法, where anything changes. Raises Refused, and nothing is dropped, where
    there is no such question, somebody chose already, or a version is no longer what was shown.
    """
    with transaction.atomic():
        locked = saving.lock(report)
        question = locked.merge_questions.select_for_update().filter(pk=pk).first()
        if question is None:
            raise Refused(["这份报告没有这个需要选择的地方，请刷新后再看。"])
        if reasons := _against(locked, question, choice):
            raise Refused(reasons)
        merge_questions.settle(question, Answer(choice.answer), by)
        saving.write(locked, _written(locked, question), by, saving.CHOSEN)
    saving.refresh(report, locked)
    return question


def _against(locked: Report, question: MergeQuestion, choice: VersionChoice) -> list[str]:
    if question.answer:
        who = question.answered_by.display_name if question.answered_by else "系统"
        return [f"{question.label}：{who}已经选过了（{question.get_answer_display()}）。"]
    allowed = {Answer.YOURS, Answer.THEIRS} if question.is_cell else {Answer.BOTH, Answer.YOURS, Answer.THEIRS}
    if choice.answer not in allowed:
        return ["请选择保留哪一种写法。"]
    if question.versions(locked.shown(question.place)) != (choice.theirs, choice.yours):
        return [f"{question.label}：您看到之后这里又有改动，什么也没有删去。请看过现在的写法再选。"]
    return []


def _written(locked: Report, question: MergeQuestion) -> dict[str, tuple[str, str]]:
    """What the choice changes, by place."""
    now = locked.shown(question.place)
    if question.is_cell:
        if question.answer != Answer.YOURS:
            return {}
        change = {question.place: Change(now, question.yours)}
        return merge(editions.get(locked.edition), locked.values(), change).written
    dropped = {Answer.YOURS: question.theirs_at, Answer.THEIRS: question.yours_at}.get(Answer(question.answer))
    return {question.place: (now, _without(now, *dropped))} if dropped else {}


def _without(text: str, start: int, end: int) -> str:
    """The text without the range, and without the line that would be left empty by it."""
    if text[end : end + 1] in ("", "\n") and (start == 0 or text[start - 1] == "\n"):
        start, end = (start, end + 1) if end < len(text) else (max(start - 1, 0), end)
    return text[:start] + text[end:]
