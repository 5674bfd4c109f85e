"""Security keys (WebAuthn) as second factor: adding them, signing in and signing with them, removing them."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from agencies.accounts import key_forms, security_keys
from agencies.models import Agency, User
from agencies.roles import Role
from reports.models import SignOff
from tests.agencies.members import at
from tests.agencies.people import PASSWORD, appoint, person
from tests.agencies.security_key import ADD, CODE, SecurityKey, add, complaints, first_step, give, logged, names_of
from tests.agencies.test_second_factor import code
from tests.agencies.test_second_factor_required import in_review
from tests.signing import order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.SITE_ADDRESS = "https://nianbao.example.gov.cn"


@pytest.fixture
def clerk() -> User:
    return person("clerk")


@pytest.fixture
def own(clerk: User) -> Client:
    """The clerk's browser, signed in, the password confirmed a moment ago."""
    browser = first_step()
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    return browser


def test_added_key_gives_recovery_codes_and_stands_in_the_log(own: Client, clerk: User) -> None:
    assert add(own, SecurityKey())["Location"] == "/account/recovery-codes/"
    page = own.get("/account/recovery-codes/")
    assert (names_of(clerk), len(page.context["unused_codes"])) == (["办公室的密钥"], 10)
    assert "安全密钥已添加，登录和签名时可以用它代替验证码。" in page.content.decode()
    assert logged("factor_added") == [("factor_added", "安全密钥", "办公室的密钥")]
    assert "办公室的密钥" in own.get("/account/").content.decode()


def test_sign_in_takes_password_and_key(own: Client, clerk: User) -> None:
    key = SecurityKey()
    add(own, key)
    browser = first_step()
    assert browser.get("/account/").status_code == 302  # the password alone opens nothing
    assert give(browser, key)["Location"] == "/desk/"
    assert browser.get("/account/").status_code == 200
    assert security_keys.of(clerk)[0].last_used_at is not None


def test_recovery_code_does_where_the_key_is_not_at_hand(own: Client) -> None:
    add(own, SecurityKey())
    spare = own.get("/account/recovery-codes/").context["unused_codes"][0]
    browser = first_step()
    assert "或者输入备用码" in browser.get(CODE).content.decode()
    assert browser.post(CODE, {"code": spare})["Location"] == "/desk/"


def test_keys_are_asked_for_only_of_who_has_one(own: Client) -> None:
    secret = own.get("/account/totp/activate/").context["form"].secret
    own.post("/account/totp/activate/", {"code": code(secret)})
    browser = first_step()
    page = browser.get(CODE)
    assert ("data-key" in page.content.decode(), "验证码" in page.content.decode()) == (False, True)
    assert complaints(give(browser, SecurityKey()), "webauthn_form") == [key_forms.WRONG_KEY]


def test_session_left_open_changes_no_key_without_the_password(own: Client, clerk: User) -> None:
    browser = Client()
    browser.force_login(clerk)
    for page in (ADD, "/account/keys/1/edit/", "/account/keys/1/remove/"):
        assert browser.post(page, {})["Location"].startswith("/account/confirm/"), page


def test_key_is_renamed_and_removed_by_its_owner_alone(own: Client, clerk: User) -> None:
    add(own, SecurityKey(), "旧名")
    (key,) = security_keys.of(clerk)
    person("other")
    stranger = first_step("other")
    stranger.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    pages = [f"/account/keys/{key.pk}/edit/", f"/account/keys/{key.pk}/remove/"]
    assert [stranger.post(page, {"name": "别人"}).status_code for page in pages] == [404, 404]
    too_long = own.post(pages[0], {"name": "长" * 41})
    assert too_long.context["form"].errors == {"name": ["名称不超过 40 个字。"]}
    assert own.post(pages[0], {"name": "新名"})["Location"] == "/account/"
    assert names_of(clerk) == ["新名"]
    assert "它是最后一个" in own.get(pages[1]).content.decode()
    assert own.post(pages[1])["Location"] == "/account/"
    assert Authenticator.objects.count() == 0  # the recovery codes went with the last factor
    assert logged("factor_renamed", "factor_ended") == [
        ("factor_renamed", "安全密钥", "旧名"),
        ("factor_ended", "安全密钥", "新名"),
    ]


