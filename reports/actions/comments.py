"""Explanations of findings, comments and replies beside a report. All of it is only added to."""

from django.db import transaction

from agencies.models import User
from reports import editions
from reports.actions import wording
from reports.actions.notices import add_notices
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.content import fields
from reports.models import Comment, Explanation, Report
from reports.models.explanation import ReviewedFinding, reviewed_findings
from reports.workflow.transitions import State

LONGEST_REASON = 500
LONGEST_COMMENT = 2000
LONGEST_QUOTE = 500


def explain(report: Report, fingerprint: str, reason: str, by: User) -> Explanation:
    """Say why the finding with this fingerprint may stand; an empty reason takes the explanation back.

    Raises Refused where there is no such finding any more, where it has to be corrected instead, and unless the report
    is being drafted: what is signed is signed with its explanations.
    """
    if report.state != State.DRAFTING:
        raise Refused([f"报告现在是“{State(report.state).label}”，内容和说明都不能改动；需要说明的，请先退回修改。"])
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Refused([f"说明不超过 {LONGEST_REASON} 个字。"])
    if unprintable := wording.why_not_printed("说明", reason):
        raise Refused(unprintable)
    reviewed = reviewed_findings(report, report.findings())
    explained = next((each for each in reviewed if each.fingerprint == fingerprint), None)
    if explained is None:
        raise Refused(["这个问题已经不在了，或者内容有了改动，请刷新后再看。"])
    if not explained.explainable:
        raise Refused([f"这个问题不能说明了事，需要改正：{explained.finding.says}"])
    with transaction.atomic():
        return write_explanation(report, explained, reason, by)


def write_explanation(report: Report, explained: ReviewedFinding, reason: str, by: User) -> Explanation:
    """Store the reason and its event. In a transaction; asks no guard."""
    explanation = Explanation.objects.create(
        report=report,
        code=explained.finding.code,
        place=explained.finding.where,
        says=explained.finding.says,
        fingerprint=explained.fingerprint,
        reason=reason,
        author=by,
    )
    record(
        "explain",
        by,
        report,
        code=explanation.code,
        place=explanation.place,
        fingerprint=explained.fingerprint,
        reason=reason,
        rows=[explanation],
    )
    return explanation


def comment(report: Report, place: str, text: str, by: User, quote: str = "") -> Comment:
    """A remark on a place of the report (`reports.content.fields`; empty for the whole). Raises Refused."""
    text = _checked_text(text)
    if not text:
        raise Refused(["请写下意见。"])
    if unseen := wording.why_not_kept("引用的文字", quote):
        raise Refused(unseen)
    if place and place not in set(fields.of_edition(editions.get(report.edition))):
        raise Refused(["这份报告没有意见所指的位置，请刷新后再试。"])
    with transaction.atomic():
        remark = Comment.objects.create(
            report=report, place=place, quote=quote[:LONGEST_QUOTE], text=text, author=by, round=report.round
        )
        record("comment", by, report, comment=remark.pk, place=place, text=text, rows=[remark])
    return remark


def reply(remark: Comment, text: str, by: User, kind: str = Comment.Kind.REPLY) -> Comment:
    """Answer a remark, settle it or open it again; whoever wrote it is told. Raises Refused."""
    text = _checked_text(text)
    if kind == Comment.Kind.REPLY and not text:
        raise Refused(["请写下回复。"])
    if kind not in {Comment.Kind.REPLY, Comment.Kind.RESOLVED, Comment.Kind.REOPENED} or remark.parent_id:
        raise Refused(["只能回复、解决或重新提出一条意见。"])
    with transaction.atomic():
        report = remark.report
        answer = Comment.objects.create(
            report=report, parent=remark, kind=kind, text=text, author=by, round=report.round
        )
        add_notices(report, [remark.author], f"{report}：您的意见有了{answer.get_kind_display()}。{text}"[:700], but=by)
        facts = {"comment": answer.pk, "parent": remark.pk, "kind": str(answer.kind), "text": text}
        record("comment", by, report, **facts, rows=[answer])
    return answer


def _checked_text(text: str) -> str:
    """The text without blanks around it. Raises Refused where it is too long, or holds what nobody sees."""
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        raise Refused([f"意见不超过 {LONGEST_COMMENT} 个字，现在有 {len(text)} 个。"])
    if unseen := wording.why_not_kept("意见", text):
        raise Refused(unseen)
    return text
