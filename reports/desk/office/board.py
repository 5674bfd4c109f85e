"""督办: the agencies a competent office covers, year by year: how far each report is, and by when it is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, AgencyQuerySet
from agencies.roles import Role
from reports import editions
from reports.forms.years import LONGEST_NAME, SupervisedForm
from reports.models import Report
from reports.workflow.deadlines import Deadline, deadline
from reports.workflow.transitions import State

PER_PAGE = 50
NOT_STARTED = "none"


@dataclass(frozen=True)
class AgencyRow:
    """One agency: `state` says how far its report is; `late` when it is overdue and not public."""

    agency: Agency
    state: str
    label: str
    number: int
    due: Deadline

    @property
    def is_done(self) -> bool:
        """Whether the report was published, withdrawn or not."""
        return self.state in {State.PUBLISHED, State.WITHDRAWN}

    @property
    def is_late(self) -> bool:
        """Whether the report is past its deadline and was never published."""
        return not self.is_done and self.due.days_left < 0


@dataclass(frozen=True)
class StateCount:
    """How many agencies are in a state, and whether the list shows just those."""

    state: str
    label: str
    count: int
    chosen: bool


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """督办: the agencies the user supervises and their reports of a year. Http404 for others; six queries."""
    user = access.signed_in(request)
    if not user.memberships.filter(role=Role.SUPERVISOR).exists():
        raise Http404("您不是任何机关的主管")
    today = timezone.localdate()
    years = list(range(today.year, editions.all_editions()[0].first_year - 1, -1))
    year = _year(request, today.year - 1, years)
    supervised = _with_states(Agency.objects.supervised_by(user), year)
    chosen_state = request.GET.get("state", "")
    name = request.GET.get("q", "").strip()[:LONGEST_NAME]
    listed = supervised.filter(state=chosen_state) if chosen_state else supervised
    listed = listed.search(name) if name else listed.order_by("position", "code")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": SupervisedForm(years, year=year, q=name, state=chosen_state),
        "year": year,
        "q": name,
        "state": chosen_state,
        "state_counts": _state_counts(supervised, chosen_state),
        "rows": _rows(page, year, today),
        "page": page,
    }
    return render(request, "desk/office/agencies.html", context)


def _year(request: HttpRequest, usual: int, years: list[int]) -> int:
    posted = request.GET.get("year", "")
    return int(posted) if posted in map(str, years) else usual


def _with_states(agencies: AgencyQuerySet, year: int) -> Any:  # a queryset with two columns more than its type
    report = Report.objects.filter(agency=OuterRef("pk"), year=year)
    return agencies.annotate(
        state=Coalesce(Subquery(report.values("state")), Value(NOT_STARTED)),
        version=Coalesce(Subquery(report.values("number")), Value(0)),
    )


def _state_counts(agencies: Any, chosen_state: str) -> list[StateCount]:
    """One for each state that occurs, in the order of the way, all agencies first."""
    counts = dict(agencies.order_by().values_list("state").annotate(count=Count("pk")))
    states = [(NOT_STARTED, "未开始"), *((str(state), state.label) for state in State)]
    rows = [
        StateCount(state, label, counts[state], state == chosen_state) for state, label in states if state in counts
    ]
    return [StateCount("", "应报", sum(counts.values()), not chosen_state), *rows]


def _rows(page: Page, year: int, today: date) -> list[AgencyRow]:
    rows = []
    for agency in page.object_list:
        label = "未开始" if agency.state == NOT_STARTED else State(agency.state).label
        due = deadline(agency.kind, agency.level, year, today)
        rows.append(AgencyRow(agency, agency.state, label, agency.version, due))
    return rows
