"""Asking which of two versions to keep, and following both through the text until somebody chose."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from agencies.models import User
from reports.actions.recording import record
from reports.content.character_edits import followed
from reports.content.merge import Dispute
from reports.content.sentence_alignment import edits
from reports.models import MergeQuestion, Report
from reports.queries import writers

Answer = MergeQuestion.Answer

ASKED, ANSWERED = "ask_version", "choose_version"


def ask(locked: Report, disputes: Iterable[Dispute], by: User | None) -> tuple[MergeQuestion, ...]:
    """The questions about the disputes of a save by this person; what was asked already is not asked again.

    `locked` is the report as the save left it, inside the transaction. A cell that the same person goes on typing in is
    one question: the newer takes the place of the older.
    """
    return tuple(question for dispute in disputes for question in _asked(locked, dispute, by))


def _asked(locked: Report, dispute: Dispute, by: User | None) -> list[MergeQuestion]:
    if dispute.yours_at is None and dispute.theirs_at is None:
        earlier = locked.merge_questions.filter(place=dispute.place, yours_by=by, answer="")
        if same := [each for each in earlier if (each.theirs, each.yours) == (dispute.theirs, dispute.yours)]:
            return same
        for question in earlier:
            settle(question, Answer.SETTLED, by)
    question = MergeQuestion.objects.create(
        report=locked,
        place=dispute.place,
        number=locked.version,
        theirs=dispute.theirs,
        theirs_by=writers.writer_of(locked, dispute.place, dispute.theirs, dispute.base),
        yours=dispute.yours,
        yours_by=by,
        theirs_at=dispute.theirs_at,
        yours_at=dispute.yours_at,
    )
    record(ASKED, by, locked, question=question.pk, rows=[question])
    return [question]


def follow(locked: Report, written: Mapping[str, tuple[str, str]], by: User | None) -> None:
    """Let the open questions about these places say where their versions stand after the change. One query.

    Where one of the versions was taken out of the text, or the cell was given the other figure, nobody needs to choose
    any more.
    """
    for question in locked.merge_questions.filter(place__in=written, answer=""):
        before, after = written[question.place]
        if question.is_cell:
            if after == question.yours:
                settle(question, Answer.YOURS, by)
        else:
            _follow_text(question, before, after, by)


def _follow_text(question: MergeQuestion, before: str, after: str, by: User | None) -> None:
    changed = edits(before, after)
    ranges = {
        side: list(followed(tuple(span), before, changed))
        for side in ("theirs_at", "yours_at")
        if (span := getattr(question, side))
    }
    if any(start == end for start, end in ranges.values()):
        settle(question, Answer.SETTLED, by)
    elif any(getattr(question, side) != span for side, span in ranges.items()):
        for side, span in ranges.items():
            setattr(question, side, span)
        question.save(update_fields=list(ranges))


def settle(question: MergeQuestion, answer: Answer, by: User | None) -> None:
    """Write down the answer; a question is answered once."""
    question.answer, question.answered_by, question.answered_at = answer, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(ANSWERED, by, question.report, question=question.pk, answer=str(answer), rows=[question])
