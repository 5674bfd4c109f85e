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
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import Seat, requires
from agencies.models import Agency
from agencies.roles import Role
from reports import actions, editions, waiting
from reports.deadlines import Deadline, deadline, years_in_hand
from reports.models import Event, Notice, Release, Report
from reports.workflow import State

NOTICES = 20


@dataclass(frozen=True)
class Task:
    """One thing to do: for whom, what, until when, and the address where it is done (posted to, when `starts`).

    `does` is what the button says; `why` the reason of whoever sent the report back.
    """

    agency: Agency
    year: int
    says: str
    due: Deadline
    url: str
    does: str
    starts: bool = False
    why: str = ""


@dataclass(frozen=True)
class Shelf:
    """One of the user's agencies: their roles there and its reports, newest first."""

    agency: Agency
    roles: str
    drafts: bool
    manages: bool
    supervises: bool
    reports: list[Report]
    free_years: list[int]


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What the signed-in user has to do and to look after. Seven queries, however many agencies there are."""
    today = timezone.localdate()
    user = access.signed_in(request)
    shelves = _shelves(request, today)
    returned = _returned(shelves)
    tasks = [task for shelf in shelves for task in _tasks(shelf, today, returned)]
    tasks += [_to_review(report, today) for report in waiting.to_review(user)]
    notices = Notice.objects.filter(user=user, read_at=None).select_related("report__agency")[:NOTICES]
    context = {
        "tasks": sorted(tasks, key=lambda task: (not task.why, task.due.day)),
        "shelves": shelves,
        "notices": notices,
        "supervises": any(shelf.supervises for shelf in shelves),
    }
    return render(request, "desk/desk.html", context)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Every notice on the desk was seen."""
    user = access.signed_in(request)
    Notice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())
    return redirect("desk:desk")


def _to_review(report: Report, today: date) -> Task:
    """A report that waits for this person's signature, or to be published."""
    agency, state = report.agency, State(report.state)
    due = deadline(agency.kind, agency.level, report.year, today)
    does = "去发布" if state is State.APPROVED else "去审核"
    return Task(agency, report.year, state.label, due, reverse("desk:review", args=[agency.code, report.year]), does)


def _returned(shelves: list[Shelf]) -> dict[int, str]:
    """Why reports were sent back to those who draft them, by report: the reason of the last time. One query."""
    drafting = [
        report.pk
        for shelf in shelves
        if shelf.drafts
        for report in shelf.reports
        if report.state == State.DRAFTING and report.round > 1
    ]
    events = Event.objects.filter(report__in=drafting, action__in=["send_back", "correct", "recall"]).order_by("number")
    last = {event.report_id: event for event in events}
    return {
        pk: str(event.data.get("reason", ""))
        for pk, event in last.items()
        if pk is not None and event.action == "send_back"
    }


def _shelves(request: HttpRequest, today: date) -> list[Shelf]:
    roles: dict[Agency, set[Role]] = {}
    for membership in access.memberships_of(request.user):
        roles.setdefault(membership.agency, set()).add(Role(membership.role))
    published = Exists(Release.objects.filter(report=OuterRef("pk")))
    reports = Report.objects.filter(agency__in=roles).annotate(published=published).order_by("-year")
    by_agency: dict[int, list[Report]] = {}
    for report in reports.defer("figures", "prose", "pending"):
        by_agency.setdefault(report.agency_id, []).append(report)
    return [_shelf(agency, frozenset(held), by_agency.get(agency.pk, []), today) for agency, held in roles.items()]


def _shelf(agency: Agency, held: frozenset[Role], reports: list[Report], today: date) -> Shelf:
    written = {report.year for report in reports}
    first = editions.all_editions()[0].first_year
    free = [year for year in range(today.year, first - 1, -1) if year not in written]
    return Shelf(
        agency=agency,
        roles=access.names(held),
        drafts=Role.DRAFTER in held,
        manages=Role.MANAGER in held,
        supervises=Role.SUPERVISOR in held,
        reports=reports,
        free_years=free,
    )


def _tasks(shelf: Shelf, today: date, returned: Mapping[int, str]) -> list[Task]:
    """The years in hand that are to be written, and every report sent back or under correction, for who drafts."""
    if not shelf.drafts:
        return []
    by_year = {report.year: report for report in shelf.reports}
    tasks = []
    for year in years_in_hand(today):
        if year not in by_year:
            due = deadline(shelf.agency.kind, shelf.agency.level, year, today)
            start_at = reverse("desk:start", args=[shelf.agency.code])
            tasks.append(Task(shelf.agency, year, "还没有开始填报", due, start_at, "开始填报", starts=True))
    for year, report in by_year.items():
        if report.state == State.DRAFTING and (year in years_in_hand(today) or report.round > 1):
            due = deadline(shelf.agency.kind, shelf.agency.level, year, today)
            edit_at = reverse("desk:begin", args=[shelf.agency.code, year])
            why = returned.get(report.pk, "")
            says = "被退回" if why else "更正中" if report.number > 1 else "填报中"
            tasks.append(Task(shelf.agency, year, says, due, edit_at, "继续填报", why=why))
    return tasks


@require_POST
@requires(Role.DRAFTER)
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Start the agency's report for the posted year, or go on with it."""
    year = request.POST.get("year", "")
    try:
        if not year.isascii() or not year.isdecimal() or len(year) > 4 or int(year) > timezone.localdate().year:
            raise editions.NoEdition(f"不能开始“{year[:10]}”年度的报告，请选择已经过去或当前的年度。")
        actions.start(seat.agency, int(year), seat.user)
    except editions.NoEdition as error:
        messages.error(request, str(error))
        return redirect("desk:desk")
    return redirect("desk:begin", seat.agency.code, int(year))
