"""`manage.py remind_late`: notices about reports that are due soon or overdue. For cron; safe to run twice a day.

Drafters (and whoever holds the report now) hear of it 14, 7, 3 and 1 days before the deadline, on the day, and every
seventh day after it; supervisors on the same days which of their agencies have not published.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies import access
from agencies.models import Agency
from agencies.roles import Role
from reports.actions.telling import whose_turn
from reports.deadlines import Deadline, deadline
from reports.models import Notice, Report
from reports.workflow import STAGES, State

BEFORE = frozenset({14, 7, 3, 1, 0})
NAMED = 10
DONE = (State.PUBLISHED, State.WITHDRAWN)


class Command(BaseCommand):
    help = "提醒临近或超过期限还没有发布的年度报告（供定时任务使用）"

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        year = today.year - 1
        late: dict[User, list[str]] = defaultdict(list)
        told = 0
        for agency, report, due in _outstanding(year, today):
            who = _who_holds(agency, report)
            told += _tell(who, report, _says(agency, year, report, due), today)
            for supervisor in access.supervisors_of(agency):
                late[supervisor].append(agency.title_name)
        for supervisor, names in late.items():
            listed = "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
            says = f"{year}年年度报告还没有发布的机关有 {len(names)} 个：{listed}"
            told += _tell([supervisor], None, says, today)
        self.stdout.write(f"发出 {told} 条提醒。")


def _outstanding(year: int, today: date) -> Iterable[tuple[Agency, Report | None, Deadline]]:
    """The agencies that draft here and have not published, on a day when that is to be said."""
    drafting = Agency.objects.filter(memberships__role=Role.DRAFTER).distinct().order_by("position", "code")
    reports = {report.agency_id: report for report in Report.objects.filter(year=year, agency__in=drafting)}
    for agency in drafting:
        due = deadline(agency.kind, agency.level, year, today)
        report = reports.get(agency.pk)
        if (report is None or report.state not in DONE) and _is_a_day_to_remind(due.days_left):
            yield agency, report, due


def _is_a_day_to_remind(days_left: int) -> bool:
    return days_left in BEFORE or (days_left < 0 and days_left % 7 == 0)


def _who_holds(agency: Agency, report: Report | None) -> Iterable[User]:
    if report is None or report.state == State.DRAFTING:
        return access.holders(agency, Role.DRAFTER)
    state = State(report.state)
    return whose_turn(agency, state) if state in STAGES else access.holders(agency, Role.PUBLISHER)


def _says(agency: Agency, year: int, report: Report | None, due: Deadline) -> str:
    state = State(report.state).label if report else "还没有开始填报"
    return f"{agency.title_name}{year}年政府信息公开工作年度报告{state}，截止日期{due.words}"


def _tell(people: Iterable[User], report: Report | None, says: str, today: date) -> int:
    """Notices for those who were not told the same today already."""
    known = set(Notice.objects.filter(says=says, at__date=today).values_list("user", flat=True))
    now = timezone.now()
    new = [Notice(user=person, report=report, says=says, at=now) for person in people if person.pk not in known]
    return len(Notice.objects.bulk_create(new))
