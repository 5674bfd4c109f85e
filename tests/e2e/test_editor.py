"""The clerk's story in a real browser: filling in, pasting, a fault found by its link, two people, a cut line, a new
sign-in. Figures and facts are those of the demo's 2024 report of 宁夏回族自治区司法厅."""

import re

import pytest

from agencies.roles import Role
from reports import actions
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, enter, go_as, paste, saved, type_in, write_and_save

RECEIVED = '[data-place="figures.requests.received.natural_person"]'
GRANTED = '[data-place="figures.requests.granted.natural_person"]'
REQUESTS = "/desk/x/2024/edit/requests/"
OVERVIEW = "/desk/x/2024/edit/overview/"
PROSE = ".prose-text"
TOTAL = '[data-computed="requests.received.total"]'

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    report = actions.start(plant("x", name="宁夏回族自治区司法厅"), 2024)
    return [person(name, Role.DRAFTER, at=report.agency) for name in ("clerk", "other")]


@pytest.fixture
def sign_in(people, live_server, browser):
    """Open the address as one of the two clerks, each in a browser of their own."""

    def opened(name, address, width=1440):
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        go_as(page, name, live_server.url, address)
        page.wait_for_url(f"**{address}")
        return page

    return opened


def test_typed_figure_is_saved_and_still_there_after_a_reload(sign_in):
    page = sign_in("clerk", REQUESTS)
    saved(page)
    type_in(page, RECEIVED, "8")
    page.reload()
    assert page.input_value(RECEIVED) == "8"


def test_pasted_block_is_shown_first_filled_in_and_taken_back_by_one_undo(sign_in):
    page = sign_in("clerk", REQUESTS)
    saved(page)
    paste(page, RECEIVED, "8\t0\t0\t0\t0\t0\t8\n0\t0\t0\t0\t0\t0\t0")
    page.wait_for_selector("#fill-dialog[open]")
    assert page.locator("#fill-dialog td[data-level=filled]").count() == 12
    page.click("#fill-dialog button[value=fill]")
    page.locator(TOTAL, has_text="8").wait_for(timeout=PAUSE)
    assert page.input_value(RECEIVED) == "8"
    page.click("#undo-fill")
    page.locator(TOTAL, has_text=re.compile("^$")).wait_for(timeout=PAUSE, state="attached")
    assert page.input_value(RECEIVED) == ""


def test_fault_is_listed_and_its_link_puts_the_cursor_into_the_cell(sign_in):
    page = sign_in("clerk", OVERVIEW)
    saved(page)
    page.goto(page.url.replace("overview", "requests"))
    page.fill(RECEIVED, "3.5")
    link = page.locator("#findings a", has_text="“3.5”不是整数")
    link.wait_for(timeout=PAUSE)
    page.focus(GRANTED)
    link.click()
    assert page.evaluate("document.activeElement.dataset.place") == "figures.requests.received.natural_person"
    assert "“3.5”不是整数" in page.inner_text("#cell-note")


def test_two_people_at_different_cells_merge_and_at_the_same_cell_are_asked(sign_in):
    one, other = sign_in("clerk", REQUESTS), sign_in("other", REQUESTS)
    saved(one)
    saved(other)
    type_in(one, RECEIVED, "8")
    type_in(other, GRANTED, "2")
    assert other.input_value(RECEIVED) == "8"
    other.context.set_offline(True)  # so that the first figure does not arrive before the second is typed
    type_in(one, RECEIVED, "9")
    other.fill(RECEIVED, "7")
    other.context.set_offline(False)
    question = other.locator("#conflicts [data-question]")
    question.get_by_text("看一看").click(timeout=PAUSE)
    assert question.locator("dt").all_inner_texts() == ["clerk的姓名", "other的姓名"]
    assert question.locator("dd").all_inner_texts() == ["9", "7"]
    question.get_by_role("button", name="用“7”").click()
    saved(other)
    other.reload()
    assert (other.input_value(RECEIVED), other.input_value(GRANTED)) == ("7", "2")


def test_what_is_typed_while_the_line_is_cut_is_saved_when_it_is_back(sign_in):
    page = sign_in("clerk", REQUESTS)
    saved(page)
    page.context.set_offline(True)
    page.fill(RECEIVED, "8")
    page.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    page.context.set_offline(False)
    saved(page)
    page.reload()
    assert page.input_value(RECEIVED) == "8"


