"""The desk (工作台): what waits for me, until when; my agencies' reports by year; starting a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import AgencyContext, requires
from agencies.accounts import telling
from agencies.first_steps import first_steps
from agencies.form_layout import SubmitButton
from agencies.member_list import vacancies
from agencies.models import Agency, Event
from agencies.roles import Role
from reports import actions, editions
from reports.desk.importing.uploads import IMPORT_ROLES
from reports.forms.starting import FirstStartForm
from reports.forms.years import YearForm
from reports.models import AdoptionRequest, Notice, Release, Report
from reports.queries import adoptions, queue
from reports.workflow.deadlines import Deadline, deadline, years_in_hand
from reports.workflow.transitions import State

NOTICES = 20


@dataclass(frozen=True)
class Task:
    """Something to do: for which agency and year, its state in words (`says`), until when, and the address where it is
    done.

    The address is posted to when `starts`, else opened. `button` is the label of the button; `reason` why a reviewer
    sent the report back, empty otherwise; `since` what is said in place of the due date where that is long past.
    """

    agency: Agency
    year: int
    says: str
    due: Deadline
    url: str
    button: str
    starts: bool = False
    reason: str = ""
    since: str = ""

    @property
    def css_class(self) -> str:
        """The looks of the button: what can wait until its season is no next step."""
        return "button primary" if self.due.has_begun else "button"


@dataclass(frozen=True)
class AgencyDesk:
    """One of the user's agencies: their roles there and its reports, newest first."""

    agency: Agency
    roles: str
    drafts: bool
    manages: bool
    supervises: bool
    imports: bool
    reports: list[Report]
    free_years: list[int]

    @property
    def start_form(self) -> YearForm:
        """Starts a report of a year that has none."""
        code = self.agency.code
        address = reverse("desk:start_report", args=[code])
        button, first = SubmitButton("开始"), self.free_years[0]
        return YearForm("开始其他年度", self.free_years, button, chosen=first, ids=f"%s-{code}", action=address)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """工作台: the user's tasks, notices and agencies with their reports. For everyone signed in; eight queries.

    A manager finds there which roles nobody holds yet; one query more. Who looks after all accounts and has no role
    finds what the installation still needs; six queries more.
    """
    today = timezone.localdate()
    user = access.signed_in(request)
    desks = _agency_desks(request, today)
    returned = _returned(desks)
    tasks = [task for desk in desks for task in _tasks(desk, today, returned)]
    tasks += [_to_review(report, today) for report in queue.to_review(user)]
    tasks += [_to_confirm(asked, today) for asked in adoptions.to_confirm(user)]
    notices = Notice.objects.filter(user=user, read_at=None).select_related("report__agency")[:NOTICES]
    context = {
        "tasks": sorted(tasks, key=lambda task: (not task.reason, task.due.day)),
        "desks": desks,
        "notices": notices,
        "account_notices": telling.unread(user),
        "supervises": any(desk.supervises for desk in desks),
        "vacancies": vacancies([desk.agency for desk in desks if desk.manages]),
        "first_steps": first_steps() if user.looks_after_accounts and not desks else None,
    }
    return render(request, "desk/home.html", context)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark every notice of the user as read and go back to the desk. For everyone signed in."""
    actions.mark_read(access.signed_in(request))
    return redirect("desk:home")


def _to_review(report: Report, today: date) -> Task:
    """A report that waits for this person's signature, or to be published."""
    agency, state = report.agency, State(report.state)
    due = deadline(agency.kind, agency.level, report.year, today)
    button = "去发布" if state is State.APPROVED else "去审核"
    return Task(agency, report.year, state.label, due, reverse("desk:review", args=[agency.code, report.year]), button)


def _to_confirm(asked: AdoptionRequest, today: date) -> Task:
    """What was public elsewhere and waits for this person to confirm that it is taken in."""
    agency, year = asked.report.agency, asked.report.year
    due = deadline(agency.kind, agency.level, year, today)
    since = f"{asked.by.display_name}{date_format(localtime(asked.at), 'Y年n月j日')}申请"
    at = reverse("desk:adoption", args=[agency.code, asked.pk])
    return Task(agency, year, "原公开件等待确认", due, at, "去确认", since=since)


