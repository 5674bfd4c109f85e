"""督办: what a supervisor sees of the agencies they cover, and nobody else's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency
from agencies.roles import Role
from reports import actions
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.trees import plant_ningxia
from tests.public.published import Page
from tests.signing import order, person, staffed

pytestmark = pytest.mark.django_db
AT = "/desk/office/"


@pytest.fixture
def tree(monkeypatch):
    noon = datetime(2025, 2, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return plant_ningxia()


def rows(client, address=AT) -> list[tuple[str, ...]]:
    page = Page(client.get(address))
    body = [line for table in page.all("table") for line in table.iter("tr")][1:]
    return [tuple(" ".join("".join(cell.itertext()).split()) for cell in list(line)[:3]) for line in body]


def test_every_covered_agency_is_listed_with_state_and_deadline(client, tree):
    report = factories.report(tree["nx-zw-spt-sfj"], 2024)
    actions.apply(report, Action.SUBMIT, staffed(report.agency)[Role.DRAFTER], order(report))
    client.force_login(person(tree["nx-zw-spt"], Role.SUPERVISOR))
    assert rows(client) == [
        ("中卫市沙坡头区人民政府", "未开始", "2025年2月20日（还有 10 天）"),
        ("中卫市沙坡头区司法局", "一审一校", "2025年1月31日（已超过 10 天）"),
    ]


def test_list_is_narrowed_by_state_and_name(client, tree):
    factories.report(tree["nx-zw-spt-sfj"], 2024)
    client.force_login(person(tree["nx-zw-spt"], Role.SUPERVISOR))
    assert [row[0] for row in rows(client, f"{AT}?state=drafting")] == ["中卫市沙坡头区司法局"]
    assert [row[0] for row in rows(client, f"{AT}?q=司法")] == ["中卫市沙坡头区司法局"]
    assert rows(client, f"{AT}?state=nothing&q=<b>&year=x&page=99") == []


def test_tallies_count_every_agency(client, tree):
    factories.report(tree["nx-zw-spt-sfj"], 2024)
    client.force_login(person(tree["nx-zw-spt"], Role.SUPERVISOR))
    (nav,) = Page(client.get(AT)).all("nav", class_="tallies")
    assert ["".join(link.itertext()) for link in nav.iter("a")] == ["2 应报", "1 未开始", "1 填报中"]


def test_queries_do_not_grow_with_the_tree(client, tree):
    client.force_login(person(tree["nx"], Role.SUPERVISOR))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(AT)
        return len(captured)

    before = queries()
    Agency.objects.bulk_create(
        Agency(code=f"x{number}", name=f"第{number}局", parent=tree["nx"], level="county", kind="department")
        for number in range(200)
    )
    assert (queries(), len(rows(client))) == (before, 50)


def test_deadlines_of_other_years_are_seen_by_choosing_the_year(client, tree):
    client.force_login(person(tree["nx-zw-spt"], Role.SUPERVISOR))
    assert rows(client, f"{AT}?year=2023")[1][2].startswith(f"{date(2024, 1, 31):%Y}年1月31日")
