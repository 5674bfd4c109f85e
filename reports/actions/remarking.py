"""What people say beside a report: explanations of findings, comments and replies. All of it is only added to."""

from django.contrib.auth.models import User
from django.db import transaction

from reports import editions, places
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.telling import tell
from reports.models import Comment, Explanation, Report
from reports.models.explanation import standing

LONGEST_REASON = 500
LONGEST_COMMENT = 2000
LONGEST_QUOTE = 500


def explain(report: Report, fingerprint: str, reason: str, by: User) -> Explanation:
    """Say why the finding with this fingerprint may stand; an empty reason takes the explanation back.

    Raises Refused where there is no such finding any more, or where it has to be mended instead.
    """
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Refused([f"说明不超过 {LONGEST_REASON} 个字。"])
    found = next((each for each in standing(report, report.findings()) if each.fingerprint == fingerprint), None)
    if found is None:
        raise Refused(["这个问题已经不在了，或者内容有了改动，请刷新后再看。"])
    if not found.explainable:
        raise Refused([f"这个问题不能说明了事，需要改正：{found.finding.says}"])
    with transaction.atomic():
        made = Explanation.objects.create(
            report=report,
            code=found.finding.code,
            place=found.finding.where,
            says=found.finding.says,
            fingerprint=fingerprint,
            reason=reason,
            author=by,
        )
        record("explain", by, report, code=made.code, place=made.place, fingerprint=fingerprint, reason=reason)
    return made


def comment(report: Report, place: str, text: str, by: User, quote: str = "") -> Comment:
    """A remark on a place of the report (`reports.places`; empty for the whole). Raises Refused."""
    text = _said(text)
    if not text:
        raise Refused(["请写下意见。"])
    if place and place not in set(places.of_edition(editions.get(report.edition))):
        raise Refused(["这份报告没有意见所指的位置，请刷新后再试。"])
    with transaction.atomic():
        made = Comment.objects.create(
            report=report, place=place, quote=quote[:LONGEST_QUOTE], text=text, author=by, round=report.round
        )
        record("comment", by, report, comment=made.pk, place=place, text=text)
    return made


def reply(remark: Comment, text: str, by: User, kind: str = Comment.Kind.REPLY) -> Comment:
    """Answer a remark, settle it or open it again; whoever wrote it is told. Raises Refused."""
    text = _said(text)
    if kind == Comment.Kind.REPLY and not text:
        raise Refused(["请写下回复。"])
    if kind not in {Comment.Kind.REPLY, Comment.Kind.RESOLVED, Comment.Kind.REOPENED} or remark.parent_id:
        raise Refused(["只能回复、解决或重新提出一条意见。"])
    with transaction.atomic():
        report = remark.report
        made = Comment.objects.create(report=report, parent=remark, kind=kind, text=text, author=by, round=report.round)
        tell(report, [remark.author], f"{report}：您的意见有了{made.get_kind_display()}。{text}"[:700], but=by)
        record("comment", by, report, comment=made.pk, parent=remark.pk, kind=str(made.kind), text=text)
    return made


def _said(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        raise Refused([f"意见不超过 {LONGEST_COMMENT} 个字，现在有 {len(text)} 个。"])
    return text
