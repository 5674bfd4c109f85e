"""Signing in with user name and password: who comes in, who waits, where it leads."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.accounts import middleware
from agencies.models import Agency, SignInDelay, User
from agencies.roles import Role
from reports import actions
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
WRONG = "用户名或密码不对，请重新输入。"


@pytest.fixture
def clerk() -> User:
    return person("clerk")


def sign_in(client: Client, username: str = "clerk", password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(LOGIN, {"login": username, "password": password, **more})


def complaints(response: HttpResponse) -> dict[str, list[str]]:
    return response.context["form"].errors


def test_right_password_leads_to_the_desk(client: Client, clerk: User) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_wrong_password_says_so_and_keeps_the_name(client: Client, clerk: User) -> None:
    response = sign_in(client, password="别的口令 1234")
    assert (response.status_code, complaints(response)) == (200, {"__all__": [WRONG]})
    assert 'value="clerk"' in response.content.decode()
    assert "别的口令" not in response.content.decode()


def test_unknown_name_gets_the_same_words_as_a_wrong_password(client: Client, clerk: User) -> None:
    assert complaints(sign_in(client, username="nobody")) == {"__all__": [WRONG]}


def test_closed_account_stays_outside_and_says_so_only_to_its_owner(client: Client, clerk: User) -> None:
    User.objects.update(is_active=False)
    assert complaints(sign_in(client, password="别的口令 1234")) == {"__all__": [WRONG]}
    assert sign_in(client)["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_name_and_password_are_asked_for(client: Client) -> None:
    assert complaints(sign_in(client, username="", password="")) == {
        "login": ["这个字段是必填项。"],
        "password": ["这个字段是必填项。"],
    }


def guess(times: int, username: str = "clerk", **client: str) -> list[str]:
    """What so many wrong passwords from a strange browser are answered."""
    return [
        complaints(sign_in(Client(**client), username, password=f"猜测的口令 {number}"))["__all__"][0]
        for number in range(times)
    ]


def wait(minutes: int) -> str:
    return f"登录失败次数过多，请 {minutes} 分钟后再试。在您以前登录过的浏览器上不受影响；忘记密码请找本机关管理员。"


def let_pass() -> None:
    """The time to wait is over."""
    SignInDelay.objects.update(wait_until=timezone.now())


def test_wait_after_wrong_passwords_grows_to_a_quarter_of_an_hour(clerk: User) -> None:
    assert guess(6) == [WRONG] * 5 + [wait(1)]
    waits = []
    for _ in range(6):
        let_pass()
        waits.append(guess(2)[1])
    assert waits == [wait(minutes) for minutes in (2, 4, 8, 15, 15, 15)]


def test_while_it_lasts_the_right_password_waits_too_under_every_spelling_and_from_elsewhere(clerk: User) -> None:
    guess(5)
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert complaints(sign_in(elsewhere, username=" CLERK"))["__all__"] == [wait(1)]
    let_pass()
    assert sign_in(elsewhere).status_code == 302
    assert guess(5) == [WRONG] * 5  # the right password began anew


def test_changed_host_header_does_not_get_round_the_wait(clerk: User, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answers = [guess(1, HTTP_HOST=f"host-{number}.example.cn")[0] for number in range(6)]
    assert answers == [WRONG] * 5 + [wait(1)]


def test_strangers_do_not_keep_a_person_out_of_their_own_browser(client: Client, clerk: User) -> None:
    sign_in(client)
    client.post("/account/logout/")
    guess(5)
    assert guess(1) == [wait(1)]
    assert sign_in(client).status_code == 302


def test_known_browser_waits_for_its_own_failures_and_helps_nobody_else(client: Client, clerk: User) -> None:
    person("other")
    sign_in(client)
    client.post("/account/logout/")
    for number in range(5):
        sign_in(client, password=f"猜测的口令 {number}")
    assert complaints(sign_in(client))["__all__"] == [wait(1)]
    guess(5, "other")
    assert complaints(sign_in(client, "other"))["__all__"] == [wait(1)]


def test_forged_cookie_makes_no_browser_known(clerk: User) -> None:
    guess(5)
    forged = Client()
    forged.cookies["nianbao_device"] = signing.dumps({"token": "x", "people": [clerk.pk]}, salt="other")
    assert complaints(sign_in(forged))["__all__"] == [wait(1)]


def test_address_that_tries_many_names_waits_and_others_do_not(clerk: User) -> None:
    for number in range(30):
        assert guess(1, f"name-{number}", REMOTE_ADDR="10.0.0.9") == [WRONG]
    assert complaints(sign_in(Client(REMOTE_ADDR="10.0.0.9")))["__all__"] == [wait(1)]
    assert sign_in(Client()).status_code == 302


def test_name_that_nobody_has_waits_alike(clerk: User) -> None:
    assert guess(6, "nobody") == guess(6)


def test_failures_of_yesterday_are_forgotten(clerk: User) -> None:
    guess(5)
    SignInDelay.objects.update(last_at=timezone.now() - timedelta(days=1, minutes=1), wait_until=None)
    person("other")
    guess(1, "other")
    assert SignInDelay.objects.count() == 2  # the other's name, and the address


def test_others_can_sign_in_while_one_account_waits(client: Client, clerk: User) -> None:
    person("other")
    for number in range(6):
        sign_in(client, password=f"猜测的口令 {number}")
    assert sign_in(client, username="other").status_code == 302


def test_successes_use_up_no_attempts(clerk: User) -> None:
    assert [sign_in(Client()).status_code for _ in range(8)] == [302] * 8


def test_flood_from_one_address_gets_the_chinese_page(client: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    codes = [sign_in(client).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert "请 1 分钟后再试" in sign_in(client).content.decode()


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/desk/agencies/nx/members/?x=1", "/desk/agencies/nx/members/?x=1"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("/\\evil.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_next_leads_only_into_this_site(client: Client, clerk: User, asked: str, goes: str) -> None:
    assert sign_in(client, next=asked)["Location"] == goes


def test_closed_page_leads_through_sign_in_and_back(client: Client, clerk: User) -> None:
    closed = reverse("members", args=["nx"]) + "?a=b"
    to_login = client.get(closed)
    assert to_login["Location"] == f"{LOGIN}?next=/desk/agencies/nx/members/%3Fa%3Db"
    page = client.get(to_login["Location"]).content.decode()
    assert f'<input type="hidden" name="next" value="{closed}">' in page


def test_script_is_told_to_sign_in_instead_of_being_sent_there(client: Client) -> None:
    closed = reverse("members", args=["nx"])
    for headers in ({"Sec-Fetch-Mode": "cors"}, {"Content-Type": "application/json"}):
        answer = client.get(closed, headers=headers)
        assert (answer.status_code, answer.content.decode()) == (401, middleware.SIGN_IN_AGAIN)
        assert answer["X-Sign-In"] == LOGIN
    assert client.get(closed, headers={"Sec-Fetch-Mode": "navigate"}).status_code == 302


def test_nobody_registers(client: Client) -> None:
    facts = {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD}
    for response in (client.get("/account/signup/"), client.post("/account/signup/", facts)):
        assert "本系统不开放自行注册" in response.content.decode()
    assert User.objects.count() == 0


def test_sign_out_is_a_post(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    response = client.post("/account/logout/", follow=True)
    assert (response.redirect_chain, [str(text) for text in response.context["messages"]]) == (
        [(LOGIN, 302)],
        ["您已退出登录。"],
    )
    assert "_auth_user_id" not in client.session


def test_forms_without_the_token_are_refused_in_chinese(clerk: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = sign_in(strict)
    assert (response.status_code, "表单没有提交" in response.content.decode()) == (403, True)


def test_session_ends_half_an_hour_after_the_last_page(client: Client, clerk: User) -> None:
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == ""  # with the browser
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))
    client.get("/account/")
    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/account/")["Location"] == f"{LOGIN}?next=/account/"


def test_what_an_open_page_asks_by_itself_keeps_no_session_alive(client: Client, bureau: Agency) -> None:
    client.force_login(person("drafter", Role.DRAFTER, at=bureau))
    actions.start(bureau, 2024)
    soon = timezone.now() + timedelta(minutes=3)
    Session.objects.update(expire_date=soon)
    page = f"/desk/{bureau.code}/2024/edit/overview/"
    for _ in range(3):
        assert client.post(f"{page}presence/", {"version": -1}, "application/json").status_code == 200
    assert Session.objects.get().expire_date == soon
    client.get(page)
    assert Session.objects.get().expire_date > soon


def test_session_is_written_only_now_and_then(client: Client, clerk: User, django_assert_num_queries) -> None:
    sign_in(client)
    with django_assert_num_queries(5):  # session, user, notices, second factors and whether there are any
        client.get("/account/")


def test_password_is_changed_and_other_sessions_end(client: Client, clerk: User) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    new = "春天的另一个口令 2"
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert [client.get("/account/").status_code, elsewhere.get("/account/").status_code] == [200, 302]
    assert sign_in(Client(), password=new).status_code == 302


def test_each_fault_of_a_new_password_is_named(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    response = client.post("/account/password/", {"oldpassword": "x", "password1": "1234567", "password2": "7654321"})
    assert complaints(response) == {
        "oldpassword": ["现在的密码不对，请重新输入。"],
        "password1": ["密码太短，至少要 10 个字符。", "这个密码太常见了。", "密码只包含数字。"],
    }
    other = {"oldpassword": PASSWORD, "password1": "春天的另一个口令 2", "password2": "春天的另一个口令 3"}
    assert complaints(client.post("/account/password/", other)) == {
        "password2": ["两次输入的新密码不一样，请重新输入。"]
    }
    like_the_name = {"oldpassword": PASSWORD, "password1": "clerk的姓名clerk", "password2": "clerk的姓名clerk"}
    assert complaints(client.post("/account/password/", like_the_name)) == {"password1": ["密码跟 姓名 太相似了。"]}


def test_pages_are_kept_out_of_caches_and_under_the_strict_policy(client: Client) -> None:
    response = client.get(LOGIN)
    assert "no-store" in response["Cache-Control"]
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"], policy["form-action"]) == (
        "'none'",
        "'self'",
        "'self'",
        "'self'",
    )


def test_administration_is_entered_the_same_way(client: Client, clerk: User) -> None:
    assert client.get("/admin/", follow=True).redirect_chain == [
        ("/admin/login/?next=/admin/", 302),
        (f"{LOGIN}?next=%2Fadmin%2F", 302),
    ]
    client.force_login(clerk)
    assert client.get("/admin/login/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_wait_like_guesses_sent_one_by_one(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    person("clerk")
    tried: list[bool] = []

    def guess() -> None:
        try:
            tried.append(WRONG in sign_in(Client(), password="别的口令 1234").content.decode())
        finally:
            connections.close_all()

    threads = [Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tried) <= 5
