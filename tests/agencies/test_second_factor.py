"""Two steps: enrolling an authenticator application, signing in with its codes, losing the telephone."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpResponse
from django.test import Client

from agencies.models import Agency, MembershipChange, User
from agencies.roles import Role
from tests.agencies.members import at
from tests.agencies.people import PASSWORD, appoint, person

pytestmark = pytest.mark.django_db

WRONG = "验证码不对。请输入验证器应用里当前显示的六位数字，或一个没有用过的备用码。"


@pytest.fixture
def clerk() -> User:
    return person("clerk")


@pytest.fixture
def own(client: Client, clerk: User) -> Client:
    """The clerk's browser, signed in, the password confirmed a moment ago."""
    first_step(client)
    client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    return client


def first_step(client: Client) -> HttpResponse:
    return client.post("/account/login/", {"login": "clerk", "password": PASSWORD})


def code(secret: str, steps: int = 0) -> str:
    """What an authenticator shows now, or so many half-minutes later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def enrol(own: Client) -> str:
    secret = own.get("/account/totp/activate/").context["form"].secret
    assert own.post("/account/totp/activate/", {"code": code(secret)}).status_code == 302
    return secret


def complaints(response: HttpResponse) -> dict[str, list[str]]:
    return response.context["form"].errors


def test_enrolling_asks_for_the_password_again(client: Client, clerk: User) -> None:
    first_step(client)
    assert client.get("/account/totp/activate/")["Location"] == "/account/confirm/?next=%2Faccount%2Ftotp%2Factivate%2F"
    assert complaints(client.post("/account/confirm/", {"password": "别的口令"})) == {
        "password": ["密码不对，请重新输入。"]
    }


def test_picture_and_secret_are_shown_and_nothing_inline_is_needed(own: Client) -> None:
    response = own.get("/account/totp/activate/")
    page, secret = response.content.decode(), response.context["form"].secret
    assert page.count(secret) == 1
    assert '<img class="qr" src="data:image/svg+xml;base64,' in page
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert response.context["totp_url"] == f"otpauth://totp/clerk?secret={secret}&issuer=%E5%B9%B4%E6%8A%A5"


def test_wrong_code_enrols_nothing(own: Client) -> None:
    own.get("/account/totp/activate/")
    assert complaints(own.post("/account/totp/activate/", {"code": "000000"})) == {"code": [WRONG]}
    assert Authenticator.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_enrolling_gives_ten_recovery_codes(own: Client) -> None:
    enrol(own)
    page = own.get("/account/recovery-codes/")
    assert len(set(page.context["unused_codes"])) == 10
    assert [str(text) for text in page.context["messages"]] == [
        "两步验证已启用，下次登录时要输入验证码。",
        "已生成新的备用码，请抄下或打印保存。",
    ]
    file = own.get("/account/recovery-codes/download/")
    assert file.content.decode().split()[1:] == page.context["unused_codes"]


def test_sign_in_then_takes_two_steps(own: Client) -> None:
    secret = enrol(own)
    browser = Client()
    assert first_step(browser)["Location"] == "/account/login/code/"
    assert browser.get("/account/").status_code == 302  # the password alone opens nothing
    assert complaints(browser.post("/account/login/code/", {"code": "000000"})) == {"code": [WRONG]}
    assert browser.post("/account/login/code/", {"code": code(secret)})["Location"] == "/desk/"
    assert browser.get("/account/").status_code == 200


def test_code_works_once_and_half_a_minute_either_way(own: Client) -> None:
    secret = enrol(own)
    for steps, goes in ((-1, 302), (1, 302), (1, 200), (3, 200)):
        browser = Client()
        first_step(browser)
        assert browser.post("/account/login/code/", {"code": code(secret, steps)}).status_code == goes, steps


def test_recovery_code_works_once(own: Client) -> None:
    enrol(own)
    spare = own.get("/account/recovery-codes/").context["unused_codes"][0]
    for goes in (302, 200):
        browser = Client()
        first_step(browser)
        assert browser.post("/account/login/code/", {"code": spare}).status_code == goes
    assert len(own.get("/account/recovery-codes/").context["unused_codes"]) == 9


def test_guessing_codes_is_limited(own: Client) -> None:
    secret = enrol(own)
    browser = Client()
    first_step(browser)
    for _ in range(5):
        assert complaints(browser.post("/account/login/code/", {"code": "000000"})) == {"code": [WRONG]}
    assert complaints(browser.post("/account/login/code/", {"code": code(secret)})) == {
        "code": ["验证码输错次数过多，请 5 分钟后再试。"]
    }


def test_second_step_without_the_first_leads_back(client: Client) -> None:
    assert client.get("/account/login/code/")["Location"] == "/account/login/"


def test_it_can_be_ended_and_then_one_step_is_enough(own: Client) -> None:
    enrol(own)
    response = own.post("/account/totp/deactivate/", follow=True)
    assert [str(text) for text in response.context["messages"]][-1] == "两步验证已停用。"
    assert (Authenticator.objects.count(), first_step(Client())["Location"]) == (0, "/desk/")


def test_administrator_ends_it_for_somebody_who_lost_the_telephone(own: Client, clerk: User) -> None:
    enrol(own)
    admin = Client()
    admin.force_login(User.objects.create_superuser("root"))
    chosen = {"action": "remove_second_factor", "_selected_action": [clerk.pk]}
    response = admin.post("/admin/agencies/user/", chosen, follow=True)
    assert [str(text) for text in response.context["messages"]] == ["已停用两步验证：clerk。"]
    assert Authenticator.objects.count() == 0


def remove(client: Client, bureau: Agency, user: User) -> list[str]:
    """Press the button on the member's page; what the page answers."""
    response = client.post(at(bureau, "remove_second_factor", user.pk), follow=True)
    return [str(message) for message in response.context["messages"]]


