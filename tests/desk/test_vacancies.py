"""The first page of a manager: which roles nobody holds yet, and the ways to people for them."""

import pytest
from django.test import Client

from agencies.member_list import vacancies
from agencies.models import Agency, Membership, User
from agencies.roles import Role
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.public.published import Page, text

pytestmark = pytest.mark.django_db

NOTHING_WAITS = "现在没有等您处理的报告。"


@pytest.fixture
def bureau() -> Agency:
    return plant("x", name="样表县司法局")


def desk(user: User) -> Page:
    client = Client()
    client.force_login(user)
    return Page(client.get("/desk/"))


def test_manager_sees_who_is_missing_and_where_they_are_invited(bureau: Agency) -> None:
    person("clerk", Role.DRAFTER, at=bureau)
    page = desk(person("manager", Role.MANAGER, at=bureau))
    (line,) = page.all("ul", class_="ways")
    assert text(line).startswith("样表县司法局还没有人担任一审、二审、三审、发布人。")
    assert [link.get("href") for link in line.iter("a")] == [
        "/desk/agencies/x/members/invite/",
        "/desk/agencies/x/members/add/",
        "/desk/agencies/x/members/",
    ]
    assert NOTHING_WAITS not in page.text("main")


def test_manager_of_an_agency_with_everybody_has_nothing_waiting(bureau: Agency) -> None:
    manager = person("manager", Role.MANAGER, at=bureau)
    for role in Role:
        if role not in {Role.MANAGER, Role.SUPERVISOR}:
            person(role.value.replace("_", "-"), role, at=bureau)
    assert NOTHING_WAITS in desk(manager).text("main")
    User.objects.filter(username="publisher").update(is_active=False)
    assert "还没有人担任发布人。" in desk(manager).text("main")


def test_others_are_not_asked_for_people(bureau: Agency) -> None:
    page = desk(person("reviewer", Role.FIRST_REVIEWER, at=bureau))
    assert NOTHING_WAITS in page.text("main")
    assert "还没有人担任" not in page.text("main")


def test_one_query_however_many_agencies(django_assert_num_queries) -> None:
    agencies = [plant(f"a{number}") for number in range(5)]
    Membership.objects.create(user=person("u"), agency=agencies[0], role=Role.PUBLISHER)
    with django_assert_num_queries(1):
        assert len(vacancies(agencies)) == 5
    with django_assert_num_queries(0):
        assert vacancies([]) == []


@pytest.mark.parametrize("role", list(Role))
def test_import_is_offered_to_who_may_import(role: Role) -> None:
    office = plant("o", kind="office", parent=plant("g", kind="government"))
    client = Client()
    client.force_login(person("somebody", role, at=office))
    offered = "导入年度报告" in Page(client.get("/desk/")).text("main")
    assert offered == bool(Page(client.get("/desk/o/uploads/")).all("input", type="file"))
