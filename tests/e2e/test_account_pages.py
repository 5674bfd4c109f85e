"""The pages of signing in and of members, in a real browser: no barriers, on a phone too, without scripts."""

from typing import Any

import pytest
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from agencies.models import User
from agencies.roles import Role
from tests.agencies.people import PASSWORD, person
from tests.agencies.test_second_factor import code
from tests.agencies.trees import plant_ningxia

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = "/desk/agencies/nx-zw-spt-sfj/members/"
OPEN = ["/account/login/", "/account/signup/", "/account/invitation/x/"]
CLOSED = [
    "/account/",
    "/account/email/",
    "/account/password/",
    "/account/totp/activate/",
    "/account/logout/",
    "/account/resets/",
    "/account/second-factor/",
    MEMBERS,
]


@pytest.fixture
def people(transactional_db: None) -> list[str]:
    """A manager and a drafter, and the addresses of the drafter's pages."""
    bureau = plant_ningxia()["nx-zw-spt-sfj"]
    person("manager", Role.MANAGER, at=bureau)
    drafter = person("drafter", Role.DRAFTER, at=bureau)
    return [f"{MEMBERS}{drafter.pk}/", f"{MEMBERS}invite/", f"{MEMBERS}add/"]


def sign_in(page: Any, site: str, username: str = "manager") -> None:
    page.goto(f"{site}/account/login/?next={MEMBERS}")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def barriers(page: Any, axe: str) -> list[object]:
    """What axe-core finds, and whether the page is wider than the window."""
    page.evaluate(axe)
    faults = page.evaluate("axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))")
    return faults + page.evaluate("document.documentElement.scrollWidth > innerWidth ? ['too wide'] : []")


@pytest.mark.parametrize("width", [1440, 360])
def test_pages_have_no_barrier_and_do_not_scroll_sideways(
    people: list[str], axe: str, live_server: Any, browser: Any, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    faults = {}
    for address in OPEN:
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/account/confirm/?next=/account/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    for address in [*CLOSED, *people]:
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    page.goto(f"{live_server.url}{MEMBERS}invite/")
    page.get_by_role("button", name="邀请").click()
    faults["refused"] = barriers(page, axe)
    page.goto(live_server.url + people[0])
    page.get_by_role("button", name="申请重设密码").click()
    faults["code of a reset"] = barriers(page, axe)
    auditor = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    sign_in(auditor, live_server.url, person("auditor", duty="auditor").username)
    auditor.goto(f"{live_server.url}/account/log/")
    faults["log"] = barriers(auditor, axe)
    assert (faults, complaints) == ({page: [] for page in faults}, [])


def test_inviting_and_the_second_step_work_without_scripts(people: list[str], live_server: Any, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    sign_in(page, live_server.url)
    page.get_by_role("link", name="邀请新成员").click()
    page.get_by_label("姓名").fill("沙坡头区司法局新人")
    page.get_by_label("用户名").fill("new.clerk")
    page.get_by_label("填报人").check()
    page.get_by_role("button", name="邀请").click()
    link = page.get_by_label("链接").input_value()

    own = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    own.goto(link)
    own.locator("#id_password1").fill(PASSWORD)
    own.get_by_label("再输入一次新密码").fill(PASSWORD)
    own.get_by_role("button", name="设置密码").click()
    own.get_by_label("用户名").fill("new.clerk")
    own.get_by_label("密码").fill(PASSWORD)
    own.get_by_role("button", name="登录").click()
    own.goto(f"{live_server.url}/account/totp/activate/")
    own.get_by_label("密码").fill(PASSWORD)
    own.get_by_role("button", name="确认").click()
    secret = own.locator(".steps code").inner_text()
    own.get_by_label("验证码").fill(code(secret))
    own.get_by_role("button", name="启用").click()
    assert own.get_by_role("heading", level=1).inner_text() == "备用码"
    own.get_by_role("button", name="退出").click()
    assert own.get_by_role("status").inner_text() == "您已退出登录。"


def test_link_is_copied_with_one_click(people: list[str], live_server: Any, browser: Any) -> None:
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    User.objects.filter(username="drafter").update(password=UNUSABLE_PASSWORD_PREFIX)  # invited, and not come yet
    sign_in(page, live_server.url)
    page.goto(live_server.url + people[0])
    page.get_by_role("button", name="给一个新链接").click()
    page.get_by_role("button", name="复制").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("链接").input_value()
