"""Who may see and do what: roles × agencies, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agencies import access
from agencies.models import Agency, Membership, User
from agencies.roles import Role
from agencies.staff import Staff
from tests.agencies.people import appoint, person
from tests.agencies.trees import plant, plant_ningxia

pytestmark = pytest.mark.django_db

# Rows: who. Columns: what they are at each agency. D drafter, S supervisor; a dot: the agency does not exist for them.
PICTURE = """
              nx  nx-zw  nx-zw-spt  nx-zw-spt-sfj  nx-zw-spt-bgs  nx-wz  nx-sft
drafter-sfj   .   .      .          D              .              .      .
drafter-nx    D   .      .          .              .              .      .
super-nx      S   S      S          S              S              S      S
super-zw      .   S      S          S              S              .      .
super-office  .   .      S          S              S              .      .
both          .   S      S          DS             S              .      D
superuser     .   .      .          .              .              .      .
nobody        .   .      .          .              .              .      .
"""


@pytest.fixture
def tree() -> dict[str, Agency]:
    agencies = plant_ningxia()
    office = plant("nx-zw-spt-bgs", agencies["nx-zw-spt"], name="沙坡头区人民政府办公室", kind="office")
    return agencies | {"nx-zw-spt-bgs": office}


@pytest.fixture
def people(tree: dict[str, Agency]) -> dict[str, User]:
    agencies_shown = {
        "drafter-sfj": person("drafter-sfj", Role.DRAFTER, at=tree["nx-zw-spt-sfj"]),
        "drafter-nx": person("drafter-nx", Role.DRAFTER, at=tree["nx"]),
        "super-nx": person("super-nx", Role.SUPERVISOR, at=tree["nx"]),
        "super-zw": person("super-zw", Role.SUPERVISOR, at=tree["nx-zw"]),
        "super-office": person("super-office", Role.SUPERVISOR, at=tree["nx-zw-spt-bgs"]),
        "both": person("both", Role.SUPERVISOR, at=tree["nx-zw"]),
        "superuser": person("superuser", is_superuser=True, is_staff=True),
        "nobody": person("nobody"),
    }
    appoint(agencies_shown["both"], tree["nx-zw-spt-sfj"], Role.DRAFTER)
    appoint(agencies_shown["both"], tree["nx-sft"], Role.DRAFTER)
    return agencies_shown


def rows(picture: str) -> list[list[str]]:
    return [line.split() for line in picture.strip().splitlines()]


def drawn(roles: frozenset[Role]) -> str:
    return "".join(letter for letter, role in (("D", Role.DRAFTER), ("S", Role.SUPERVISOR)) if role in roles) or "."


def test_roles_are_those_of_the_picture(tree: dict[str, Agency], people: dict[str, User]) -> None:
    codes, *lines = rows(PICTURE)
    assert [
        [name, *(drawn(access.roles_in(people[name], tree[code])) for code in codes)] for name, *_ in lines
    ] == lines


def test_visible_are_exactly_the_agencies_with_a_role(tree: dict[str, Agency], people: dict[str, User]) -> None:
    for user in people.values():
        with_a_role = {code for code, agency in tree.items() if access.roles_in(user, agency)}
        assert set(Agency.objects.visible_to(user).values_list("code", flat=True)) == with_a_role, user


def test_belonging_and_supervising_are_told_apart(people: dict[str, User]) -> None:
    def codes(agencies: object) -> list[str]:
        return sorted(agencies.values_list("code", flat=True))

    assert codes(Agency.objects.joined_by(people["both"])) == ["nx-sft", "nx-zw-spt-sfj"]
    assert codes(Agency.objects.supervised_by(people["both"])) == [
        "nx-zw",
        "nx-zw-spt",
        "nx-zw-spt-bgs",
        "nx-zw-spt-sfj",
    ]


def test_nobody_signed_in_sees_nothing(tree: dict[str, Agency]) -> None:
    assert list(Agency.objects.visible_to(AnonymousUser())) == []
    assert access.roles_in(AnonymousUser(), tree["nx"]) == frozenset()


def test_office_without_a_government_above_covers_what_is_below_itself() -> None:
    office = plant("bgt", kind="office")
    below = plant("below", office)
    user = person("a", Role.SUPERVISOR, at=office)
    assert set(Agency.objects.visible_to(user)) == {office, below}
    assert access.roles_in(user, below) == {Role.SUPERVISOR}


def test_supervisor_of_a_government_that_became_a_department_covers_nothing() -> None:
    agency = plant("a", kind="government")
    user = person("a", Role.SUPERVISOR, at=agency)
    Agency.objects.update(kind="department")
    assert (access.roles_in(user, agency), list(Agency.objects.visible_to(user))) == (frozenset(), [])


def test_each_question_is_one_query_however_deep_the_tree(django_assert_num_queries) -> None:
    top = lowest = plant("a0", kind="government")
    for number in range(1, 60):
        lowest = plant(f"a{number}", lowest)
    user = person("a", Role.SUPERVISOR, Role.DRAFTER, at=top)
    with django_assert_num_queries(1):
        assert Agency.objects.visible_to(user).count() == 60
    with django_assert_num_queries(1):
        assert access.roles_in(user, lowest) == {Role.SUPERVISOR}
    with django_assert_num_queries(1):
        assert [(held.agency.code, held.role) for held in access.memberships_of(user)] == [
            ("a0", "drafter"),
            ("a0", "supervisor"),
        ]


def test_holders_are_those_who_can_sign_in(tree: dict[str, Agency]) -> None:
    agency = tree["nx-sft"]
    person("b", Role.MANAGER, Role.DRAFTER, at=agency)
    person("a", Role.MANAGER, at=agency)
    person("left", Role.MANAGER, at=agency, is_active=False)
    person("elsewhere", Role.MANAGER, at=tree["nx"])
    assert [user.username for user in access.holders(agency, Role.MANAGER)] == ["a", "b"]


def test_role_names_are_in_the_order_of_the_work() -> None:
    ctx = access.AgencyContext(User(), Agency(), frozenset({Role.MANAGER, Role.FIRST_REVIEWER, Role.DRAFTER}))
    assert (ctx.role_names, ctx.manages) == ("填报人、一审、管理员", True)
    assert (ctx.has(Role.DRAFTER), ctx.has(Role.PUBLISHER, Role.DRAFTER), ctx.has(Role.PUBLISHER)) == (
        True,
        True,
        False,
    )
    assert Membership.objects.count() == 0


def test_staff_gives_the_same_answers_for_all_agencies_at_once(
    tree: dict[str, Agency], people: dict[str, User], django_assert_num_queries
) -> None:
    appoint(person("gone", is_active=False), tree["nx"], Role.SUPERVISOR, Role.DRAFTER)
    with django_assert_num_queries(2):
        staff = Staff()
        answers = {
            code: (staff.holders(agency, Role.DRAFTER), staff.supervisors_of(agency)) for code, agency in tree.items()
        }
    assert answers == {
        code: (list(access.holders(agency, Role.DRAFTER)), list(access.supervisors_of(agency)))
        for code, agency in tree.items()
    }
