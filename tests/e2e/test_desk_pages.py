"""Every page of the desk, for each kind of person who meets it, at a desk's width, a tablet's and a phone's: no
barrier, no scrolling sideways, no broken policy, no request to another host."""

from typing import Any

import pytest

from agencies.roles import Role
from reports import actions
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import enter, go_as
from tests.public.published import publish
from tests.signing import order

pytestmark = pytest.mark.django_db(transaction=True)

REPORT = "/desk/nx-zw-spt-sfj/2024/"
PAGES = {
    "clerk": [
        "/desk/",
        "/desk/rules/",
        f"{REPORT}",
        f"{REPORT}check/",
        f"{REPORT}verification/",
        "/desk/nx-zw-spt-sfj/2022/verification/",
        f"{REPORT}history/",
        f"{REPORT}history/0-1/",
        f"{REPORT}proof/{'0' * 64}/",
        "/desk/nx-zw-spt-sfj/2023/edit/opening/",
        "/desk/nx-zw-spt-sfj/2023/edit/overview/",
        "/desk/nx-zw-spt-sfj/2023/edit/disclosure/",
        "/desk/nx-zw-spt-sfj/2023/edit/requests/",
        "/desk/nx-zw-spt-sfj/2023/edit/proceedings/",
        "/desk/nx-zw-spt-sfj/2023/check/",
        "/desk/nx-zw-spt-sfj/1999/",
    ],
    "reviewer": [
        "/desk/",
        f"{REPORT}review/",
        f"{REPORT}review/?compare=last-year",
        "/desk/nx-zw-spt-sfj/2023/edit/opening/",
    ],
    "boss": ["/desk/nx-zw-spt-sfj/settings/", "/desk/agencies/nx-zw-spt-sfj/members/"],
    "office": ["/desk/", "/desk/office/", "/desk/nx-zw-spt-sfj/settings/", f"{REPORT}review/"],
}


@pytest.fixture
def people(transactional_db: None) -> None:
    """A report in its first review with comments and findings, one still being written, one of last year published."""
    report = factories.report(figures=factories.figures(**{"disclosure.regulations.issued": 1}))
    report.agency.parent = factories.agency("nx", kind="government", level="province")
    report.agency.save()
    clerk = person("clerk", Role.DRAFTER, at=report.agency)
    person("reviewer", Role.FIRST_REVIEWER, at=report.agency)
    person("second", Role.SECOND_REVIEWER, at=report.agency)
    person("third", Role.FINAL_REVIEWER, at=report.agency)
    boss = person("boss", Role.MANAGER, at=report.agency)
    person("office", Role.SUPERVISOR, at=report.agency.parent)
    factories.report(report.agency, 2023, figures={}, prose={"overview": "新收申请{{requests.received.total}}件。"})
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "这里写概况。")}, clerk)
    actions.comment(report, "prose.overview", "请核对。", boss, "这里写概况。")
    actions.apply(report, Action.SUBMIT, clerk, order(report))
    publish(report.agency, 2022)


def barriers(page: Any, axe: str) -> list[object]:
    """What axe-core finds on a screen and on a phone, and the widths at which the page scrolls sideways."""
    faults: list[object] = []
    page.evaluate(axe)
    for width in (1440, 820, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"too wide at {width}")
        if width != 820:
            faults += page.evaluate(
                "axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))"
            )
    return faults


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_no_barrier_at_any_width(people: None, axe: str, live_server: Any, browser: Any, name: str) -> None:
    page = browser.new_page(locale="zh-CN")
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith(live_server.url) else complaints.append(sent.url))
    page.goto(f"{live_server.url}/account/login/")
    enter(page, name)
    page.wait_for_url("**/desk/")
    faults = {}
    for address in PAGES[name]:
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    assert (faults, complaints) == ({address: [] for address in PAGES[name]}, [])


def test_review_is_done_with_the_keyboard_alone(people: None, live_server: Any, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    go_as(page, "reviewer", live_server.url, f"{REPORT}review/")
    page.wait_for_url("**/review/")
    page.focus("input[name=ticked]")
    for _ in range(4):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "opinion"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "approve"