def test_page_of_the_second_step_says_what_to_do_without_the_telephone(own: Client) -> None:
    enrol(own)
    browser = Client()
    first_step(browser)
    page = browser.get("/account/login/code/").content.decode()
    assert "用一个备用码" in page
    assert "请找本机关的管理员：他在“成员”里打开您的名字，点“停用两步验证”。" in page


def test_manager_ends_it_for_a_member_who_lost_the_telephone(
    own: Client, clerk: User, bureau: Agency, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    clerk.email = "clerk@example.cn"
    clerk.save()
    enrol(own)
    appoint(clerk, bureau, Role.DRAFTER)
    manager, browser = person("manager", Role.MANAGER, at=bureau), Client()
    browser.force_login(manager)
    page = "".join(browser.get(at(bureau, "member", clerk.pk)).content.decode().split())
    assert "停用两步验证</button>" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(browser, bureau, clerk) == ["已停用clerk的姓名的两步验证。本人登录后会看到是谁停用的。"]
    assert (Authenticator.objects.count(), first_step(Client())["Location"]) == (0, "/desk/")
    assert MembershipChange.objects.values_list("action", "agency", "user", "by").get() == (
        "factor_removed",
        bureau.pk,
        clerk.pk,
        manager.pk,
    )
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["clerk@example.cn"], "您在“年报”系统的账号：停用两步验证")
    assert "manager的姓名（manager）停用了您的两步验证" in letter.body
    page = " ".join(browser.get(at(bureau)).content.decode().split())
    assert "manager的姓名停用clerk的姓名的两步验证" in page
    assert "没有启用，用密码就能登录。" in browser.get(at(bureau, "member", clerk.pk)).content.decode()
    assert remove(browser, bureau, clerk) == ["clerk的姓名没有启用两步验证。"]


def test_manager_cannot_end_it_for_people_who_are_more_or_for_themselves(
    own: Client, clerk: User, tree: dict[str, Agency], bureau: Agency, mailoutbox
) -> None:
    enrol(own)
    appoint(clerk, bureau, Role.DRAFTER, Role.MANAGER)
    assert remove(own, bureau, clerk) == ["自己的两步验证请在“我的账号”里停用，那里会再问一次密码。"]
    appoint(clerk, tree["nx-sft"], Role.DRAFTER)
    browser = Client()
    browser.force_login(person("manager", Role.MANAGER, at=bureau))
    assert remove(browser, bureau, clerk) == [
        "clerk的姓名还在别的机关任职或是系统管理员，不能由本机关停用两步验证，请联系系统管理员。"
    ]
    assert (Authenticator.objects.exists(), MembershipChange.objects.count(), mailoutbox) == (True, 0, [])
    browser.force_login(User.objects.create_superuser("root"))
    assert remove(browser, bureau, clerk) == ["已停用clerk的姓名的两步验证。本人登录后会看到是谁停用的。"]
    assert MembershipChange.objects.count() == 2  # at each of the two agencies


def test_password_alone_shows_no_recovery_codes_of_an_account_with_a_second_factor() -> None:
    reviewer = person("reviewer")
    totp.TOTP.activate(reviewer, totp.generate_totp_secret())
    RecoveryCodes.activate(reviewer)
    stolen = Client()
    stolen.force_login(reviewer)
    stolen.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    shown = stolen.get("/account/recovery-codes/")
    stolen.post("/account/recovery-codes/generate/")
    anew = stolen.get("/account/recovery-codes/")
    assert [(page.context or {}).get("unused_codes", []) for page in (shown, anew)] == [[], []]
