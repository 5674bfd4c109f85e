"""The desk: what presses and what can wait."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.public.published import Page, text
from tests.signing import order, staffed

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(monkeypatch):
    """A day on which the running year is in hand and its season has not begun."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 21))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tasks(client: Client) -> list[tuple[str, bool, bool]]:
    """The words of each task, whether its day is marked as past, and whether its button is the primary one."""
    lines = Page(client.get("/desk/")).all("li", class_="task")
    classes = [[part.get("class", "") for part in line.iter()] for line in lines]
    return [
        (text(line), "task-due late" in names, "button primary" in names)
        for line, names in zip(lines, classes, strict=True)
    ]


def test_year_whose_season_has_not_begun_waits_calmly_below_what_is_late(november):
    clerk = person("clerk", Role.DRAFTER, at=plant("x", name="样表县司法局"))
    late, early = tasks(signed_in(clerk))
    assert late[1:] == (True, True)
    assert "已超过" in late[0]
    assert early[1:] == (False, False)
    assert "2026年度报告还没有到填报的时候 2027年1月1日开始填报" in early[0]


def test_report_begun_before_its_season_waits_calmly_too(november):
    agency = plant("x", name="样表县司法局")
    actions.start(agency, 2026, empty=True)
    shown = tasks(signed_in(person("clerk", Role.DRAFTER, at=agency)))
    (early,) = [task for task in shown if "2026年度" in task[0]]
    assert (early[1:], "2027年1月1日开始填报" in early[0]) == ((False, False), True)


def test_submission_can_be_taken_back_from_the_desk_until_somebody_signs():
    report = factories.report()
    people = staffed(report.agency)

    def offered() -> list[str]:
        links = Page(signed_in(people[Role.DRAFTER]).get("/desk/")).links()
        return [address for words, address in links if words == "撤回送审"]

    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert offered() == ["/desk/nx-zw-spt-sfj/2024/review/#recall"]
    assert "撤回送审" not in text(Page(signed_in(people[Role.FIRST_REVIEWER]).get("/desk/")).root)
    actions.apply(report, Action.APPROVE, people[Role.FIRST_REVIEWER], order(report))
    assert offered() == []
