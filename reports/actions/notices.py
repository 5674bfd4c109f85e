"""Notices: who has to know of a transition, and in which words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from agencies import access
from agencies.models import Agency, User
from agencies.roles import Role
from reports.models import AdoptionRequest, Notice, Report, SignOff
from reports.workflow.transitions import STAGES, Action, State, Transition

LONGEST_NOTICE = 700
# How notices of deadlines begin. No other does: what people write in theirs comes after a colon.
REMINDER_FORM = r"^[^：]*年政府信息公开工作年度报告[^：，]+，截止日期|^[0-9]{4}年年度报告还没有发布的机关有"


def add_notices(report: Report, people: Iterable[User], says: str, *, but: User | None = None) -> None:
    """One notice for each person, none for `but`, who knows already."""
    known = {person.pk: person for person in people if but is None or person.pk != but.pk}
    Notice.objects.bulk_create(Notice(user=person, report=report, says=says) for person in known.values())


class Reminder(NamedTuple):
    """What a person is reminded of, and the report that it leads to where it is about one."""

    report: Report | None
    says: str


def remind(reminders: Mapping[User, Reminder], today: date) -> int:
    """A notice for each person who was not reminded today already; how many there were. Two queries."""
    known = set(Notice.objects.filter(at__date=today, says__regex=REMINDER_FORM).values_list("user", flat=True))
    now = timezone.now()
    new = [
        Notice(user=person, report=reminder.report, says=_cut(reminder.says), at=now)
        for person, reminder in reminders.items()
        if person.pk not in known
    ]
    return len(Notice.objects.bulk_create(new))


def _cut(says: str) -> str:
    return says if len(says) <= LONGEST_NOTICE else says[: LONGEST_NOTICE - 1] + "…"


def mark_read(user: User) -> None:
    """The person saw every notice on the desk."""
    Notice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())


def mark_mailed(notices: Iterable[Notice]) -> None:
    """A letter with these notices was taken by the mail server: they are not sent again."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())


def notify(report: Report, transition: Transition, by: User | None, reason: str) -> None:
    """Tell those who wait for the report, whose report comes back, or whose report is out; never `by`, who did it."""
    name = str(report)
    if transition.action is Action.SEND_BACK:
        add_notices(report, _who_wrote(report), f"{name}在{State(transition.state).label}被退回：{reason}", but=by)
    elif transition.action is Action.ADOPT:
        add_notices(report, _everyone(report), f"{name}已由原公开件录入，公众现在可以看到", but=by)
    elif transition.action in {Action.PUBLISH, Action.WITHDRAW}:
        done = "已经发布" if transition.action is Action.PUBLISH else f"已经撤下：{reason}"
        add_notices(report, _everyone(report), f"{name}（第{report.number}版）{done}", but=by)
        _tell_next_year(report)
    elif transition.to in STAGES:
        add_notices(report, whose_turn(report.agency, transition.to), f"{name}等待您{transition.to.label}", but=by)
    elif transition.to is State.APPROVED:
        add_notices(report, access.holders(report.agency, Role.PUBLISHER), f"{name}已审核通过，等待您发布", but=by)


def tell_of_request(asked: AdoptionRequest) -> None:
    """The agency's publishers have to look at a request for taking in what was public elsewhere."""
    people = access.holders(asked.report.agency, Role.PUBLISHER)
    says = f"{asked.by.display_name}申请录入原公开件：{asked.report}，等待发布人确认"
    add_notices(asked.report, people, says, but=asked.by)


def tell_who_asked(asked: AdoptionRequest, says: str, *, but: User) -> None:
    """What became of the request."""
    add_notices(asked.report, [asked.by], f"{asked.report}{says}"[:LONGEST_NOTICE], but=but)


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
        add_notices(following, access.holders(following.agency, Role.DRAFTER), says)


def _everyone(report: Report) -> list[User]:
    return list(User.objects.filter(is_active=True, memberships__agency=report.agency_id).distinct())
