"""The frame of the editor in a real browser: one primary button, panels that fold, nothing under the head, print."""

import re
from io import BytesIO
from unicodedata import normalize

import pdfplumber
import pytest

from agencies.roles import Role
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as, saved, write_and_save, write_words

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/desk/nx-zw-spt-sfj/2024/edit/"
ORDER = ("opening", "overview", "disclosure", "requests", "proceedings", "problems", "other")
PRIMARY = ".button.primary:visible"


@pytest.fixture
def sign_in(transactional_db, live_server, browser):
    agency = factories.report().agency
    person("clerk", Role.DRAFTER, at=agency)
    person("reviewer", Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER, at=agency)

    def opened(address: str = f"{BASE}overview/", width: int = 1366, height: int = 768, **options):
        page = browser.new_context(viewport={"width": width, "height": height}, **options).new_page()
        go_as(page, "clerk", live_server.url, address)
        page.wait_for_url(f"**{address}")
        return page

    return opened


def test_one_primary_button_leads_through_all_parts_to_the_check_and_to_review(sign_in):
    page = sign_in(f"{BASE}opening/")
    walked = []
    for _ in ORDER:
        saved(page)
        assert page.locator(PRIMARY).count() == 1
        walked.append(page.url.rstrip("/").rpartition("/")[2])
        with page.expect_navigation():
            page.click(PRIMARY)
    assert tuple(walked) == ORDER
    assert page.url.endswith("/check/")
    assert page.locator(PRIMARY).all_inner_texts() == ["送审"]


def test_next_part_saves_what_was_typed_a_moment_ago(sign_in):
    page = sign_in()
    saved(page)
    write_words(page, "刚刚写的一句。")
    page.click(".editor-next")
    page.wait_for_url("**/edit/disclosure/")
    page.goto(page.url.replace("disclosure", "overview"))
    assert page.input_value("textarea[data-place]") == "刚刚写的一句。"


def test_next_part_tells_first_that_nothing_could_be_saved(sign_in):
    page = sign_in()
    saved(page)
    page.context.route("**/save/", lambda route: route.abort())
    write_words(page, "还没有送到的一句。")
    page.click(".editor-next")
    page.wait_for_selector("#save-state:has-text('再按一次')", timeout=PAUSE)
    assert page.url.endswith("/overview/")
    page.click(".editor-next")
    page.wait_for_url("**/edit/disclosure/")


def test_without_scripts_the_same_button_saves_and_goes_on(sign_in):
    page = sign_in(java_script_enabled=False)
    page.fill("textarea[data-place]", "不用脚本写的一句。")
    page.click(".editor-next")
    page.wait_for_url("**/edit/disclosure/")
    page.goto(page.url.replace("disclosure", "overview"))
    assert page.input_value("textarea[data-place]") == "不用脚本写的一句。"
    assert page.locator(".editor-save").is_visible()


def test_panels_fold_and_stay_folded_on_the_next_page(sign_in):
    page = sign_in()
    saved(page)
    wide = page.locator(".editor-sheet").bounding_box()["width"]
    page.click("[data-fold=left]")
    page.click("[data-fold=side]")
    page.goto(page.url.replace("overview", "requests"))
    assert page.locator(".editor-sheet").bounding_box()["width"] > wide + 300
    assert [page.get_attribute(f"[data-fold={part}]", "aria-expanded") for part in ("left", "side")] == ["false"] * 2
    page.click("[data-fold=side]")
    assert page.locator("#findings").is_visible()


@pytest.mark.parametrize(("width", "least"), [(1280, 640), (1366, 720), (1920, 1100), (2560, 1700)])
def test_sheet_has_room_for_the_table_beside_both_panels(sign_in, width, least):
    page = sign_in(f"{BASE}requests/", width, 900)
    saved(page)
    assert page.locator("#findings").is_visible()
    assert page.locator("#editor").bounding_box()["width"] >= least


@pytest.mark.parametrize(("width", "height"), [(360, 740), (683, 384), (768, 1024), (1366, 768)])
def test_head_stays_in_sight_and_covers_no_cell_that_is_walked_to(sign_in, width, height):
    page = sign_in(f"{BASE}requests/", width, height)
    saved(page)
    cells = page.locator("table input[data-place]")
    cells.last.focus()
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    head = page.locator(".masthead").bounding_box()
    cell = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert page.locator(".editor-next").is_visible()
    assert head["y"] + head["height"] > 0
    assert cell >= head["y"] + head["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def printed(page) -> str:
    """The words of the page on paper, without the gaps between them and the page numbers."""
    with pdfplumber.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
        text = "".join(sheet.extract_text() for sheet in paper.pages)
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", normalize("NFKC", text)))


def test_editor_prints_its_text_and_nothing_else(sign_in):
    page = sign_in()
    saved(page)
    text = "全年公开信息二十条。\n" * 60
    write_and_save(page, text)
    assert printed(page) == "一、总体情况" + text.replace("\n", "")


def test_editor_prints_its_table_and_nothing_else(sign_in):
    page = sign_in(f"{BASE}proceedings/")
    saved(page)
    words = printed(page)
    assert words.startswith("四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼")
    assert words.endswith("0" * 15)
    assert [word for word in ("下一部分", "送审前检查", "已保存", "问题", "上年", "填成") if word in words] == []


FILL = """(cells) => cells.map((cell, number) => {
    const input = cell.querySelector("input[data-place]");
    if (input) input.value = String(12345 + number);
    return input ? input.value : cell.querySelector("output").textContent.trim();
})"""


def figures_on_paper(page, **options) -> list[str]:
    """What stands in the framed cells of the printed tables, row by row, without the words."""
    paper = pdfplumber.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True, **options)))
    cells = [cell for sheet in paper.pages for table in sheet.extract_tables() for row in table for cell in row]
    return [cell for cell in cells if cell and re.fullmatch(r"[\d\s]+", cell)]


@pytest.mark.parametrize("part", ["disclosure", "requests", "proceedings"])
def test_each_figure_is_printed_in_its_own_framed_cell(sign_in, part):
    page = sign_in(f"{BASE}{part}/")
    saved(page)
    figures = page.locator("#spreadsheet tbody td").evaluate_all(FILL)
    page.locator("#spreadsheet input[data-place]").first.focus()
    assert figures_on_paper(page) == figures
    assert figures_on_paper(page, landscape=True) == figures
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"


def test_text_is_printed_over_the_whole_width_where_last_year_stands_beside_it(sign_in):
    factories.release(factories.report(factories.Agency.objects.get(), 2023))
    page = sign_in()
    page.wait_for_selector(".earlier")
    page.emulate_media(media="print")
    widths = [page.locator(each).bounding_box()["width"] for each in (".prose-text", ".editor-sheet")]
    assert widths[0] == widths[1]
    assert page.locator(".editor-title").is_visible()
