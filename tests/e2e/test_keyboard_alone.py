"""From signing in to 送审 with nothing but the keyboard."""

from typing import Any

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import State
from tests import factories
from tests.agencies.people import PASSWORD, person
from tests.agencies.trees import plant
from tests.e2e.steps import saved

FARTHEST = 60  # presses of Tab from one thing to the next on any of these pages
RECEIVED = "figures.requests.received.natural_person"
FOCUSED = """() => {
    const at = document.activeElement;
    if (at === document.body) return "";
    const label = at.labels?.length ? at.labels[0].textContent : "";
    if (at.isContentEditable) return "words";
    return [at.dataset.place ?? "", at.getAttribute("aria-label") ?? "", label, at.textContent].join(" ");
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(transactional_db: None) -> Report:
    """A report in which one figure and the last part are still to be written."""
    report = actions.start(plant("x"), 2024)
    figures = factories.figures()
    del figures[RECEIVED.removeprefix("figures.")]
    actions.replace(report, figures, factories.prose() | {"other": ""}, by=None)
    person("clerk", Role.DRAFTER, at=report.agency)
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER, Role.PUBLISHER):
        person(role.value, role, at=report.agency)
    return report


def tab_to(page: Any, words: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(FARTHEST):
        if words in page.evaluate(FOCUSED):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{words} is not within {FARTHEST} presses of {key} at {page.url}")


def press(page: Any, words: str, path: str, key: str = "Tab") -> None:
    """Go to what is called so, press Enter, and wait for the page at the end of the path."""
    tab_to(page, words, key)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.partition("?")[0].endswith(path))


def sign_in(page: Any) -> None:
    tab_to(page, "用户名")
    page.keyboard.type("clerk")
    tab_to(page, "密码")
    page.keyboard.type(PASSWORD)
    press(page, "密码", "/edit/requests/")


def finish(page: Any) -> None:
    """Fill the blank cell, go on to the last part and write it."""
    tab_to(page, RECEIVED)
    page.keyboard.type(str(factories.figures()[RECEIVED.removeprefix("figures.")]))
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("Control+Home")
    for part in ("proceedings", "problems", "other"):
        press(page, "下一部分", f"/edit/{part}/", "Shift+Tab")
    tab_to(page, "words")
    page.keyboard.type("没有其他需要报告的事项。")
    saved(page)


def test_report_is_finished_and_sent_by_keyboard(report: Report, live_server: Any, browser: Any) -> None:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{live_server.url}/account/login/?next=/desk/x/2024/edit/")
    sign_in(page)
    finish(page)
    press(page, "送审前检查", "/check/", "Shift+Tab")
    press(page, "送审", "/review/")
    report.refresh_from_db()
    assert report.state == State.FIRST_REVIEW
