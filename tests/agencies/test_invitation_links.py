"""The links with which people set a password: once, for seven days, and for nobody else."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies import emails, invitations, resets
from agencies.models import Agency, Invitation, Membership, ResetRequest, User
from agencies.roles import Role
from config.log_format import WithoutSecrets
from tests.agencies.members import at, invite, link_in, roles, text
from tests.agencies.people import appoint, person

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "春天里的一个口令 5"


def test_invited_person_sets_a_password_and_comes_in(client: Client, bureau: Agency, manager: User) -> None:
    response = invite(client, bureau)
    new = User.objects.get(username="new.clerk")
    assert (new.full_name, new.has_usable_password(), roles(new)) == ("沙坡头区司法局新人", False, "填报人、一审")
    browser = Client()
    assert "您是中卫市沙坡头区司法局的成员" in browser.get(link_in(response)).content.decode()
    done = browser.post(link_in(response), {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert (done.redirect_chain, text(done)) == (
        [("/account/login/", 302)],
        ["密码已经设好。请用用户名 new.clerk 和新密码登录。"],
    )
    came_in = browser.post("/account/login/", {"login": "new.clerk", "password": NEW_PASSWORD})
    assert came_in["Location"] == "/desk/"


def test_link_is_on_the_answer_only_and_stored_as_a_digest(client: Client, bureau: Agency, manager: User) -> None:
    response = invite(client, bureau)
    secret = link_in(response).split("/")[-2]
    assert "no-store" in response["Cache-Control"]
    assert response.content.decode().count(secret) == 1
    stored = Invitation.objects.get()
    assert stored.digest == invitations.secret_digest(secret) != secret
    assert secret not in client.get(at(bureau)).content.decode()
    assert secret not in client.get(at(bureau, "member", stored.user.pk)).content.decode()


def test_link_works_once(client: Client, bureau: Agency, manager: User) -> None:
    link = link_in(invite(client, bureau))
    twice = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert [Client().post(link, twice).status_code, Client().post(link, twice).status_code] == [302, 410]
    assert "这个链接不能再用" in Client().get(link).content.decode()


def test_bad_password_does_not_use_the_link_up(client: Client, bureau: Agency, manager: User) -> None:
    link = link_in(invite(client, bureau))
    refused = Client().post(link, {"password1": "new.clerk1", "password2": "new.clerk1"})
    assert refused.context["form"].errors == {"password1": ["密码跟 用户名 太相似了。"]}
    assert Client().get(link).status_code == 200


def test_link_expires_after_seven_days(client: Client, bureau: Agency, manager: User) -> None:
    link = link_in(invite(client, bureau))
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().get(link).status_code == 410


def test_new_link_replaces_the_old_one(client: Client, bureau: Agency, manager: User) -> None:
    old = link_in(invite(client, bureau))
    member = User.objects.get(username="new.clerk")
    new = link_in(client.post(at(bureau, "member_link", member.pk)))
    assert [Client().get(old).status_code, Client().get(new).status_code] == [410, 200]


def test_forged_link_opens_nothing(db: None) -> None:
    assert Client().get(reverse("invitation", args=["x" * 43])).status_code == 410


def test_link_dies_when_its_person_is_removed_or_closed(client: Client, bureau: Agency, manager: User) -> None:
    link = link_in(invite(client, bureau))
    User.objects.filter(username="new.clerk").update(is_active=False)
    assert Client().get(link).status_code == 410
    User.objects.filter(username="new.clerk").update(is_active=True)
    Membership.objects.filter(user__username="new.clerk").delete()
    assert Client().get(link).status_code == 410


def test_manager_cannot_take_over_somebody_who_serves_elsewhere(
    client: Client, tree: dict[str, Agency], bureau: Agency, manager: User
) -> None:
    link = link_in(invite(client, bureau))
    member = User.objects.get(username="new.clerk")
    appoint(member, tree["nx-sft"], Role.MANAGER)
    assert Client().get(link).status_code == 410
    refused = client.post(at(bureau, "member_link", member.pk), follow=True)
    assert text(refused) == [
        "沙坡头区司法局新人还在别的机关任职或是系统管理员，不能由本机关重设密码，请联系系统管理员。"
    ]
    assert Invitation.objects.count() == 1


def test_letter_carries_the_link(client: Client, bureau: Agency, manager: User, mailoutbox) -> None:
    response = invite(client, bureau, email="a@example.cn")
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["a@example.cn"], "设置“年报”的登录密码（沙坡头区司法局）")
    assert response.context["address"] in letter.body
    assert "链接也已寄到 a@example.cn。" in response.content.decode()


def test_letter_that_cannot_be_sent_is_owned_up_to(client: Client, bureau: Agency, manager: User, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens
    response = invite(client, bureau, email="a@example.cn")
    assert "寄到 a@example.cn 的邮件没有发出，请当面转交。" in response.content.decode()
    assert User.objects.filter(username="new.clerk").exists()


def test_without_a_mail_server_no_letter_is_claimed_and_no_link_is_printed(
    client: Client, bureau: Agency, manager: User, settings, capfd
) -> None:
    settings.EMAIL_BACKEND = emails.NO_SERVER_BACKEND
    response = invite(client, bureau, email="a@example.cn")
    page = response.content.decode()
    assert "没有设置邮件服务器，链接没有寄到 a@example.cn，请当面转交。" in page
    assert "链接也已寄到" not in page
    output = capfd.readouterr()
    assert link_in(response).split("/")[-2] not in output.out + output.err


def test_link_begins_with_the_address_of_the_site_and_not_of_the_request(
    client: Client, bureau: Agency, manager: User, settings
) -> None:
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://nianbao.example.gov.cn", ["*"]
    client.defaults["HTTP_HOST"] = "evil.example.com"
    assert invite(client, bureau).context["address"].startswith("https://nianbao.example.gov.cn/account/invitation/")


def test_log_hides_the_secret_of_a_refused_request() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Forbidden: %s", ("/account/invitation/abc_-1/ (x)",), None)
    assert WithoutSecrets("{message}", style="{").format(record) == "Forbidden: /account/invitation/…/ (x)"


def test_superuser_begins_resets_for_people_of_several_agencies(
    tree: dict[str, Agency], bureau: Agency, manager: User
) -> None:
    member = person("member", Role.DRAFTER, at=bureau)
    appoint(member, tree["nx-sft"], Role.DRAFTER)
    root, browser = User.objects.create_superuser("root"), Client()
    browser.force_login(root)
    assert browser.post(at(bureau, "ask_reset", member.pk)).status_code == 200
    secret = resets.confirm(ResetRequest.objects.get(), by=manager)
    link = reverse("invitation", args=[secret])
    assert Client().get(link).status_code == 200
    User.objects.filter(pk=root.pk).update(is_superuser=False)
    assert Client().get(link).status_code == 410
