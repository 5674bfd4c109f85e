"""What the papers of a review say: the 审签单 of the version a report is at, the stamp on its 校样, its 校对意见."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.dateformat import format as format_date

from agencies.accounts.names import name_of
from reports import binding
from reports.digests import sm3
from reports.models import Arrangement, Event, Exemption, Explanation, Report, SignOff
from reports.models.explanation import Standing, standing
from reports.noting import Note, notes
from reports.rendering.proof import Stamp
from reports.rendering.remarks import Remark, RemarkSheet
from reports.rendering.review_form import Explained, Returned, ReviewForm, Signed
from reports.workflow import REVIEWS, Action, State


def review_form(report: Report) -> ReviewForm:
    """The form as the signatures of the current round make it; stages not yet signed stand there unsigned."""
    said = report.content()
    digest = said.digest()
    explained = [each for each in standing(report, report.findings()) if each.explanation]
    return ReviewForm(
        agency=report.agency.name,
        title=said.title,
        number=report.number,
        round=report.round,
        reason=report.reason if report.number > 1 else "",
        digest=digest,
        sm3=sm3(said.canonical()),
        writers=tuple(name_of(writer) for writer in _writers(report)) or ("由文件载入",),
        stages=tuple(_stages(report, digest)),
        explanations=tuple(
            Explained(
                each.finding.code,
                each.finding.says,
                each.explanation.reason,
                name_of(each.explanation.author),
                written(each.explanation.at),
            )
            for each in explained
            if each.explanation
        ),
        returns=tuple(_returns(report)),
    )


def stamp(report: Report, address: str) -> Stamp:
    """What a 校样 made now says at the head of each page."""
    return Stamp(f"第{report.number}版　{State(report.state).label}　{written(timezone.now())} 生成", address)


def noted(report: Report) -> list[tuple[Note, Standing]]:
    """The findings on the report as its papers number them, each with why it may stand."""
    said = report.written()
    before = report.last_year() if binding.needs_last_year(said.prose) else None
    found = notes(said, before.figures if before else None, report.findings())
    return list(zip(found, standing(report, [note.finding for note in found]), strict=True))


def remarks(found: list[tuple[Note, Standing]]) -> tuple[Remark, ...]:
    """The findings as the papers print them."""
    return tuple(
        Remark(
            number=note.number,
            code=note.finding.code,
            level=note.finding.level.label,
            place=note.place,
            says=note.finding.says,
            mend=note.finding.suggests,
            explained=_explained(each.explanation) if each.explanation else "",
        )
        for note, each in found
    )


def _explained(explanation: Explanation) -> str:
    return f"{explanation.reason}（{name_of(explanation.author)}，{written(explanation.at)}）"


def remark_sheet(report: Report) -> RemarkSheet:
    """The 校对意见 of the report as it stands now."""
    said = report.content()
    return RemarkSheet(
        agency=report.agency.name,
        title=said.title,
        says=f"第{report.number}版，{State(report.state).label}",
        dated=written(report.updated_at),
        made=written(timezone.now()),
        digest=said.digest(),
        remarks=remarks(noted(report)),
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
    if State.OFFICE_CHECK in signed or Arrangement.objects.filter(agency=report.agency_id, office_check=True).exists():
        stages.append(State.OFFICE_CHECK)
    return [_signed(stage, signed.get(str(stage)), digest) for stage in stages]


def _signed(stage: State, sign_off: SignOff | None, digest: str) -> Signed:
    """A signature under other content than this counts for nothing, so the form does not show it."""
    if sign_off is None or sign_off.digest != digest:
        return Signed(stage.label)
    exemption = sign_off.exemption
    return Signed(
        name=stage.label,
        signer=name_of(sign_off.signer),
        at=written(sign_off.at),
        opinion=sign_off.opinion,
        checklist=tuple(sign_off.checklist),
        exemption=_exemption(exemption) if exemption else "",
    )


def _exemption(exemption: Exemption) -> str:
    until = format_date(exemption.until, "Y年n月j日")
    return f"依主管部门批准的例外签名（{name_of(exemption.by)}批准，至{until}）：{exemption.reason}"


def _returns(report: Report) -> list[Returned]:
    events = Event.objects.filter(report=report, action=str(Action.SEND_BACK), data__number=report.number)
    return [
        Returned(State(event.data["from"]).label, event.data["reason"], name_of(event.actor), written(event.at))
        for event in events.select_related("actor")
        if event.actor
    ]