def test_nobody_removes_the_last_factor_that_their_roles_take(
    own: Client, clerk: User, bureau: Agency, settings
) -> None:
    appoint(clerk, bureau, Role.MANAGER)
    settings.SECOND_FACTOR_REQUIRED = True
    assert own.get("/desk/")["Location"] == "/account/second-factor/"
    add(own, SecurityKey(), "第一个")  # open without a factor: the way to it
    assert own.get("/desk/").status_code == 200
    add(own, SecurityKey(), "")
    first, second = security_keys.of(clerk)
    assert names_of(clerk) == ["第一个", "安全密钥 2"]
    own.post(f"/account/keys/{first.pk}/remove/")
    page = own.post(f"/account/keys/{second.pk}/remove/")
    assert "您的角色需要两步验证，不能停用。" in page.content.decode()
    assert names_of(clerk) == ["安全密钥 2"]


def test_ten_keys_are_enough(own: Client, clerk: User) -> None:
    for _ in range(security_keys.MOST):
        add(own, SecurityKey())
    assert complaints(add(own, SecurityKey())) == [key_forms.TOO_MANY]
    assert len(security_keys.of(clerk)) == security_keys.MOST


def test_signature_asks_for_the_key_and_keeps_what_was_typed() -> None:
    report, reviewer, _ = in_review()
    Authenticator.objects.all().delete()
    browser, key = first_step(reviewer.username), SecurityKey()
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    add(browser, key)
    asked = order(report)
    sent = {"action": "approve", "digest": asked.digest, "ticked": list(asked.ticked), "opinion": "同意，请二审。"}
    answer = browser.post(f"/desk/{report.agency.code}/2024/transition/", sent)
    assert (SignOff.objects.count(), answer["Location"].split("?")[0]) == (0, "/account/confirm/key/")
    page = browser.get(answer["Location"])
    assert "您填写的内容都留着" in page.content.decode()
    back = {"next": page.context["redirect_field_value"]}
    wrong = give(browser, SecurityKey(), answer["Location"], **back)
    assert (complaints(wrong), SignOff.objects.count()) == ([key_forms.WRONG_KEY], 0)
    assert logged("factor_failed") == [("factor_failed", "安全密钥", "")]  # looked at once
    give(browser, key, answer["Location"], **back)
    signature = SignOff.objects.get()
    assert (signature.signer, signature.opinion) == (reviewer, "同意，请二审。")


def test_signature_asks_for_the_factor_that_was_used_last() -> None:
    report, reviewer, secret = in_review()
    browser, key = first_step(reviewer.username), SecurityKey()
    browser.post(CODE, {"code": code(secret, -1)})
    browser.post("/account/confirm/code/", {"code": code(secret), "next": "/account/"})
    add(browser, key)
    sign = f"/desk/{report.agency.code}/2024/transition/"
    wait(browser)
    assert browser.post(sign, {"action": "approve"})["Location"].startswith("/account/confirm/code/?")
    browser = first_step(reviewer.username)
    give(browser, key)
    wait(browser)
    answer = browser.post(sign, {"action": "approve"})
    assert answer["Location"].startswith("/account/confirm/key/?")
    assert "改用验证码确认" in browser.get(answer["Location"]).content.decode()


def wait(browser: Client) -> None:
    """Let eleven minutes pass since the person came in."""
    session = browser.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 660} for record in session["account_authentication_methods"]
    ]
    session.save()


def test_manager_ends_keys_as_well(own: Client, clerk: User, bureau: Agency) -> None:
    add(own, SecurityKey())
    appoint(clerk, bureau, Role.DRAFTER)
    manager = Client()
    manager.force_login(person("manager", Role.MANAGER, at=bureau))
    manager.post(at(bureau, "remove_second_factor", clerk.pk))
    assert Authenticator.objects.count() == 0