def test_what_is_typed_after_the_session_expired_is_saved_after_signing_in_again(sign_in):
    page = sign_in("clerk", REQUESTS)
    saved(page)
    page.route("**/presence/", lambda route: route.abort(), times=3)  # the page has not noticed yet
    page.context.clear_cookies(name="sessionid")
    page.fill(RECEIVED, "8")
    page.wait_for_selector("#save-state[data-kind=signed-out] a", timeout=PAUSE)
    page.click("#save-state a")
    enter(page, "clerk")
    page.wait_for_url(f"**{REQUESTS}")
    saved(page)
    page.reload()
    assert page.input_value(RECEIVED) == "8"


def test_prose_shows_its_length_and_the_paper_as_it_will_print(sign_in):
    page = sign_in("clerk", OVERVIEW)
    saved(page)
    page.click("#tab-preview")
    write_and_save(page, "（一）主动公开情况。全年公开信息768条。")
    page.wait_for_selector("#preview .kai:has-text('主动公开情况')", timeout=PAUSE)
    assert page.inner_text(".prose-tools output") == "21 / 1000 字"


def test_arrows_and_enter_walk_through_the_table(sign_in):
    page = sign_in("clerk", REQUESTS)
    page.focus(RECEIVED)
    for key, place in (
        ("Enter", "carried_in.natural_person"),
        ("ArrowRight", "carried_in.business"),
        ("ArrowUp", "received.business"),
        ("ArrowLeft", "received.natural_person"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.place") == f"figures.requests.{place}"


@pytest.mark.parametrize("width", [1440, 360])
def test_pages_of_the_desk_have_no_barrier_and_do_not_scroll_sideways(sign_in, axe, width):
    page = sign_in("clerk", "/desk/", width)
    for address in ("/desk/", "/desk/x/2024/", "/desk/x/2024/check/", "/desk/x/2024/history/", REQUESTS, OVERVIEW):
        page.goto(page.url.split("/desk/")[0] + address)
        page.evaluate(axe)
        barriers = page.evaluate(
            "axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))"
        )
        assert (address, barriers) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_number_in_the_text_is_bound_with_one_click_and_follows_its_cell(sign_in):
    page = sign_in("clerk", REQUESTS)
    page.click(".tools summary")
    page.click("button[name=zeros] >> nth=0")
    page.click("#fill-dialog button[value=fill]")
    saved(page)
    type_in(page, RECEIVED, "8")
    page.goto(page.url.replace("requests", "overview"))
    write_and_save(page, "本年新收申请8件。")
    page.click(".prose-offer")
    page.click(".prose-note >> text=用表中数字")
    page.wait_for_selector(".chip")
    token = "{{一、本年新收政府信息公开申请数量·总计}}"
    assert page.input_value("textarea[data-place]") == f"本年新收申请{token}件。"
    saved(page)
    page.goto(page.url.replace("overview", "requests"))
    type_in(page, RECEIVED, "9")
    page.goto(page.url.replace("requests", "overview"))
    assert page.inner_text(".chip") == "9"


def test_figure_chosen_from_the_tables_is_inserted_where_the_cursor_stands(sign_in):
    page = sign_in("clerk", OVERVIEW)
    saved(page)
    write_and_save(page, "予以公开件。")
    page.click(PROSE)
    page.keyboard.press("End")
    for _ in "件。":
        page.keyboard.press("ArrowLeft")
    page.click(".prose-tools >> text=插入表中数字")
    page.fill("#insert-find", "予以公开 总计")
    page.click("#insert-token")
    page.wait_for_selector("#findings li:has-text('绑定的数字不能印出：（一）予以公开·总计还没有填写')")
    assert page.input_value("textarea[data-place]") == "予以公开{{（一）予以公开·总计}}件。"


def test_table_copied_from_word_fills_the_cells_its_labels_name(sign_in):
    page = sign_in("clerk", REQUESTS)
    saved(page)
    cells = "".join(f"<td><p>{number}<o:p></o:p></p></td>" for number in (8, 0, 0, 0, 0, 0, 8))
    html = f"<table class=MsoTable><tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{cells}</tr></table>"
    paste(page, RECEIVED, "一、本年新收政府信息公开申请数量\n8\n0", html)
    page.click("#fill-dialog button[value=fill]")
    saved(page)
    assert page.inner_text(TOTAL) == "8"
