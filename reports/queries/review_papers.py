"""The contents of the review's papers: the 审签单, the stamp of the 校样, and the 校对意见."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date

from agencies.models import Event, User
from agencies.trail import Head
from reports.content import references
from reports.content.digests import sm3
from reports.models import Exemption, Explanation, Release, Report, ReviewSettings, SignOff
from reports.models.explanation import ReviewedFinding, reviewed_findings
from reports.rendering.proof import Stamp
from reports.rendering.remarks import RemarkLine, RemarkSheet
from reports.rendering.review_form import Explained, Returned, ReviewForm, Signed
from reports.reviewing.annotations import Annotation, annotate
from reports.workflow.transitions import REVIEWS, Action, State


def review_form(report: Report) -> ReviewForm:
    """The form as the signatures of the current round make it; stages not yet signed stand there unsigned."""
    content = report.content()
    digest = content.digest()
    explained = [each for each in reviewed_findings(report, report.findings()) if each.explanation]
    return ReviewForm(
        agency=report.agency.name,
        title=content.title,
        number=report.number,
        round=report.round,
        reason=report.reason if report.number > 1 else "",
        digest=digest,
        sm3=sm3(content.canonical()),
        head=_head(report),
        writers=tuple(writer.display_name for writer in _writers(report)) or ("由文件载入",),
        stages=tuple(_stages(report, digest)),
        explanations=tuple(
            Explained(
                each.finding.code,
                each.finding.says,
                each.explanation.reason,
                each.explanation.author.display_name,
                written(each.explanation.at),
            )
            for each in explained
            if each.explanation
        ),
        returns=tuple(_returns(report)),
    )


def _head(report: Report) -> str:
    """The newest event about the report: whoever keeps the paper can prove that nothing up to it was rewritten."""
    events = Event.objects.filter(report_id=report.pk).order_by("-number")
    newest = events.values_list("number", "hash").first()
    return str(Head(*newest)) if newest else "无"


def stamp(report: Report, address: str) -> Stamp:
    """The head of each page of a 校样 made now; `address` is where its code leads."""
    return Stamp(f"第{report.number}版　{State(report.state).label}　{written(timezone.now())} 生成", address)


def annotated(report: Report) -> list[tuple[Annotation, ReviewedFinding]]:
    """The findings on the report as its papers number them, each with why it may stand."""
    report_text = report.written()
    before = report.last_year() if references.needs_last_year(report_text.prose) else None
    annotations = annotate(report_text, before.figures if before else None, report.findings())
    findings = [note.finding for note in annotations]
    reviewed = reviewed_findings(report, findings, as_published=_was_adopted(report))
    return list(zip(annotations, reviewed, strict=True))


def _was_adopted(report: Report) -> bool:
    """Whether the version at hand was public elsewhere and is as it was. One query for what is published."""
    if report.state not in {State.PUBLISHED, State.WITHDRAWN}:
        return False
    return report.releases.filter(number=report.number, origin=Release.Origin.IMPORTED).exists()


def remarks(annotated: list[tuple[Annotation, ReviewedFinding]]) -> tuple[RemarkLine, ...]:
    """The findings as the papers print them."""
    return tuple(
        RemarkLine(
            number=note.number,
            code=note.finding.code,
            level=note.finding.level.label,
            place=note.place,
            says=note.finding.says,
            fix=note.finding.suggests,
            explained=_explained(each.explanation) if each.explanation else "",
        )
        for note, each in annotated
    )


def _explained(explanation: Explanation) -> str:
    return f"{explanation.reason}（{explanation.author.display_name}，{written(explanation.at)}）"


def remark_sheet(report: Report) -> RemarkSheet:
    """The 校对意见 of the report as it stands now."""
    content = report.content()
    return RemarkSheet(
        agency=report.agency.name,
        title=content.title,
        says=f"第{report.number}版，{State(report.state).label}",
        changed_at=written(report.updated_at),
        generated_at=written(timezone.now()),
        digest=content.digest(),
        remarks=remarks(annotated(report)),
    )


def written(at: datetime) -> str:
    """A time as papers write it: 2026年1月5日 14:30."""
    return format_date(timezone.localtime(at), "Y年n月j日 H:i")


def _writers(report: Report) -> list[User]:
    """Who changed the content of this version, in the order of their first change."""
    wrote = report.revisions.filter(number__gt=report.since).exclude(author=None).select_related("author")
    return list(dict.fromkeys(revision.author for revision in wrote.order_by("number") if revision.author))


def _stages(report: Report, digest: str) -> list[Signed]:
    signed = {each.stage: each for each in report.sign_offs.filter(round=report.round).select_related("signer")}
    stages = [*REVIEWS]
    if (
        State.OFFICE_CHECK in signed
        or ReviewSettings.objects.filter(agency=report.agency_id, office_check=True).exists()
    ):
        stages.append(State.OFFICE_CHECK)
    return [_signed(stage, signed.get(str(stage)), digest) for stage in stages]


def _signed(stage: State, sign_off: SignOff | None, digest: str) -> Signed:
    """A signature under other content than this counts for nothing, so the form does not show it."""
    if sign_off is None or sign_off.digest != digest:
        return Signed(stage.label)
    exemption = sign_off.exemption
    return Signed(
        name=stage.label,
        signer=sign_off.signer.display_name,
        at=written(sign_off.at),
        opinion=sign_off.opinion,
        checklist=tuple(sign_off.checklist),
        exemption=_exemption(exemption) if exemption else "",
    )


def _exemption(exemption: Exemption) -> str:
    until = format_date(exemption.until, "Y年n月j日")
    return f"依主管部门批准的例外签名（{exemption.by.display_name}批准，至{until}）：{exemption.reason}"


def _returns(report: Report) -> list[Returned]:
    events = Event.objects.filter(report_id=report.pk, action=str(Action.SEND_BACK), data__number=report.number)
    return [
        Returned(State(event.data["from"]).label, event.data["reason"], event.actor.display_name, written(event.at))
        for event in events.select_related("actor")
        if event.actor
    ]
