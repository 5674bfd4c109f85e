"""Help where the question arises: what counts in the focused cell, the first look round, the keys. It never takes the
focus from a person who types."""

import pytest

from agencies.roles import Role
from reports import actions
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, go_as, saved

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
    """Open the address as the clerk, who has been there before unless they are a newcomer."""

    def opened(address, width=1366, *, newcomer=False):
        context = browser.new_context(viewport={"width": width, "height": 768}, newcomer=newcomer)
        page = context.new_page()
        go_as(page, "clerk", live_server.url, address)
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
    saved(page)


def test_without_scripts_a_link_leads_to_the_explanations_of_the_part(clerk, live_server, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    go_as(page, "clerk", live_server.url, REQUESTS)
    page.wait_for_url(f"**{REQUESTS}")
    page.wait_for_load_state("networkidle")
    assert page.get_attribute("#guidance a", "href") == "/help/guidance/2024/#requests"


def tour_title(page):
    return page.inner_text(".tour h2")


def test_newcomer_is_shown_round_and_not_a_second_time(sign_in):
    page = sign_in(REQUESTS, newcomer=True)
    titles = [tour_title(page)]
    while page.inner_text(".tour .primary") == "下一步":
        page.click(".tour .primary")
        titles.append(tour_title(page))
    assert titles == ["1/6 各部分", "2/6 在这里填", "3/6 问题和预览", "4/6 口径说明", "5/6 往下走", "6/6 帮助"]
    page.click(".tour .primary")
    assert (page.locator(".tour").count(), page.locator(".tour-target").count()) == (0, 0)
    page.reload()
    page.locator("#guidance h2").wait_for(timeout=PAUSE)
    assert page.locator(".tour").count() == 0


def test_somebody_else_at_the_same_computer_is_shown_round_too(sign_in, clerk, live_server):
    page = sign_in(REQUESTS, newcomer=True)
    page.click(".tour .link")
    person("other", Role.DRAFTER, at=clerk.memberships.get().agency)
    page.context.clear_cookies()
    go_as(page, "other", live_server.url, REQUESTS)
    page.wait_for_url(f"**{REQUESTS}")
    page.locator(".tour").wait_for(timeout=PAUSE)


def test_look_round_takes_no_focus_and_esc_leaves_it_for_good(sign_in):
    page = sign_in(REQUESTS, newcomer=True)
    saved(page)
    assert page.evaluate("document.activeElement === document.body")
    page.focus(RECEIVED)
    page.keyboard.type("12")
    assert page.input_value(RECEIVED) == "12"
    page.keyboard.press("Escape")
    assert page.locator(".tour").count() == 0
    assert page.evaluate("document.activeElement.dataset.place") == "figures.requests.received.natural_person"
    page.reload()
    page.locator("#guidance h2").wait_for(timeout=PAUSE)
    assert page.locator(".tour").count() == 0


def test_look_round_begins_again_from_the_panel_and_gives_the_focus_back(sign_in):
    page = sign_in(REQUESTS)
    page.locator("#guidance h2").wait_for(timeout=PAUSE)
    page.click("#guidance [data-help=tour]")
    assert tour_title(page) == "1/6 各部分"
    page.focus(RECEIVED)
    page.focus(".tour .link")
    page.keyboard.press("Enter")
    assert page.locator(".tour").count() == 0
    assert page.evaluate("document.activeElement.dataset.place") == "figures.requests.received.natural_person"


def test_manual_lets_a_person_be_shown_round_again(sign_in, live_server):
    page = sign_in(REQUESTS, newcomer=True)
    page.click(".tour .link")
    page.goto(f"{live_server.url}/help/")
    page.click("[data-help=tour]")
    assert page.inner_text("[role=status]") == "好了，下次打开填报页时会再显示。"
    page.goto(live_server.url + REQUESTS)
    page.locator(".tour").wait_for(timeout=PAUSE)


COVERED = """() => {
    const box = document.querySelector(".tour").getBoundingClientRect();
    const meets = (at) =>
        at.left < box.right && box.left < at.right && at.top < box.bottom && box.top < at.bottom;
    return [".tour-target", ".masthead"].filter((one) =>
        meets(document.querySelector(one).getBoundingClientRect()));
}"""


@pytest.mark.parametrize("width", [1366, 360])
def test_boxes_stay_in_the_window_and_have_no_barrier(sign_in, axe, width):
    page = sign_in(REQUESTS, width, newcomer=True)
    page.evaluate(axe)
    for _ in range(6):
        box = page.locator(".tour").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= 768 - box["height"]
        assert page.evaluate(COVERED) == []
        barriers = page.evaluate("axe.run().then((r) => r.violations.map((one) => [one.id, one.nodes[0].html]))")
        assert barriers == []
        page.click(".tour .primary")


def test_keys_are_listed_under_the_question_mark_unless_somebody_types(sign_in, axe):
    page = sign_in(REQUESTS)
    page.focus(RECEIVED)
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Control+/")
    page.locator("dialog[open] caption", has_text="任何地方").wait_for(timeout=PAUSE)
    assert page.evaluate("document.querySelector('dialog[open]').scrollTop") == 0
    page.evaluate(axe)
    assert page.evaluate("axe.run().then((r) => r.violations.map((one) => [one.id, one.nodes[0].html]))") == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.place") == "figures.requests.received.natural_person"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for(timeout=PAUSE)
    page.click("dialog[open] button")
    assert page.locator("dialog").filter(has_text="任何地方").count() == 0


def test_modules_add_their_keys_to_the_list(sign_in):
    page = sign_in(REQUESTS)
    page.evaluate(
        """async () => {
            const help = document.querySelector("script[src*='help/main']").src;
            const { registerKeys } = await import(help.replace("main", "shortcuts"));
            registerKeys("甲", [["F2", "乙"]]);
            registerKeys("甲", [["Shift+ArrowUp", "丙"]]);
        }"""
    )
    page.click("[data-help=keys]")
    rows = page.locator("dialog table", has_text="甲").locator("tr")
    assert rows.all_inner_texts() == ["F2\t乙", "Shift+↑\t丙"]


def test_review_lists_its_keys_too(sign_in, clerk, live_server):
    agency = clerk.memberships.get().agency
    person("reviewer", Role.FIRST_REVIEWER, at=agency)
    page = sign_in("/desk/")
    page.context.clear_cookies()
    go_as(page, "reviewer", live_server.url, "/desk/x/2024/review/")
    page.wait_for_url("**/review/")
    page.keyboard.press("?")
    rows = page.locator("dialog table", has_text="审核").locator("tr")
    assert rows.all_inner_texts() == ["j\t下一处改动", "k\t上一处改动", "c\t对选中的句子或数字写意见"]


def test_findings_and_explanation_stand_one_below_the_other_however_low_the_window(sign_in):
    page = sign_in(REQUESTS)
    page.set_viewport_size({"width": 1366, "height": 500})
    page.get_by_label("全部").check()
    page.focus(REFUSED)
    page.locator("#guidance", has_text="商业企业").wait_for(timeout=PAUSE)
    below = """() => {
        const side = document.getElementById("side");
        side.scrollTop = 0;
        const edge = (id, name) => document.getElementById(id).getBoundingClientRect()[name];
        const apart = edge("findings", "bottom") <= edge("guidance", "top");
        side.scrollTop = side.scrollHeight;
        return [apart, edge("guidance", "bottom") <= edge("side", "bottom"), side.scrollTop > 0];
    }"""
    assert page.evaluate(below) == [True, True, True]
