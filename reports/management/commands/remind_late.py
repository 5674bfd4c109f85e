"""`manage.py remind_late`: notices about reports that are due soon or overdue. For cron; safe to run twice a day.

Who holds a report hears of it 14, 7, 3 and 1 days before the deadline, on the day, and every seventh day after it;
where nobody has the role that is to act, the managers do. Supervisors hear on the same days which of their agencies
have not published, and which of those have nobody to draft. Each person gets one notice a day, whatever they are.
"""

from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies.models import User
from agencies.roles import Role
from agencies.staff import Staff
from reports import actions
from reports.queries.outstanding import Outstanding, outstanding

NAMED = 10
LISTED = 3


class Command(BaseCommand):
    help = "提醒临近或超过期限还没有发布的年度报告：填报人、审核人、发布人，没有填报人的机关的管理员，各级主管"

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        year = today.year - 1
        staff = Staff()
        own: dict[User, list[actions.Reminder]] = defaultdict(list)
        supervised: dict[User, list[Outstanding]] = defaultdict(list)
        for each in outstanding(year, today):
            for person, says in _addressees(each, staff):
                own[person].append(actions.Reminder(each.report, says))
            for supervisor in staff.supervisors_of(each.agency):
                supervised[supervisor].append(each)
        reminders = {
            person: _one_reminder(own.get(person, []), _summary(year, supervised.get(person, []), staff))
            for person in dict.fromkeys([*own, *supervised])
        }
        self.stdout.write(f"发出 {actions.remind(reminders, today)} 条提醒。")


def _addressees(each: Outstanding, staff: Staff) -> list[tuple[User, str]]:
    """Who is told of the report, in which words: who has to act, or the managers where nobody has the role."""
    if people := each.holders(staff):
        return [(person, each.says) for person in people]
    says = f"{each.says}；本机关还没有{each.role.label}，请在“成员和角色”里安排"
    return [(person, says) for person in staff.holders(each.agency, Role.MANAGER)]


def _summary(year: int, reports: list[Outstanding], staff: Staff) -> str:
    """What a supervisor is told of the agencies below; empty where all have published."""
    if not reports:
        return ""
    says = f"{year}年年度报告还没有发布的机关有 {len(reports)} 个：{_named(reports)}"
    nobody = [each for each in reports if not staff.holders(each.agency, Role.DRAFTER)]
    return says + (f"。其中 {len(nobody)} 个还没有填报人：{_named(nobody)}" if nobody else "")


def _named(reports: list[Outstanding]) -> str:
    names = "、".join(each.agency.title_name for each in reports[:NAMED])
    return names + ("等" if len(reports) > NAMED else "")


def _one_reminder(own: list[actions.Reminder], summary: str) -> actions.Reminder:
    """All that a person is told in one notice; it leads to the report where it is about a single one."""
    sentences = [reminder.says for reminder in own[:LISTED]]
    if len(own) > LISTED:
        sentences.append(f"等您处理的共 {len(own)} 份，见工作台")
    sentences += [summary] if summary else []
    report = own[0].report if len(own) == 1 and not summary else None
    return actions.Reminder(report, "。".join(sentences))
