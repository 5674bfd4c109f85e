"""Who gives which role: supervisors come from above, and nobody gives a role to themselves."""

import pytest
from django.test import Client

from agencies import membership
from agencies.membership import MembershipRefused
from agencies.models import Agency, User
from agencies.roles import Role
from tests.agencies.members import FACTS, at, invite, roles, text
from tests.agencies.people import person
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db

FROM_ABOVE = "主管只能由上级政府的主管或系统管理员授予和撤销，本机关的管理员不能。"
ONESELF = "不能给自己增加角色，请另一位管理员或系统管理员来做。"


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def county(tree: dict[str, Agency]) -> Agency:
    return tree["nx-zw-spt"]


@pytest.fixture
def above(tree: dict[str, Agency]) -> Client:
    """The browser of a supervisor of the city above the county."""
    return signed_in(person("above", Role.SUPERVISOR, at=tree["nx-zw"]))


def test_manager_of_a_government_makes_nobody_supervisor(county: Agency) -> None:
    manager = person("manager", Role.MANAGER, at=county)
    member = person("member", Role.DRAFTER, at=county)
    browser = signed_in(manager)
    for user in (manager, member):
        sent = browser.post(at(county, "member", user.pk), {"roles": ["manager", "supervisor"]})
        assert sent.context["form"].errors == {"roles": ["本机关没有这个角色，请重新选择。"]}
    assert invite(browser, county, roles=["supervisor"]).context["form"].errors.keys() == {"roles"}
    with pytest.raises(MembershipRefused, match=FROM_ABOVE):
        membership.grant(member, county, Role.SUPERVISOR, by=manager)
    assert (roles(manager), roles(member)) == ("管理员", "填报人")


def test_supervisor_makes_nobody_supervisor_of_the_same_government_or_its_office(tree: dict[str, Agency]) -> None:
    city = tree["nx-zw"]
    office = plant("nx-zw-office", city, kind="office", level="prefecture")
    for home in (city, office):
        supervisor = person(f"of-{home.code}", Role.SUPERVISOR, at=home)
        for agency in (city, office):
            with pytest.raises(MembershipRefused):
                membership.grant(person(f"{home.code}-{agency.code}"), agency, Role.SUPERVISOR, by=supervisor)


def test_supervisor_from_above_gives_that_role_and_no_other(county: Agency, above: Client) -> None:
    shown = invite(above, county, roles=["supervisor"])
    new = User.objects.get(username="new.clerk")
    assert (shown.status_code, roles(new)) == (200, "主管")
    refused = invite(above, county, username="second.clerk", roles=["drafter"])
    assert refused.context["form"].errors == {"roles": ["本机关没有这个角色，请重新选择。"]}
    member = person("member", Role.DRAFTER, Role.SUPERVISOR, at=county)
    page = above.get(at(county, "member", member.pk)).content.decode()
    assert ("申请重设密码" in page, "停用两步验证" in page, "移出本机关" in page) == (False, False, False)
    above.post(at(county, "member", member.pk), {"roles": []})
    assert roles(member) == "填报人"  # what the city has no say in stays
    for name in ("member_link", "ask_reset", "remove_second_factor", "remove_member"):
        assert above.post(at(county, name, member.pk)).status_code == 403, name


def test_manager_neither_removes_nor_changes_a_supervisor(county: Agency) -> None:
    browser = signed_in(person("manager", Role.MANAGER, at=county))
    supervisor = person("supervisor", Role.SUPERVISOR, Role.DRAFTER, at=county)
    browser.post(at(county, "member", supervisor.pk), {"roles": ["publisher"]})
    assert roles(supervisor) == "发布人、主管"
    removed = browser.post(at(county, "remove_member", supervisor.pk), follow=True)
    assert (text(removed)[-1], roles(supervisor)) == (FROM_ABOVE, "发布人、主管")


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_gives_themselves_a_role_and_everybody_may_give_one_up(bureau: Agency, superuser: bool) -> None:
    manager = person("manager", Role.MANAGER, Role.DRAFTER, at=bureau, is_superuser=superuser)
    person("second", Role.MANAGER, at=bureau)
    browser = signed_in(manager)
    sent = browser.post(at(bureau, "member", manager.pk), {"roles": ["manager", "first_reviewer"]})
    assert (sent.context["form"].errors, roles(manager)) == ({"roles": [ONESELF]}, "填报人、管理员")
    browser.post(at(bureau, "member", manager.pk), {"roles": ["drafter"]})
    assert roles(manager) == "填报人"


def test_superuser_cannot_add_themselves(bureau: Agency) -> None:
    root = User.objects.create_superuser("root")
    sent = signed_in(root).post(at(bureau, "add_member"), {"username": "root", "roles": ["publisher"]})
    assert (sent.context["form"].errors, roles(root)) == ({"roles": [ONESELF]}, "")


def test_manager_gives_no_role_next_door(tree: dict[str, Agency], bureau: Agency) -> None:
    manager = person("manager", Role.MANAGER, at=bureau)
    with pytest.raises(MembershipRefused):
        membership.grant(person("friend"), tree["nx-sft"], Role.DRAFTER, by=manager)
    assert signed_in(manager).post(at(tree["nx-sft"], "invite_member"), FACTS).status_code == 404
