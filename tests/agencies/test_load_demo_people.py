"""The people with whom the trial can be tried."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies import access
from agencies.models import Agency, Membership, User
from agencies.roles import Role
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(tree: dict[str, Agency]) -> dict[str, Agency]:
    hsb = plant("nx-wz-hsb", tree["nx-wz"], kind="government")
    return tree | {
        "nx-wz-hsb-sfj": plant("nx-wz-hsb-sfj", hsb, name="吴忠市红寺堡区司法局", short_name="红寺堡区司法局")
    }


def told() -> str:
    out = StringIO()
    call_command("load_demo_people", stdout=out)
    return out.getvalue()


def test_one_person_for_each_role_at_each_agency(demo: dict[str, Agency]) -> None:
    told()
    rows = Membership.objects.filter(agency=demo["nx-zw-spt-sfj"]).order_by("id")
    assert [(row.user.username, row.user.full_name, row.get_role_display()) for row in rows] == [
        ("spt-drafter", "沙坡头区司法局填报人", "填报人"),
        ("spt-first-reviewer", "沙坡头区司法局一审", "一审"),
        ("spt-second-reviewer", "沙坡头区司法局二审", "二审"),
        ("spt-final-reviewer", "沙坡头区司法局三审", "三审"),
        ("spt-publisher", "沙坡头区司法局发布人", "发布人"),
        ("spt-manager", "沙坡头区司法局管理员", "管理员"),
    ]
    supervisor = User.objects.get(username="nx-supervisor")
    assert access.roles_in(supervisor, demo["nx-zw-spt-sfj"]) == {Role.SUPERVISOR}
    assert User.objects.filter(is_staff=True).count() == 0


def test_passwords_are_shown_once_and_work(demo: dict[str, Agency]) -> None:
    lines = [line.split() for line in told().splitlines() if line.startswith("  ")]
    passwords = {username: password for username, password, _name in lines}
    assert (len(passwords), len(set(passwords.values()))) == (21, 21)
    for username in ("spt-drafter", "zw-supervisor"):
        assert User.objects.get(username=username).check_password(passwords[username])
    again = told()
    assert again == "试用人员已经有了，密码不再显示。忘记时可以重设，例如：manage.py changepassword spt-drafter\n"
    assert User.objects.get(username="spt-drafter").check_password(passwords["spt-drafter"])


def test_only_the_missing_are_made_again(demo: dict[str, Agency]) -> None:
    told()
    Membership.objects.filter(user__username="spt-drafter").delete()
    User.objects.filter(username="spt-drafter").update(username="renamed")
    assert [line.split()[0] for line in told().splitlines() if line.startswith("  ")] == ["spt-drafter"]


def test_missing_agencies_are_named_and_nothing_is_made(db: None) -> None:
    with pytest.raises(
        CommandError, match="没有机关 nx、nx-sft、nx-wz-hsb-sfj、nx-zw、nx-zw-spt-sfj，请先运行 load_demo。"
    ):
        told()
    assert User.objects.count() == 0
