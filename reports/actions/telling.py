"""Telling people: who has to know of a move, and in which words."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Q

from agencies import access
from agencies.models import Agency
from agencies.roles import Role
from reports.models import Notice, Report, SignOff
from reports.workflow import STAGES, Action, Move, State


def tell(report: Report, people: Iterable[User], says: str, *, but: User | None = None) -> None:
    """One notice for each person, none for `but`, who knows already."""
    known = {person.pk: person for person in people if but is None or person.pk != but.pk}
    Notice.objects.bulk_create(Notice(user=person, report=report, says=says) for person in known.values())


def after_move(report: Report, move: Move, by: User | None, reason: str) -> None:
    """Tell those who wait for the report, whose report comes back, or whose report is out."""
    name = str(report)
    if move.action is Action.SEND_BACK:
        tell(report, _who_wrote(report), f"{name}在{State(move.state).label}被退回：{reason}", but=by)
    elif move.action in {Action.PUBLISH, Action.WITHDRAW}:
        done = "已经发布" if move.action is Action.PUBLISH else f"已经撤下：{reason}"
        tell(report, _everyone(report), f"{name}（第{report.number}版）{done}", but=by)
        _tell_next_year(report)
    elif move.to in STAGES:
        tell(report, whose_turn(report.agency, move.to), f"{name}等待您{move.to.label}", but=by)
    elif move.to is State.APPROVED:
        tell(report, access.holders(report.agency, Role.PUBLISHER), f"{name}已审核通过，等待您发布", but=by)


def whose_turn(agency: Agency, stage: State) -> Iterable[User]:
    """Who can sign at the stage; for the office's check, the supervisors over the agency."""
    role = STAGES[stage]
    return access.supervisors_of(agency) if role is Role.SUPERVISOR else access.holders(agency, role)


def _who_wrote(report: Report) -> list[User]:
    """Who drafts at the agency, and who signed the version now sent back."""
    signed = SignOff.objects.filter(report=report, number=report.number).values("signer")
    drafts = Q(memberships__agency=report.agency_id, memberships__role=Role.DRAFTER)
    return list(User.objects.filter(Q(is_active=True) & (drafts | Q(pk__in=signed))).distinct())


def _tell_next_year(report: Report) -> None:
    """What next year took over from this report has to be looked at again when this one is corrected."""
    if report.number == 1:
        return
    following = Report.objects.select_related("agency").filter(agency=report.agency_id, year=report.year + 1).first()
    if following and any(finding.code == "C201" for finding in following.findings()):
        says = f"{report.year}年年度报告已更正，{following}的上年结转与更正后的结转下年度不符，请核对。"
        tell(following, access.holders(following.agency, Role.DRAFTER), says)


def _everyone(report: Report) -> list[User]:
    return list(User.objects.filter(is_active=True, memberships__agency=report.agency_id).distinct())
