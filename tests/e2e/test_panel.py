"""The panel of findings in a real browser: F8 walks, doubts are explained where they are read, and nobody who types
loses a key to what is redrawn meanwhile."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as, saved, write_words

pytestmark = pytest.mark.django_db(transaction=True)
EDIT = "/desk/nx-zw-spt-sfj/2024/edit/overview/"
TEXT = "截止目前公开信息20条，给与答复，布署工作。"
ITEMS = "#findings > .findings > li:not([hidden])"
AREA = "textarea[data-place]"
DOUBT = f"{ITEMS}:has-text('“给与”应为')"
SELECTED = "getSelection().toString()"


@pytest.fixture
def report(transactional_db):
    report = factories.report(prose=factories.prose(overview=TEXT))
    person("clerk", Role.DRAFTER, at=report.agency)
    return report


@pytest.fixture
def page(report, live_server, browser):
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    go_as(page, "clerk", live_server.url, EDIT)
    page.wait_for_url(f"**{EDIT}")
    saved(page)
    return page


def announced(page) -> str:
    return page.inner_text("#finding-now")


def begin(page) -> None:
    """Open the form of the doubt; the cursor stands in it."""
    page.click(f"{DOUBT} summary")
    page.wait_for_selector("textarea[name=reason]:focus")


def explain(page, reason: str) -> None:
    begin(page)
    page.keyboard.type(reason)
    page.click(f"{DOUBT} form[data-explain] button.button")
    page.wait_for_selector("#findings .explained-group", timeout=PAUSE)


def test_f8_and_shift_f8_walk_through_the_findings_and_announce_each(page):
    count = page.locator(ITEMS).count()
    walked = []
    for key in ("F8", "F8", "Shift+F8"):
        page.keyboard.press(key)
        walked.append((page.evaluate(SELECTED), announced(page).rpartition("（")[2]))
    assert walked[0] == walked[2] != walked[1]
    assert [place for _, place in walked] == [f"1/{count}）", f"2/{count}）", f"1/{count}）"]
    assert {"截止目前", "给与"} == {words for words, _ in walked}


def test_f8_goes_on_in_another_part_when_all_are_listed(page):
    page.goto(page.url.replace("overview", "other"))
    saved(page)
    page.check("#scope [value=all]")
    page.keyboard.press("F8")
    page.wait_for_url("**/edit/overview/**", timeout=PAUSE)
    page.wait_for_selector(".prose-text:focus")
    assert announced(page).endswith(f"（1/{page.locator(ITEMS).count()}）")


def test_list_is_of_this_part_or_of_all_and_the_choice_is_remembered(page):
    assert page.locator(f"{ITEMS}:not([data-here])").count() == 0
    page.check("#scope [value=all]")
    assert page.locator(f"{ITEMS}:not([data-here])").count() > 0
    page.reload()
    assert page.is_checked("#scope [value=all]")
    assert page.locator(f"{ITEMS}:not([data-here])").count() > 0


def test_doubt_is_explained_rewritten_and_taken_back_where_it_is_read(page, report):
    before = int(page.inner_text("#findings-count"))
    explain(page, "引用原文。")
    assert page.locator(DOUBT).count() == 0
    assert int(page.inner_text("#findings-count")) == before - 1
    assert page.inner_text("#steps li:has([aria-current]) .step-state") == f"有问题 {before - 1}"
    page.click(".explained-group > summary")
    assert "引用原文。" in page.inner_text(".explained-group .explained")
    page.click(".explained-group details summary")
    page.fill(".explained-group textarea", "引用文件原文。")
    page.click(".explained-group form button.button")
    page.wait_for_selector(".explained-group .explained:has-text('引用文件原文。')", timeout=PAUSE)
    page.click(".explained-group details summary")
    page.click(".explained-group form button.link")
    page.wait_for_selector(DOUBT, timeout=PAUSE)
    assert page.url.endswith(EDIT)
    assert [each.reason for each in report.explanations.all()] == ["引用原文。", "引用文件原文。", ""]


def test_what_is_typed_into_an_explanation_outlives_a_redrawing_and_keeps_the_keyboard(page):
    begin(page)
    page.keyboard.type("引用")
    colleague = person("colleague", Role.DRAFTER, at=Report.objects.get().agency)
    actions.save(Report.objects.get(), {"prose.other": actions.Change("这里写 other。", "没有。")}, colleague)
    with page.expect_response("**/save/"):
        page.evaluate(
            f"""() => {{ const area = document.querySelector("{AREA}");
            area.value += "完。"; area.dispatchEvent(new Event("input", {{ bubbles: true }})); }}"""
        )
        page.keyboard.type("的是", delay=50)
    saved(page)
    page.keyboard.type("原文。")
    assert page.input_value(f"{DOUBT} textarea") == "引用的是原文。"
    assert page.evaluate("document.activeElement.name") == "reason"


def test_panel_keeps_focus_scroll_and_what_was_open_when_it_is_redrawn(page):
    begin(page)
    page.keyboard.type("引用")
    page.focus(f"{DOUBT} summary")
    page.evaluate(
        f"""() => {{ const area = document.querySelector("{AREA}");
        area.value = "新写一句。" + area.value; area.dispatchEvent(new Event("input", {{ bubbles: true }})); }}"""
    )
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    saved(page)
    assert page.input_value(f"{DOUBT} textarea") == "引用"
    assert page.evaluate("document.activeElement.closest('details').dataset.key").startswith("why ")


def test_refused_explanation_says_why_and_keeps_the_words(page):
    begin(page)
    page.keyboard.type("引用原文。")
    actions.save(
        Report.objects.get(),
        {"prose.overview": actions.Change(TEXT, TEXT.replace("给与", "给予"))},
        person("colleague", Role.DRAFTER, at=Report.objects.get().agency),
    )
    page.click(f"{DOUBT} form[data-explain] button.button")
    page.wait_for_selector(f"{DOUBT} .explain-refused:has-text('这个问题已经不在了')", timeout=PAUSE)
    assert page.input_value(f"{DOUBT} textarea") == "引用原文。"


def test_cursor_stands_behind_the_heading_under_which_nothing_is_written(page):
    write_words(page, "（一）主动公开情况\n（二）依申请公开情况。没有收到申请。")
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    saved(page)
    page.click(f"{ITEMS}:has-text('小标题“主动公开情况”下面没有正文') a.to")
    page.keyboard.type("。公开三条。")
    assert page.input_value(AREA) == "（一）主动公开情况。公开三条。\n（二）依申请公开情况。没有收到申请。"


def test_open_form_in_the_panel_never_takes_the_keyboard_from_who_types_in_the_text(page):
    begin(page)
    page.keyboard.type("引用")
    page.focus(AREA)
    page.keyboard.press("Control+End")
    for words in ("第一句。", "第二句。", "第三句。"):
        with page.expect_response("**/save/"):
            page.keyboard.type(words, delay=100)
        page.wait_for_timeout(300)
    saved(page)
    assert page.input_value(AREA) == f"{TEXT}第一句。第二句。第三句。"
    assert page.locator(".prose-text:focus").count() == 1
    assert page.input_value(f"{DOUBT} textarea") == "引用"
