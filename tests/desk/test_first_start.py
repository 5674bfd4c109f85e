"""The first report of an agency: the name that will be printed is asked for once, before anything is created."""

import pytest
from django.test import Client

from agencies.models import Agency
from agencies.roles import Role
from reports.models import Report
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.public.published import Page

pytestmark = pytest.mark.django_db
START = "/desk/x/start/"


@pytest.fixture
def agency() -> Agency:
    return plant("x", name="样表县司法局")


@pytest.fixture
def clerk(agency: Agency) -> Client:
    client = Client()
    client.force_login(person("clerk", Role.DRAFTER, at=agency))
    return client


def test_title_is_shown_and_nothing_created_before_it_is_confirmed(clerk: Client) -> None:
    answer = clerk.post(START, {"year": "2024"})
    assert (answer.status_code, Report.objects.count()) == (200, 0)
    page = Page(answer)
    assert page.text("p", class_="printed-title") == "样表县司法局2024年政府信息公开工作年度报告"
    (year,) = page.all("input", name="year")
    (button,) = page.all("button", name="confirmed")
    answer = clerk.post(START, {"year": year.get("value"), "confirmed": button.get("value")})
    assert (answer["Location"], Report.objects.get().year) == ("/desk/x/2024/edit/", 2024)


def test_later_years_are_not_asked_for_again(clerk: Client) -> None:
    clerk.post(START, {"year": "2023", "confirmed": "1"})
    assert clerk.post(START, {"year": "2024"})["Location"] == "/desk/x/2024/edit/"


def test_who_can_have_a_wrong_name_mended_is_named(clerk: Client, agency: Agency) -> None:
    def whom() -> str:
        return Page(clerk.post(START, {"year": "2024"})).text("p", class_="hint").partition("，在")[0]

    assert whom() == "名称不对的，先不要开始：请告诉系统管理员"
    person("manager", Role.MANAGER, at=agency, full_name="王管理")
    assert whom() == "名称不对的，先不要开始：请本机关管理员（王管理）转告系统管理员"
