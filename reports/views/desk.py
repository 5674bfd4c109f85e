"""The desk (工作台): what waits for me, until when; my agencies' reports by year; starting a year."""

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
from reports import actions, editions
from reports.deadlines import Deadline, deadline, years_in_hand
from reports.models import Release, Report


@dataclass(frozen=True)
class Task:
    """One thing to do: for whom, what, until when, and the address where it is done (posted to, when `starts`)."""

    agency: Agency
    year: int
    says: str
    due: Deadline
    url: str
    starts: bool = False


@dataclass(frozen=True)
class Shelf:
    """One of the user's agencies: their roles there and its reports, newest first."""

    agency: Agency
    roles: str
    drafts: bool
    manages: bool
    reports: list[Report]
    free_years: list[int]


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What the signed-in user has to do and to look after. Four queries, however many agencies there are."""
    today = timezone.localdate()
    shelves = _shelves(request, today)
    tasks = sorted((task for shelf in shelves for task in _tasks(shelf, today)), key=lambda task: task.due.day)
    return render(request, "desk/desk.html", {"tasks": tasks, "shelves": shelves, "today": today})


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
    return Shelf(agency, access.names(held), Role.DRAFTER in held, Role.MANAGER in held, reports, free)


def _tasks(shelf: Shelf, today: date) -> list[Task]:
    """The years in hand that are not yet published, for who drafts."""
    if not shelf.drafts:
        return []
    by_year = {report.year: report for report in shelf.reports}
    tasks = []
    for year in years_in_hand(today):
        report = by_year.get(year)
        due = deadline(shelf.agency.kind, shelf.agency.level, year, today)
        if report is None:
            start_at = reverse("desk:start", args=[shelf.agency.code])
            tasks.append(Task(shelf.agency, year, "还没有开始填报", due, start_at, starts=True))
        elif not report.published:  # type: ignore[attr-defined]
            edit_at = reverse("desk:begin", args=[shelf.agency.code, year])
            tasks.append(Task(shelf.agency, year, "填报中", due, edit_at))
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
