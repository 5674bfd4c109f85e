"""The reports that are not published yet, on the days when people are reminded of them, and who has to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency, User
from agencies.roles import Role
from agencies.staff import Staff
from reports.models import Report
from reports.workflow.deadlines import Deadline, deadline
from reports.workflow.transitions import STAGES, State

BEFORE = frozenset({14, 7, 3, 1, 0})
DONE = (State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class Outstanding:
    """An agency's report of the year that is not published; `report` is None where it was not begun."""

    agency: Agency
    year: int
    report: Report | None
    due: Deadline

    @property
    def role(self) -> Role:
        """Who has to act now."""
        state = State(self.report.state) if self.report else State.DRAFTING
        return Role.DRAFTER if state is State.DRAFTING else STAGES.get(state, Role.PUBLISHER)

    @property
    def says(self) -> str:
        """How far the report is and by when it is due, as a clause."""
        state = State(self.report.state).label if self.report else "还没有开始填报"
        return f"{self.agency.report_title(self.year)}{state}，截止日期{self.due.words}"

    def holders(self, staff: Staff) -> list[User]:
        """Who has to act now; empty where nobody has the role."""
        if self.role is Role.SUPERVISOR:
            return staff.supervisors_of(self.agency)
        return staff.holders(self.agency, self.role)


def outstanding(year: int, today: date) -> Iterator[Outstanding]:
    """Of every agency in use that has not published, on a day when people are to be reminded of it. Two queries.

    The days: 14, 7, 3 and 1 days before the deadline, the last day, and every seventh day after it.
    """
    reports = Report.objects.filter(year=year).defer("figures", "prose", "pending")
    by_agency = {report.agency_id: report for report in reports}
    for agency in Agency.objects.filter(is_active=True).order_by("position", "code"):
        due = deadline(agency.kind, agency.level, year, today)
        report = by_agency.get(agency.pk)
        if (report is None or report.state not in DONE) and _is_a_day_to_remind(due.days_left):
            yield Outstanding(agency, year, report, due)


def _is_a_day_to_remind(days_left: int) -> bool:
    return days_left in BEFORE or (days_left < 0 and days_left % 7 == 0)
