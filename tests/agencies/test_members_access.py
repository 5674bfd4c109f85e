"""Who gets which of the members' pages."""

import pytest
from django.test import Client

from agencies.models import Agency, Membership, User
from agencies.roles import Role
from tests.agencies.members import at
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

OF_ONE = {"member", "remove_member", "member_link", "ask_reset", "remove_second_factor"}
# Columns: a manager of the agency, a drafter there, a supervisor above, a manager next door, a superuser.
OPENED = {
    "members": [200, 403, 403, 404, 200],
    "invite_member": [200, 403, 403, 404, 200],
    "add_member": [200, 403, 403, 404, 200],
    "member": [200, 403, 403, 404, 200],
    "remove_member": [405, 405, 405, 405, 405],
    "member_link": [405, 405, 405, 405, 405],
    "ask_reset": [405, 405, 405, 405, 405],
    "remove_second_factor": [405, 405, 405, 405, 405],
}
SENT = {
    "invite_member": [200, 403, 403, 404, 200],
    "add_member": [200, 403, 403, 404, 200],
    "member": [200, 403, 403, 404, 200],
    "member_link": [302, 403, 403, 404, 302],
    "ask_reset": [200, 403, 403, 404, 200],
    "remove_second_factor": [302, 403, 403, 404, 302],
    "remove_member": [302, 403, 403, 404, 404],  # the superuser comes second: nobody is there any more
}


@pytest.fixture
def readers(tree: dict[str, Agency], bureau: Agency) -> list[Client]:
    people = [
        person("own", Role.MANAGER, at=bureau),
        person("drafter", Role.DRAFTER, Role.PUBLISHER, at=bureau),
        person("supervisor", Role.SUPERVISOR, Role.MANAGER, at=tree["nx"]),
        person("next_door", *[role for role in Role if role != Role.SUPERVISOR], at=tree["nx-sft"]),
        person("superuser", is_superuser=True, is_staff=True),
    ]
    clients = [Client() for _ in people]
    for client, user in zip(clients, people, strict=True):
        client.force_login(user)
    return clients


def address(bureau: Agency, page: str) -> str:
    return at(bureau, page, User.objects.get(username="drafter").pk) if page in OF_ONE else at(bureau, page)


def test_pages_open_for_managers_of_the_agency_and_superusers_alone(readers: list[Client], bureau: Agency) -> None:
    got = {page: [client.get(address(bureau, page)).status_code for client in readers] for page in OPENED}
    assert got == OPENED


def test_only_managers_of_the_agency_and_superusers_change_anything(readers: list[Client], bureau: Agency) -> None:
    got = {}
    for page in SENT:
        others = [client.post(address(bureau, page)).status_code for client in readers[1:4]]
        assert (Membership.objects.filter(agency=bureau).count(), User.objects.count()) == (3, 5)
        own, superuser = (readers[place].post(address(bureau, page)).status_code for place in (0, 4))
        got[page] = [own, *others, superuser]
    assert got == SENT


def test_forged_code_is_not_there(readers: list[Client]) -> None:
    for code in ("nx-nothing", "nx-zw-spt-sfj-", "0", "nx'--"):
        assert readers[0].get(f"/desk/agencies/{code}/members/").status_code == 404, code


def test_refusal_names_the_role_and_whom_to_ask(readers: list[Client], bureau: Agency) -> None:
    page = readers[1].get(at(bureau)).content.decode()
    assert "这个页面要有沙坡头区司法局的下列角色之一才能打开：管理员。您现在的角色是：填报人、发布人。" in page
    assert "请找本机关的管理员：own的姓名。" in page
    Membership.objects.filter(role=Role.MANAGER).delete()
    assert "本机关还没有管理员。如果工作需要，请与系统管理员联系。" in readers[1].get(at(bureau)).content.decode()


def test_refusal_costs_one_query_more(readers: list[Client], bureau: Agency, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):  # session, user, whether it has supervisors, agency, roles, managers
        readers[1].get(at(bureau))
    with django_assert_num_queries(5):
        readers[3].get(at(bureau))
