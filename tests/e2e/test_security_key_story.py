"""A reviewer adds a security key, signs in with it and signs a review with it; a browser without the key cannot.

The key is Chromium's virtual one (https://w3c.github.io/webauthn/#sctn-automation).
"""

from typing import Any

import pytest

from agencies.accounts import security_keys
from agencies.models import User
from agencies.roles import Role
from reports import actions
from reports.models import SignOff
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import PASSWORD, person
from tests.e2e.steps import enter
from tests.e2e.test_account_pages import barriers
from tests.signing import order, staffed

pytestmark = pytest.mark.django_db(transaction=True)

REVIEW = "/desk/nx-zw-spt-sfj/2024/review/"
PAUSE = 20_000
DEVICE = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def reviewer(transactional_db: None, settings: Any, tmp_path: Any) -> User:
    """Who reads a report at its first review."""
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SIGNING_CHECK_MINUTES = 3 / 60
    report = factories.report()
    people = staffed(report.agency)
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    return person("reviewer", Role.FIRST_REVIEWER, at=report.agency)


class Device:
    """The security key that is plugged into a browser's computer."""

    def __init__(self, page: Any, **unlike: object) -> None:
        self.line = page.context.new_cdp_session(page)
        self.line.send("WebAuthn.enable")
        made = self.line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | unlike})
        self.number = made["authenticatorId"]

    def touch_by_itself(self, enabled: bool) -> None:
        asked = {"authenticatorId": self.number, "enabled": enabled}
        self.line.send("WebAuthn.setAutomaticPresenceSimulation", asked)


def opened(browser: Any, width: int = 1200) -> Any:
    return browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN").new_page()


def says(page: Any, sentence: str) -> None:
    page.locator("#key-says", has_text=sentence).wait_for(timeout=PAUSE)


def add_key(page: Any, site: str, name: str = "") -> None:
    """Sign in for the first time and add the key of this browser: nothing else is open yet."""
    page.goto(f"{site}/account/login/")
    enter(page, "reviewer")
    page.get_by_role("link", name="添加安全密钥").click()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    if name:
        page.get_by_label("名称").fill(name)
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/account/recovery-codes/", timeout=PAUSE)


def sign_in_again(page: Any, site: str, address: str = "/desk/") -> None:
    """The first step; the page then asks for the key."""
    page.goto(f"{site}/account/login/?next={address}")
    enter(page, "reviewer")
    page.wait_for_url("**/account/login/code/", timeout=PAUSE)


def press_key(page: Any) -> None:
    page.get_by_role("button", name="使用安全密钥").click()


def test_review_is_signed_with_the_key(reviewer: User, live_server: Any, browser: Any) -> None:
    page = opened(browser)
    Device(page)
    add_key(page, live_server.url)
    page.get_by_role("button", name="退出").click()
    sign_in_again(page, live_server.url, REVIEW)
    press_key(page)
    page.wait_for_url(f"**{REVIEW}", timeout=PAUSE)
    for box in page.query_selector_all("input[name=ticked]"):
        box.check()
    page.fill("#opinion", "同意，请二审。")
    page.wait_for_timeout(3_000)  # until a signature asks again
    page.click("button[name=action][value=approve]")
    page.wait_for_url("**/account/confirm/key/**", timeout=PAUSE)
    assert SignOff.objects.count() == 0
    press_key(page)
    page.locator(".message", has_text="已签名并通过").wait_for(timeout=PAUSE)
    assert SignOff.objects.values_list("signer__username", "opinion").get() == ("reviewer", "同意，请二审。")


@pytest.mark.parametrize("width", [1440, 360])
def test_pages_of_keys_have_no_barrier(reviewer: User, axe: str, live_server: Any, browser: Any, width: int) -> None:
    page, faults = opened(browser, width), {}
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    Device(page)
    add_key(page, live_server.url, "办公室的密钥")
    key = security_keys.of(reviewer)[0].pk
    for address in ("/account/", "/account/keys/add/", f"/account/keys/{key}/edit/", f"/account/keys/{key}/remove/"):
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    page.goto(f"{live_server.url}/account/confirm/key/?next=/account/")
    faults["confirm"] = barriers(page, axe)
    page.get_by_role("button", name="退出").click()
    sign_in_again(page, live_server.url)
    faults["sign in"] = barriers(page, axe)
    assert (faults, complaints) == ({name: [] for name in faults}, [])


def test_browser_without_the_key_does_not_come_in(reviewer: User, live_server: Any, browser: Any) -> None:
    own = opened(browser)
    Device(own)
    add_key(own, live_server.url)
    assert [key.wrap().name for key in security_keys.of(reviewer)] == ["安全密钥 1"]
    other = opened(browser)
    Device(other)  # with a key of its own, which nobody added
    sign_in_again(other, live_server.url)
    press_key(other)
    says(other, "这个安全密钥没有在您的账号里添加过")
    other.goto(f"{live_server.url}/desk/")
    assert "/account/login/" in other.url


def test_key_that_cannot_be_added_is_told_why(reviewer: User, live_server: Any, browser: Any, settings: Any) -> None:
    page = opened(browser)
    device = Device(page)
    add_key(page, live_server.url)
    for address, sentence in (
        (live_server.url, "这个安全密钥已经添加过了"),
        ("https://nianbao.example.gov.cn", "安全密钥只能在 https://nianbao.example.gov.cn 使用，请从这个网址打开。"),
        ("http://10.1.2.3", "系统还没有域名，只能用 IP 地址打开，而安全密钥只认域名。请改用验证码。"),
    ):
        settings.SITE_ADDRESS = address
        page.goto(f"{live_server.url}/account/keys/add/")
        page.get_by_role("button", name="添加").click()
        says(page, sentence)
    settings.SITE_ADDRESS = live_server.url
    page.get_by_role("button", name="退出").click()
    sign_in_again(page, live_server.url)
    device.touch_by_itself(False)
    press_key(page)
    says(page, "请插好安全密钥并触摸它")


AS_OLD = "delete window.PublicKeyCredential"
IMPATIENT = """
const later = window.setTimeout;
window.setTimeout = (run, wait) => later(run, Math.min(wait, 50));
navigator.credentials.get = ({ signal }) =>
    new Promise((_, no) => signal.addEventListener("abort", () => no(signal.reason)));
"""


@pytest.mark.parametrize(
    ("script", "sentence"), [(AS_OLD, "这个浏览器不能使用安全密钥"), (IMPATIENT, "等了一分钟，安全密钥没有回应。")]
)
def test_browser_that_gets_no_answer_says_so(
    reviewer: User, live_server: Any, browser: Any, script: str, sentence: str
) -> None:
    page = opened(browser)
    Device(page)
    add_key(page, live_server.url)
    other = opened(browser)
    other.add_init_script(script)
    sign_in_again(other, live_server.url)
    press_key(other)
    says(other, sentence)
