"""Passwords that are reset: never by the hands of one person, and never without the person being told."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from agencies import emails, invitations, resets
from agencies.accounts import telling
from agencies.models import AccountNotice, Agency, Invitation, ResetRequest, User
from agencies.roles import Role
from tests.agencies.members import at, invite, link_in, text
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "春天里的一个口令 5"
TWICE = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


@pytest.fixture
def reviewer(bureau: Agency) -> User:
    return person("reviewer", Role.FIRST_REVIEWER, at=bureau)


@pytest.fixture
def second(bureau: Agency) -> Client:
    """Another manager's browser."""
    return signed_in(person("second", Role.MANAGER, at=bureau))


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def ask(client: Client, bureau: Agency, user: User) -> str:
    """The code that the page shows to who asks."""
    code: str = client.post(at(bureau, "ask_reset", user.pk)).context["code"]
    return code


def confirm(client: Client) -> HttpResponse:
    return client.post(f"/account/resets/{ResetRequest.objects.get(closed_at=None).pk}/confirm/", follow=True)


def works(password: str) -> bool:
    return "_auth_user_id" in signed_in_with(password).session


def signed_in_with(password: str) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": "reviewer", "password": password})
    return browser


def test_manager_is_not_shown_a_link_to_an_account_in_use(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    reviewer.email = "hers@example.cn"
    reviewer.save()
    response = client.post(at(bureau, "member_link", reviewer.pk), follow=True)
    assert "/account/invitation/" not in response.content.decode()
    assert Invitation.objects.count() == 0
    assert text(response) == ["信没有寄出去，reviewer的姓名没有收到链接。请过一会儿再试，或改用“申请重设密码”。"]


def test_link_goes_to_the_confirmed_address_alone(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    User.objects.filter(pk=reviewer.pk).update(email="hers@example.cn", email_confirmed=True)
    response = client.post(at(bureau, "member_link", reviewer.pk), follow=True)
    assert text(response) == ["链接已寄到reviewer的姓名本人的邮箱。"]
    (letter,) = mail.outbox
    secret = re.search(r"/account/invitation/([^/]+)/", letter.body)
    assert secret is not None
    assert (letter.to, secret[1] in response.content.decode()) == (["hers@example.cn"], False)
    assert Client().post(secret[0], TWICE).status_code == 302
    assert works(NEW_PASSWORD)


def test_address_that_a_manager_wrote_gets_no_link(client: Client, bureau: Agency, manager: User) -> None:
    link = link_in(invite(client, bureau, email="managers-own@example.cn"))
    Client().post(link, TWICE)
    mail.outbox.clear()
    client.post(at(bureau, "member_link", User.objects.get(username="new.clerk").pk))
    assert (mail.outbox, Invitation.objects.filter(used_at=None).count()) == ([], 0)


def test_letter_that_is_not_sent_leaves_no_link(
    client: Client, bureau: Agency, manager: User, reviewer: User, settings
) -> None:
    User.objects.filter(pk=reviewer.pk).update(email="hers@example.cn", email_confirmed=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens
    client.post(at(bureau, "member_link", reviewer.pk))
    assert (Invitation.objects.count(), AccountNotice.objects.count()) == (0, 0)


def test_two_people_reset_and_the_person_needs_what_both_hold(
    client: Client, bureau: Agency, manager: User, reviewer: User, second: Client
) -> None:
    code = ask(client, bureau, reviewer)
    assert "reviewer的姓名（reviewer）" in second.get("/account/resets/").content.decode()
    shown = confirm(second)
    link = urlsplit(shown.context["address"]).path
    assert code not in shown.content.decode()
    refused = Client().post(link, TWICE | {"code": "aaaa-aaaa"})
    assert refused.context["form"].errors == {"code": ["代码不对，请向申请人核对。输错五次，链接作废。"]}
    assert Client().post(link, TWICE).context["form"].errors == {"code": ["请输入manager的姓名告诉您的代码。"]}
    assert works(PASSWORD)
    assert Client().post(link, TWICE | {"code": f" {code.upper()} "}).status_code == 302
    assert (works(NEW_PASSWORD), works(PASSWORD), ResetRequest.objects.filter(closed_at=None).count()) == (
        True,
        False,
        0,
    )


def test_who_asked_cannot_confirm_nor_can_the_person(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    ask(client, bureau, reviewer)
    assert "等您确认的申请" in client.get("/account/resets/").content.decode()
    sentence = "申请人和本人都不能确认，请由另一位管理员、主管或系统管理员确认。"
    assert text(confirm(client)) == [sentence]
    assert confirm(signed_in(reviewer)).status_code == 404
    assert Invitation.objects.count() == 0


def test_manager_cannot_confirm_by_an_account_that_they_opened_themselves(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    puppets = []
    for name in ("puppet", "other-puppet"):
        Client().post(link_in(invite(client, bureau, username=name, roles=["manager"])), TWICE)
        puppets.append(signed_in(User.objects.get(username=name)))
    ask(client, bureau, reviewer)
    assert "不能互相确认" in text(confirm(puppets[0]))[0]
    ask(puppets[0], bureau, reviewer)
    assert "不能互相确认" in text(confirm(puppets[1]))[0]  # both in the hands of the one manager
    assert "不能互相确认" in text(confirm(client))[0]
    assert Invitation.objects.filter(used_at=None).count() == 0


def test_supervisor_above_and_superuser_confirm_and_strangers_find_nothing(
    client: Client, tree: dict[str, Agency], bureau: Agency, manager: User, reviewer: User
) -> None:
    ask(client, bureau, reviewer)
    next_door = signed_in(person("next-door", Role.MANAGER, at=tree["nx-sft"]))
    assert ("reviewer" in next_door.get("/account/resets/").content.decode(), confirm(next_door).status_code) == (
        False,
        404,
    )
    for above in (person("above", Role.SUPERVISOR, at=tree["nx-zw"]), User.objects.create_superuser("root")):
        ask(client, bureau, reviewer)
        assert confirm(signed_in(above)).context["address"].startswith("http")


def test_fifth_wrong_code_closes_the_link(
    client: Client, bureau: Agency, manager: User, reviewer: User, second: Client
) -> None:
    code = ask(client, bureau, reviewer)
    link = urlsplit(confirm(second).context["address"]).path
    for _ in range(5):
        Client().post(link, TWICE | {"code": "aaaa-aaaa"})
    assert Client().post(link, TWICE | {"code": code}).status_code == 410
    assert not works(NEW_PASSWORD)


def test_superuser_alone_cannot_take_an_account_over(bureau: Agency, reviewer: User) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    shown = root.post(at(bureau, "member_link", reviewer.pk), follow=True).content.decode()
    ask(root, bureau, reviewer)
    assert "/account/invitation/" not in shown + confirm(root).content.decode()
    assert Invitation.objects.count() == 0


def test_request_of_eight_days_ago_is_gone(
    client: Client, bureau: Agency, manager: User, reviewer: User, second: Client
) -> None:
    ask(client, bureau, reviewer)
    ResetRequest.objects.update(at=timezone.now() - timedelta(days=8))
    assert text(confirm(second)) == ["这个申请已经处理过，或者过了七天，请重新申请。"]


@pytest.mark.usefixtures("manager")
def test_person_sees_each_step_until_it_is_read_and_gets_letters(
    client: Client, bureau: Agency, reviewer: User, second: Client, django_capture_on_commit_callbacks
) -> None:
    User.objects.filter(pk=reviewer.pk).update(email="hers@example.cn")
    with django_capture_on_commit_callbacks(execute=True):
        code = ask(client, bureau, reviewer)
        link = urlsplit(confirm(second).context["address"]).path
        Client().post(link, TWICE | {"code": code})
    told = [str(notice) for notice in telling.unread(reviewer)]
    assert [words[:20] for words in reversed(told)] == [
        "manager的姓名（manager）申",
        "manager的姓名（manager）申",
        "您的密码已用second的姓名（seco",
    ]
    assert [letter.to for letter in mail.outbox if letter.to != ["hers@example.cn"]] == []
    assert len(mail.outbox) == 3
    browser = signed_in_with(NEW_PASSWORD)
    for page in ("/desk/", "/account/"):
        assert all(words in browser.get(page).content.decode() for words in told), page
    assert browser.post("/account/notices/read/", {"from": "desk"})["Location"] == "/desk/"
    assert "关于您的账号" not in browser.get("/desk/").content.decode()


def test_first_password_delays_nothing_and_every_later_link_does(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    Client().post(link_in(invite(client, bureau)), TWICE)
    assert telling.signs_from(User.objects.get(username="new.clerk")) is None
    invitations.accept(_command_line_link(reviewer, bureau), NEW_PASSWORD)
    until = telling.signs_from(reviewer)
    assert until is not None
    assert timedelta(hours=23, minutes=59) < until - timezone.now() <= timedelta(hours=24)


def _command_line_link(user: User, bureau: Agency) -> Invitation:
    opened = invitations.open_invitation(invitations.issue(user, bureau, by=None))
    assert opened is not None
    return opened


def test_role_changes_are_told_and_a_persons_own_are_not(
    client: Client, bureau: Agency, manager: User, reviewer: User
) -> None:
    client.post(at(bureau, "member", reviewer.pk), {"roles": ["second_reviewer"]})
    client.post(at(bureau, "member", reviewer.pk), {"roles": ["second_reviewer"]})
    assert [(str(each.user), each.says, each.by) for each in AccountNotice.objects.all()] == [
        ("reviewer", "manager的姓名（manager）把您在沙坡头区司法局的角色由“一审”改为“二审”。", manager)
    ]


@pytest.mark.parametrize("change", [{"signing_from": None}, {"says": "别的"}, {"by": None}])
def test_database_keeps_what_people_were_told(reviewer: User, manager: User, change: dict[str, object]) -> None:
    telling.tell([reviewer], AccountNotice.Kind.PASSWORD_RESET, "密码已重设", by=manager)
    with pytest.raises(DatabaseError, match="账号提醒不能改动"), transaction.atomic():
        AccountNotice.objects.update(**change)
    with pytest.raises(DatabaseError, match=r"账号提醒不能改动|permission denied"), transaction.atomic():
        AccountNotice.objects.all().delete()


def test_letters_are_off_without_a_server(bureau: Agency, reviewer: User, settings) -> None:
    User.objects.filter(pk=reviewer.pk).update(email="hers@example.cn", email_confirmed=True)
    reviewer.refresh_from_db()
    assert resets.can_mail(reviewer)
    settings.EMAIL_BACKEND = emails.NO_SERVER_BACKEND
    assert not resets.can_mail(reviewer)


def test_security_administrator_cannot_reset_by_two_accounts_that_they_opened_themselves(
    bureau: Agency, reviewer: User
) -> None:
    administrator = signed_in(person("security", duty="security", is_staff=True))
    for name in ("puppet.one", "puppet.two"):
        link = link_in(invite(administrator, bureau, username=name, name=name, roles=["manager"]))
        Client().post(link, TWICE)
    one, two = (signed_in(User.objects.get(username=f"puppet.{name}")) for name in ("one", "two"))
    code = ask(one, bureau, reviewer)
    shown = confirm(two)
    if "address" in (shown.context or {}):
        Client().post(urlsplit(shown.context["address"]).path, TWICE | {"code": code})
    assert (works(PASSWORD), works(NEW_PASSWORD)) == (True, False)
