"""Help where the question arises: what counts in the focused cell, the first look round, the keys. It never takes the
focus from a person who types."""

import pytest

from agencies.roles import Role
from reports import actions
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, enter, saved

RECEIVED = '[data-place="figures.requests.received.natural_person"]'
REFUSED = '[data-place="figures.requests.refused_state_secret.business"]'
REQUESTS = "/desk/x/2024/edit/requests/"
OVERVIEW = "/desk/x/2024/edit/overview/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(transactional_db):
    report = actions.start(plant("x", name="宁夏回族自治区司法厅"), 2024)
    return person("clerk", Role.DRAFTER, at=report.agency)


@pytest.fixture
def sign_in(clerk, live_server, browser):
    """Open the address as the clerk, who has seen the first look round, unless `seen` is false."""

    def opened(address, width=1366, seen=True):
        context = browser.new_context(viewport={"width": width, "height": 768})
        page = context.new_page()
        page.goto(f"{live_server.url}/account/login/?next={address}")
        enter(page, "clerk")
        page.wait_for_url(f"**{address}")
        return page

    return opened


def test_explanation_of_the_cell_in_focus_stands_beside_it(sign_in):
    page = sign_in(REQUESTS)
    page.focus(REFUSED)
    page.locator("#guidance", has_text="（三）不予公开1.属于国家秘密·商业企业").wait_for(timeout=PAUSE)
    told = page.inner_text("#guidance")
    assert "依据：条例第十四条；保守国家秘密法" in told
    assert "商业企业：公司、合伙企业等企业提出的申请。" in told
    assert page.evaluate("document.activeElement.dataset.place") == "figures.requests.refused_state_secret.business"
    assert page.get_attribute("#guidance a", "href") == "/help/guidance/2024/#requests"


def test_explanation_of_the_part_stands_there_before_anything_has_the_focus(sign_in):
    page = sign_in(REQUESTS)
    page.locator("#guidance", has_text="三、收到和处理政府信息公开申请情况").wait_for(timeout=PAUSE)
    page.goto(page.url.replace("requests", "overview"))
    page.locator("#guidance", has_text="原则上不超过1000字").wait_for(timeout=PAUSE)


def test_who_types_without_a_pause_keeps_the_focus_while_explanations_change(sign_in):
    page = sign_in(REQUESTS)
    saved(page)
    page.focus(RECEIVED)
    for digit in "12":
        page.keyboard.type(digit)
        page.keyboard.press("Tab")
    page.keyboard.type("3")
    assert page.input_value(RECEIVED) == "1"
    assert page.input_value('[data-place="figures.requests.received.business"]') == "2"
    assert page.input_value('[data-place="figures.requests.received.research"]') == "3"


def test_without_scripts_a_link_leads_to_the_explanations_of_the_part(clerk, live_server, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/account/login/?next={REQUESTS}")
    enter(page, "clerk")
    page.wait_for_url(f"**{REQUESTS}")
    assert page.get_attribute("#guidance a", "href") == "/help/guidance/2024/#requests"
