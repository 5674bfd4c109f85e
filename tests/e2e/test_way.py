"""The way out of the editor in a real browser: a submission taken back where one lands, papers that take their time."""

import pytest

from agencies.roles import Role
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/desk/nx-zw-spt-sfj/2024/"


@pytest.fixture
def drafter(transactional_db, live_server, browser):
    agency = factories.report().agency
    for role in (Role.DRAFTER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER):
        person(role.value, role, at=agency)
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    go_as(page, Role.DRAFTER.value, live_server.url, f"{AT}check/")
    page.wait_for_url(f"**{AT}check/")
    return page


def test_submission_is_taken_back_where_the_drafter_lands_and_from_the_desk(drafter):
    for _ in range(2):
        drafter.get_by_role("button", name="送审", exact=True).click()
        drafter.wait_for_url(f"**{AT}review/")
        assert drafter.get_by_role("button", name="撤回送审，继续修改").bounding_box()["y"] < 500
        drafter.goto(drafter.url.partition("/desk/")[0] + "/desk/")
        drafter.get_by_role("link", name="撤回送审").click()
        drafter.get_by_role("button", name="撤回送审，继续修改").click()
        drafter.wait_for_url("**/edit/**")
        drafter.goto(drafter.url.partition("/desk/")[0] + f"{AT}check/")


def test_paper_that_takes_seconds_says_so_and_opens_when_it_is_ready(drafter):
    drafter.goto(drafter.url.replace("check", "review"))
    link = drafter.locator("a[data-slow]", has_text="审签单")
    with drafter.context.expect_page() as opened:
        link.click()
        drafter.wait_for_selector(".waiting:has-text('正在排版')")
    drafter.wait_for_selector(".waiting:has-text('已排好')", timeout=PAUSE)
    assert opened.value.url.startswith("blob:")
    assert drafter.url.endswith("/review/")
    assert drafter.get_attribute(".waiting a[download]", "download") == "审签单（PDF）.pdf"


def test_wait_for_a_paper_can_be_given_up_and_a_cut_line_is_told(drafter):
    drafter.goto(drafter.url.replace("check", "review"))
    drafter.route("**/review-form.pdf", lambda route: None)
    link = drafter.locator("a[data-slow]", has_text="审签单")
    link.click()
    drafter.click(".waiting button")
    drafter.wait_for_selector(".waiting:empty", state="attached")
    drafter.unroute("**/review-form.pdf")
    drafter.route("**/review-form.pdf", lambda route: route.abort())
    link.click()
    drafter.wait_for_selector(".waiting:has-text('连不上服务器')")
