"""The pages on which a manager invites, changes and removes members."""

import pytest
from django.test import Client

from agencies.models import Agency, Invitation, MembershipChange, User
from agencies.roles import Role
from tests.agencies.members import at, invite, roles, text
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db


def test_list_shows_everybody_in_the_order_of_the_work(client: Client, bureau: Agency, manager: User) -> None:
    person("z", Role.DRAFTER, Role.PUBLISHER, at=bureau)
    person("a", Role.FINAL_REVIEWER, at=bureau)
    page = client.get(at(bureau))
    assert [(row.user.username, row.role_names) for row in page.context["members"]] == [
        ("z", "填报人、发布人"),
        ("a", "三审"),
        ("manager", "管理员"),
    ]
    assert "还没有人担任：一审、二审。" in page.content.decode()


def test_list_asks_seven_queries_however_many_members(
    client: Client, bureau: Agency, manager: User, django_assert_num_queries
) -> None:
    for number in range(2):
        with django_assert_num_queries(7):  # session, user, whether it has supervisors, agency, roles, members, changes
            client.get(at(bureau))
        for name in range(20):
            person(f"u{number}-{name}", Role.DRAFTER, Role.PUBLISHER, at=bureau)


@pytest.mark.parametrize(
    ("changes", "complaints"),
    [
        ({"name": ""}, {"name": ["请填写姓名。"]}),
        *(
            ({"name": f"王{mark}芳"}, {"name": ["姓名里有换行或看不见的字符，请删去后重新输入。"]})
            for mark in ("\n", "\x07", "\u202e", "\u2066", "\u2028")
        ),
        ({"username": "A B"}, {"username": ["用户名只能用小写字母、数字、点和连字符，以字母或数字开头和结尾。"]}),
        ({"username": "ab"}, {"username": ["用户名至少 3 个字符。"]}),
        (
            {"username": "manager"},
            {"username": ["这个用户名已有人使用。如果就是这个人，请改用“添加已有账号”；否则请另取一个。"]},
        ),
        ({"email": "x"}, {"email": ["电子邮箱须写成 name@example.cn 的样子。"]}),
        ({"roles": []}, {"roles": ["请至少选一个角色。"]}),
        ({"roles": ["supervisor"]}, {"roles": ["本机关没有这个角色，请重新选择。"]}),
        ({"roles": ["boss"]}, {"roles": ["本机关没有这个角色，请重新选择。"]}),
    ],
)
def test_each_fault_of_an_invitation_is_named(
    client: Client, bureau: Agency, manager: User, changes: dict[str, object], complaints: dict[str, list[str]]
) -> None:
    assert invite(client, bureau, **changes).context["form"].errors == complaints
    assert (User.objects.count(), Invitation.objects.count()) == (1, 0)


def test_person_with_an_account_is_added_by_user_name(
    client: Client, tree: dict[str, Agency], bureau: Agency, manager: User
) -> None:
    other = person("other", Role.PUBLISHER, at=tree["nx-sft"])
    response = client.post(at(bureau, "add_member"), {"username": " other ", "roles": ["drafter"]}, follow=True)
    assert (text(response), roles(other)) == (["已添加other的姓名，角色：填报人。"], "填报人、发布人")
    again = client.post(at(bureau, "add_member"), {"username": "other", "roles": ["drafter"]})
    assert again.context["form"].errors == {"username": ["other的姓名已是本机关成员，请在成员名单里调整角色。"]}
    nobody = client.post(at(bureau, "add_member"), {"username": "nobody", "roles": ["drafter"]})
    assert nobody.context["form"].errors == {
        "username": ["没有用户名是这个的账号，请核对；还没有账号的人请用“邀请新成员”。"]
    }


def test_roles_are_changed_and_the_change_is_shown(client: Client, bureau: Agency, manager: User) -> None:
    member = person("member", Role.DRAFTER, at=bureau)
    page = client.get(at(bureau, "member", member.pk))
    assert page.context["form"]["roles"].value() == ["drafter"]
    after = client.post(at(bureau, "member", member.pk), {"roles": ["second_reviewer"]}, follow=True)
    assert text(after) == ["member的姓名现在的角色：二审。"]
    assert "manager的姓名让member的姓名担任二审" in after.content.decode()
    assert "manager的姓名撤销member的姓名的填报人角色" in after.content.decode()


def test_member_is_removed_and_no_longer_gets_in(client: Client, bureau: Agency, manager: User) -> None:
    member = person("member", Role.MANAGER, at=bureau)
    browser = Client()
    browser.force_login(member)
    assert browser.get(at(bureau)).status_code == 200
    response = client.post(at(bureau, "remove_member", member.pk), follow=True)
    assert text(response) == ["已移出member的姓名（member）。如要恢复，请用“添加已有账号”。"]
    assert browser.get(at(bureau)).status_code == 404


@pytest.mark.parametrize(("page", "sent"), [("remove_member", {}), ("member", {"roles": ["drafter"]})])
def test_last_manager_stays_and_the_page_says_why(
    client: Client, bureau: Agency, manager: User, page: str, sent: dict[str, list[str]]
) -> None:
    response = client.post(at(bureau, page, manager.pk), sent, follow=True)
    sentence = "manager的姓名是沙坡头区司法局唯一的管理员，不能撤销。请先让另一位成员担任管理员。"
    assert response.content.decode().count(sentence) == 1
    assert roles(manager) == "管理员"


def test_manager_who_leaves_is_led_to_the_desk(client: Client, bureau: Agency, manager: User) -> None:
    person("second", Role.MANAGER, at=bureau)
    assert client.post(at(bureau, "remove_member", manager.pk))["Location"] == "/desk/"


def test_people_of_other_agencies_are_not_there(
    client: Client, tree: dict[str, Agency], bureau: Agency, manager: User
) -> None:
    stranger = person("stranger", Role.DRAFTER, at=tree["nx-sft"])
    for page in ("member", "remove_member", "member_link"):
        assert client.post(at(bureau, page, stranger.pk)).status_code == 404, page
    assert (roles(stranger), MembershipChange.objects.count()) == ("填报人", 0)


def test_names_are_text_and_not_markup(client: Client, bureau: Agency, manager: User) -> None:
    response = invite(client, bureau, name="<script>alert(1)</script>")
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert" not in client.get(at(bureau)).content.decode()


def test_head_names_the_agency_and_the_roles(client: Client, bureau: Agency, manager: User) -> None:
    page = " ".join(client.get(at(bureau)).content.decode().split())
    assert '<strong>沙坡头区司法局</strong> <span class="aside">管理员</span>' in page
    assert '<a href="/desk/agencies/nx-zw-spt-sfj/members/" aria-current="page">成员</a>' in page
    assert PASSWORD not in page
