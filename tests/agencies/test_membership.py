"""Giving and taking roles, what is recorded, and what the database refuses whatever code runs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies import membership
from agencies.membership import MembershipRefused
from agencies.models import Agency, Membership, MembershipChange, User
from agencies.roles import Role
from tests.agencies.people import appoint, person
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Agency:
    return plant("bureau", name="某县司法局", short_name="县司法局")


@pytest.fixture
def manager(bureau: Agency) -> User:
    return person("manager", Role.MANAGER, at=bureau)


def roles(user: User) -> list[str]:
    return sorted(user.memberships.values_list("role", flat=True))


def history() -> list[tuple[str, str, str, str]]:
    rows = MembershipChange.objects.order_by("id").select_related("user", "by")
    return [(row.by.username, row.action, row.user.username, row.role) for row in rows]


def test_roles_are_set_as_a_whole_and_each_change_is_recorded(bureau: Agency, manager: User) -> None:
    clerk = person("clerk", Role.DRAFTER, at=bureau)
    membership.set_roles(clerk, bureau, frozenset({Role.FIRST_REVIEWER, Role.PUBLISHER}), by=manager)
    assert roles(clerk) == ["first_reviewer", "publisher"]
    assert history() == [
        ("manager", "revoked", "clerk", "drafter"),
        ("manager", "granted", "clerk", "first_reviewer"),
        ("manager", "granted", "clerk", "publisher"),
    ]


def test_the_same_roles_again_change_nothing(bureau: Agency, manager: User) -> None:
    membership.set_roles(manager, bureau, frozenset({Role.MANAGER}), by=manager)
    membership.grant(manager, bureau, Role.MANAGER, by=manager)
    membership.revoke(manager, bureau, Role.DRAFTER, by=manager)
    assert (roles(manager), history()) == (["manager"], [])


def test_roles_elsewhere_stay(bureau: Agency, manager: User) -> None:
    clerk = person("clerk", Role.DRAFTER, at=bureau)
    appoint(clerk, plant("other"), Role.PUBLISHER)
    membership.set_roles(clerk, bureau, frozenset(), by=manager)
    assert roles(clerk) == ["publisher"]


def test_last_manager_stays(bureau: Agency, manager: User) -> None:
    with pytest.raises(MembershipRefused) as refused:
        membership.set_roles(manager, bureau, frozenset({Role.DRAFTER}), by=manager)
    assert str(refused.value) == "manager的姓名是县司法局唯一的管理员，不能撤销。请先让另一位成员担任管理员。"
    assert (roles(manager), history()) == (["manager"], [])


def test_manager_who_cannot_sign_in_does_not_count(bureau: Agency, manager: User) -> None:
    person("left", Role.MANAGER, at=bureau, is_active=False)
    invited = person("invited", Role.MANAGER, at=bureau)
    invited.set_unusable_password()
    invited.save()
    with pytest.raises(MembershipRefused):
        membership.set_roles(manager, bureau, frozenset(), by=manager)
    person("second", Role.MANAGER, at=bureau)
    membership.set_roles(manager, bureau, frozenset(), by=manager)
    assert roles(manager) == []


@pytest.mark.django_db(transaction=True)
def test_two_managers_cannot_remove_each_other_at_the_same_moment() -> None:
    bureau = plant("bureau")
    both = [person(name, Role.MANAGER, at=bureau) for name in ("a", "b")]

    def remove(user: User) -> str:
        try:
            membership.set_roles(user, bureau, frozenset(), by=user)
        except MembershipRefused:
            return "refused"
        finally:
            connection.close()
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, both)) == ["refused", "removed"]
    assert Membership.objects.count() == 1


def test_form_refuses_a_supervisor_at_a_department(bureau: Agency) -> None:
    with pytest.raises(ValidationError) as refused:
        Membership(user=person("a"), agency=bureau, role=Role.SUPERVISOR).full_clean()
    assert refused.value.message_dict == {"role": ["只有政府和政府办公厅（室）能有主管，请另选角色。"]}


@pytest.mark.parametrize("kind", ["department", "township"])
def test_database_refuses_a_supervisor_where_nothing_is_supervised(kind: str) -> None:
    agency, user = plant("a", kind=kind), person("u")
    with pytest.raises(IntegrityError, match="只有政府和政府办公厅"), transaction.atomic():
        appoint(user, agency, Role.SUPERVISOR)
    appoint(user, agency, Role.DRAFTER)
    with pytest.raises(IntegrityError, match="只有政府和政府办公厅"), transaction.atomic():
        Membership.objects.update(role=Role.SUPERVISOR)


@pytest.mark.parametrize("kind", ["government", "office"])
def test_database_accepts_supervisors_of_governments_and_offices(kind: str) -> None:
    appoint(person("u"), plant("a", kind=kind), Role.SUPERVISOR)
    assert Membership.objects.count() == 1


def test_database_refuses_unknown_roles_and_the_same_twice(bureau: Agency, manager: User) -> None:
    for role in ("boss", Role.MANAGER):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=manager, agency=bureau, role=role)


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    "sql", ["UPDATE agencies_membershipchange SET role = 'drafter'", "DELETE FROM agencies_membershipchange"]
)
def test_history_can_only_grow(bureau: Agency, manager: User, sql: str) -> None:
    membership.grant(manager, bureau, Role.DRAFTER, by=None)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_people_who_acted_cannot_be_deleted(bureau: Agency, manager: User) -> None:
    with pytest.raises(IntegrityError):
        manager.delete()