def _returned(desks: list[AgencyDesk]) -> dict[int, str]:
    """Why reports were sent back to those who draft them, by report: the reason of the last time. One query."""
    drafting = [
        report.pk
        for desk in desks
        if desk.drafts
        for report in desk.reports
        if report.state == State.DRAFTING and report.round > 1
    ]
    events = Event.objects.filter(report_id__in=drafting, action__in=["send_back", "correct", "recall"]).order_by(
        "number"
    )
    newest = {event.report_id: event for event in events}
    return {
        pk: str(event.data.get("reason", ""))
        for pk, event in newest.items()
        if pk is not None and event.action == "send_back"
    }


def _agency_desks(request: HttpRequest, today: date) -> list[AgencyDesk]:
    roles: dict[Agency, set[Role]] = {}
    for membership in access.memberships_of(request.user):
        roles.setdefault(membership.agency, set()).add(Role(membership.role))
    published = Exists(Release.objects.filter(report=OuterRef("pk")))
    reports = Report.objects.filter(agency__in=roles).annotate(published=published).order_by("-year")
    by_agency: dict[int, list[Report]] = {}
    for report in reports.defer("figures", "prose", "pending"):
        by_agency.setdefault(report.agency_id, []).append(report)
    return [
        _agency_desk(agency, frozenset(roles_held), by_agency.get(agency.pk, []), today)
        for agency, roles_held in roles.items()
    ]


def _agency_desk(agency: Agency, roles: frozenset[Role], reports: list[Report], today: date) -> AgencyDesk:
    years = {report.year for report in reports}
    first = editions.all_editions()[0].first_year
    free = [year for year in range(today.year, first - 1, -1) if year not in years]
    return AgencyDesk(
        agency=agency,
        roles=access.role_names_of(roles),
        drafts=Role.DRAFTER in roles,
        manages=Role.MANAGER in roles,
        supervises=Role.SUPERVISOR in roles,
        imports=not roles.isdisjoint(IMPORT_ROLES),
        reports=reports,
        free_years=free,
    )


def _tasks(desk: AgencyDesk, today: date, returned: Mapping[int, str]) -> list[Task]:
    """The years in hand that are to be written, and every report sent back or under correction, for who drafts."""
    if not desk.drafts:
        return []
    by_year = {report.year: report for report in desk.reports}
    tasks = []
    for year in years_in_hand(today):
        if year not in by_year:
            due = deadline(desk.agency.kind, desk.agency.level, year, today)
            start_at = reverse("desk:start_report", args=[desk.agency.code])
            says, button = ("还没有开始填报", "开始填报") if due.has_begun else ("还没有到填报的时候", "提前准备")
            tasks.append(Task(desk.agency, year, says, due, start_at, button, starts=True))
    for year, report in by_year.items():
        if report.state == State.DRAFTING and (year in years_in_hand(today) or report.round > 1):
            due = deadline(desk.agency.kind, desk.agency.level, year, today)
            edit_at = reverse("desk:edit_report", args=[desk.agency.code, year])
            reason = returned.get(report.pk, "")
            says = "被退回" if reason else "更正中" if report.number > 1 else "填报中"
            tasks.append(Task(desk.agency, year, says, due, edit_at, "继续填报", reason=reason))
    return tasks


@require_POST
@requires(Role.DRAFTER)
def start_report(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Create the agency's report for the posted `year`, or open the one that exists. For drafters of the agency.

    Before the agency's first report it asks whether the name that will be printed is right.
    """
    try:
        year = _year_to_start(request.POST.get("year", ""))
    except editions.NoEdition as error:
        messages.error(request, str(error))
        return redirect("desk:home")
    if "confirmed" not in request.POST and not Report.objects.filter(agency=ctx.agency).exists():
        return _ask_for_the_name(request, ctx, year)
    actions.start(ctx.agency, year, ctx.user)
    return redirect("desk:edit_report", ctx.agency.code, year)


def _year_to_start(posted: str) -> int:
    """The year, where a report of it can be written. Raises NoEdition with a sentence."""
    if not posted.isascii() or not posted.isdecimal() or len(posted) > 4 or int(posted) > timezone.localdate().year:
        raise editions.NoEdition(f"不能开始“{posted[:10]}”年度的报告，请选择已经过去或当前的年度。")
    editions.for_year(int(posted))
    return int(posted)


def _ask_for_the_name(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """The page with the title that will be printed, and the button that starts the report."""
    address = reverse("desk:start_report", args=[ctx.agency.code])
    context = {
        "ctx": ctx,
        "title": ctx.agency.report_title(year),
        "form": FirstStartForm(year=year, address=address, back=reverse("desk:home")),
        "managers": "、".join(person.display_name for person in access.holders(ctx.agency, Role.MANAGER)),
    }
    return render(request, "desk/first_start.html", context)
