"""One's own e-mail address: set at once without a mail server, by a link sent to it where there is one."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.test import Client

from agencies import emails
from agencies.models import User
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return person("clerk")


def browser_of(username: str) -> Client:
    """Signed in, the password confirmed a moment ago."""
    browser = Client()
    browser.post("/account/login/", {"login": username, "password": PASSWORD})
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    return browser


@pytest.fixture
def own(clerk: User) -> Client:
    return browser_of("clerk")


def save(browser: Client, address: str) -> list[str]:
    response = browser.post("/account/email/", {"email": address}, follow=True)
    return [str(message) for message in response.context["messages"]]


def stored(user: User) -> str:
    user.refresh_from_db()
    return user.email


def test_password_is_asked_for_first(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get("/account/email/")["Location"] == "/account/confirm/?next=%2Faccount%2Femail%2F"


def test_without_a_mail_server_the_address_is_stored_at_once(own: Client, clerk: User, settings) -> None:
    settings.EMAIL_BACKEND = emails.NO_SERVER_BACKEND
    assert save(own, "clerk@Example.CN")[-1:] == ["电子邮箱已保存：clerk@example.cn。"]
    assert stored(clerk) == "clerk@example.cn"
    assert "clerk@example.cn" in own.get("/account/").content.decode()
    assert save(own, "") == ["电子邮箱已删去，以后不再给您寄信。"]
    assert stored(clerk) == ""


def test_with_a_mail_server_the_address_counts_once_its_link_was_opened(own: Client, clerk: User, mailoutbox) -> None:
    save(own, "clerk@example.cn")
    (letter,) = mailoutbox
    assert (letter.to, stored(clerk)) == (["clerk@example.cn"], "")
    link = re.search(r"/account/email/confirm/\S+", letter.body)
    assert link is not None
    person("other")
    browser_of("other").get(link[0])
    assert User.objects.filter(email__gt="").count() == 0  # the link is nobody else's
    own.get(link[0])
    assert stored(clerk) == "clerk@example.cn"


def test_link_of_before_does_not_undo_an_address_set_since(own: Client, clerk: User, mailoutbox, settings) -> None:
    save(own, "old@example.cn")
    settings.EMAIL_BACKEND = emails.NO_SERVER_BACKEND
    save(own, "new@example.cn")
    own.get(re.findall(r"/account/email/confirm/\S+", mailoutbox[0].body)[0])
    assert stored(clerk) == "new@example.cn"


def test_link_that_was_changed_is_refused(own: Client, clerk: User) -> None:
    page = own.get("/account/email/confirm/x/", follow=True).content.decode()
    assert "这个链接不能用：过了七天、已经用过，或者不是寄给您的。请重新填写电子邮箱。" in page
    assert stored(clerk) == ""


def test_address_that_is_none_is_refused_and_kept_in_the_form(own: Client, clerk: User) -> None:
    form = own.post("/account/email/", {"email": "nobody"}).context["form"]
    assert (form.errors, form["email"].value()) == (
        {"email": ["电子邮箱须写成 name@example.cn 的样子。"]},
        "nobody",
    )


def remove_by_command(username: str) -> str:
    out = io.StringIO()
    call_command("remove_second_factor", username, stdout=out)
    return out.getvalue()


def test_command_removes_the_second_factor_of_the_only_administrator(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    root = User.objects.create_superuser("root", full_name="张工", email="root@example.cn")
    totp.TOTP.activate(root, totp.generate_totp_secret())
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_by_command("root") == "已停用张工（root）的两步验证，用密码就能登录。\n"
    assert Authenticator.objects.count() == 0
    assert "系统管理员在服务器上停用了您的两步验证" in mailoutbox[0].body
    with pytest.raises(CommandError, match="root 没有启用两步验证。"):
        remove_by_command("root")
    with pytest.raises(CommandError, match="没有用户名是“nobody”的账号，请核对。"):
        remove_by_command("nobody")
