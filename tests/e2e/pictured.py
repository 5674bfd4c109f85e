"""What the pictures of the manual show: one agency with its reports and people, on a day that does not move.

Nobody and nothing real: people are called by their roles, the agency and its figures are an example.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import Agency
from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.public.published import publish
from tests.signing import explain_all, order

THE_DAY = datetime(2026, 1, 12, 2, 42, tzinfo=UTC)  # 10:42 in China, nineteen days before the last one
PEOPLE = {
    "clerk": Role.DRAFTER,
    "first": Role.FIRST_REVIEWER,
    "second": Role.SECOND_REVIEWER,
    "final": Role.FINAL_REVIEWER,
    "publisher": Role.PUBLISHER,
    "manager": Role.MANAGER,
}
RECEIVED = {"natural_person": 10, "business": 3}
THIS_YEAR = {
    "disclosure.normative_documents.issued": 2,
    "disclosure.normative_documents.repealed": 1,
    "disclosure.normative_documents.in_force": 11,
    "disclosure.licensing.decisions": 127,
    "disclosure.penalties.decisions": 36,
    **{f"requests.received.{column}": number for column, number in RECEIVED.items()},
    "requests.granted.natural_person": 6,
    "requests.granted.business": 2,
    "requests.partly_granted.natural_person": 1,
    "requests.refused_third_party.business": 1,
    "requests.unavailable_not_held.natural_person": 2,
    "requests.carried_out.natural_person": 1,
}
LAST_YEAR = THIS_YEAR | {
    "disclosure.normative_documents.in_force": 10,
    "disclosure.licensing.decisions": 118,
    "requests.received.natural_person": 12,
    "requests.granted.natural_person": 9,
    "requests.carried_out.natural_person": 0,
}
TOTAL = "{{一、本年新收政府信息公开申请数量·总计}}"
LAST_TEXTS = {
    "opening": "示例县司法局依照《中华人民共和国政府信息公开条例》编制本报告。数据从2024年1月1日起，到12月31日止。",
    "overview": (
        "（一）主动公开。全年在县政府网站公开信息188条，普法宣传的内容最多。\n"
        "（二）依申请公开。全年收到申请15件，已经全部办结。\n"
        "（三）政府信息管理。修订了公开审查的流程，由股室、办公室两级把关。\n"
        "（四）政府信息公开平台建设。专栏改版，增加了查找功能。\n"
        "（五）监督保障。组织培训一次。"
    ),
    "problems": "（一）存在的问题。有的文件公开以后没有及时解读。\n（二）改进情况。解读与文件同时起草、同时公开。",
    "other": "没有收取信息处理费。",
    "contact": "地址：示例县中心街1号\n邮编：000000\n电话：0000-0000000\n本报告的电子版可以在县政府网站下载。",
}
THIS_TEXTS = LAST_TEXTS | {
    "opening": LAST_TEXTS["opening"].replace("2024", "2025"),
    "overview": (
        "（一）主动公开。今年主动公开信息206条，其中部门动态160条、政策文件21条、财政信息25条。\n"
        f"（二）依申请公开。今年新收政府信息公开申请{TOTAL}件，都在规定的期限内答复。\n"
        "（三）政府信息管理。公文起草时写明公开属性，发布以前经过三次审核、三次校对。\n"
        "（四）政府信息公开平台建设。每个栏目有专人更新，每季度检查一次链接。\n"
        "（五）监督保障。八月请县政府办公室来讲课，各股室都派人参加。"
    ),
    "problems": (
        "（一）存在的问题。有3件答复是在期限的最后一天作出的，登记台账没有到期提醒。\n"
        "（二）改进情况。从9月起，台账在到期前5个工作日提醒承办人，此后没有再出现。"
    ),
    "other": "本年度没有发出收费通知，也就没有收取信息处理费。",
}


@contextmanager
def the_day() -> Iterator[None]:
    """Django's clock begins on THE_DAY and goes on from there."""
    begun = datetime.now(UTC)

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime)

    class Clock(metaclass=Kind):
        @staticmethod
        def now(tz: tzinfo | None = None) -> datetime:
            return (THE_DAY + (datetime.now(UTC) - begun)).astimezone(tz)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "datetime", Clock)
        yield


def draft() -> Report:
    """The report of 2025 being written: one number that does not add up, one cell blank; last year's is public."""
    agency = plant("example", name="示例县司法局", parent=plant("county", name="示例县人民政府", kind="government"))
    for name, role in PEOPLE.items():
        person(name, role, at=agency, full_name=role.label)
    publish(agency, 2024, entered=factories.figures(**LAST_YEAR), prose=LAST_TEXTS)
    figures: dict[str, Any] = factories.figures(**THIS_YEAR)
    figures["requests.granted.natural_person"] = 5
    del figures["requests.refused_internal.business"]
    return factories.report(agency, 2025, figures=figures, prose=THIS_TEXTS)


def in_review() -> Agency:
    """The same report, right and sent for review, with a change that is marked."""
    report = draft()
    clerk = report.agency.memberships.get(role=Role.DRAFTER).user
    report.figures, report.version = factories.figures(**THIS_YEAR), report.version + 1
    report.save(update_fields=["figures", "version"])
    explain_all(report, clerk)
    actions.apply(report, Action.SUBMIT, clerk, order(report))
    return report.agency
