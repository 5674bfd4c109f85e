"""Going back in a browser: what would change is shown, some of it is unticked, the rest restored, and taken back."""

from typing import Any

import pytest

from agencies.roles import Role
from reports import actions
from reports.actions import Change
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import go_as
from tests.e2e.test_desk_pages import barriers

pytestmark = pytest.mark.django_db(transaction=True)

AT = "/desk/nx-zw-spt-sfj/2024/history/"
RECEIVED = "figures.requests.received.natural_person"
GRANTED = "figures.requests.granted.natural_person"
OVERVIEW = "prose.overview"


@pytest.fixture
def report(transactional_db: None) -> Report:
    """Written, then a table pasted over it."""
    report = factories.report(figures={}, prose={})
    clerk = person("clerk", Role.DRAFTER, at=report.agency)
    text = "甲做了三件事。\n乙做了两件事。"
    actions.save(report, {RECEIVED: Change("", "8"), OVERVIEW: Change("", text)}, clerk)
    actions.save(report, {RECEIVED: Change("8", "9"), GRANTED: Change("", "5")}, clerk, "粘贴")
    actions.save(report, {OVERVIEW: Change(text, text.replace("三", "四"))}, clerk)
    return report


def signed_in(browser: Any, live_server: Any, address: str, **options: Any) -> Any:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN", **options)
    go_as(page, "clerk", live_server.url, address)
    page.wait_for_url(f"**{address}")
    return page


def values() -> dict[str, str]:
    return Report.objects.get().values()


def test_restore_shows_what_would_change_takes_the_ticked_and_can_be_taken_back(report, live_server, browser):
    page = signed_in(browser, live_server, AT)
    page.click(".history-line:nth-child(3) >> text=回到这里…")
    assert page.locator("[data-place='prose.overview'] del").inner_text() == "四"
    assert page.locator("#restore button").inner_text() == "恢复选中的 3 处"
    page.locator("section", has_text="收到和处理").locator(".tick-section").uncheck()
    page.locator(f"[data-place='{RECEIVED}'] input").check()
    page.locator("[data-place='prose.overview'] input").uncheck()
    page.click("text=恢复选中的 1 处")
    page.wait_for_selector(".message-success")
    now = values()
    assert (now[RECEIVED], now[GRANTED], now[OVERVIEW][3]) == ("8", "5", "四")
    page.click(".history-line:nth-child(2) >> text=回到这里…")
    page.click("text=恢复选中的 1 处")
    page.wait_for_selector(".message-success")
    assert values()[RECEIVED] == "9"


def test_editor_leads_to_the_history_of_the_cell_one_is_in(report, live_server, browser):
    page = signed_in(browser, live_server, "/desk/nx-zw-spt-sfj/2024/edit/requests/")
    page.focus(f"[name='{RECEIVED}']")
    page.click("#cell-history")
    assert page.locator(".history-value").all_inner_texts() == ["9", "8", "（空）"]


def test_without_javascript_the_form_restores_the_ticked(report, live_server, browser):
    page = signed_in(browser, live_server, f"{AT}1/restore/", java_script_enabled=False)
    page.locator(f"[data-place='{GRANTED}'] input").uncheck()
    page.click("#restore button")
    page.wait_for_selector(".message-success")
    assert (values()[RECEIVED], values()[GRANTED]) == ("8", "5")


def test_pages_have_no_barrier_at_any_width(report, axe, live_server, browser):
    pages = [AT, f"{AT}?page=requests", f"{AT}?place={RECEIVED}", f"{AT}1-3/", f"{AT}1/restore/"]
    page = signed_in(browser, live_server, AT)
    faults = {}
    for address in pages:
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    assert faults == {address: [] for address in pages}
