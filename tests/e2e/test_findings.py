"""Findings in a real browser: each leads to exactly the words it is about, in the editor and on the review screen."""

import pytest

from agencies.roles import Role
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as, saved, until, write_words

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/desk/nx-zw-spt-sfj/2024/"
EDIT = f"{AT}edit/overview/"
TOKEN = "{{requests.received.total}}"
# A character that browsers count as two, bold type, a bound number and many lines stand before the faulty words.
SAID = (
    f"　　𠮷林路办事点**截止目前**新收{TOKEN}件。\n"
    + "认真落实年度要点，按时更新栏目内容。\n" * 40
    + "对来信给与答复。"
)
SELECTED = "getSelection().toString()"


@pytest.fixture
def report(transactional_db):
    report = factories.report(prose=factories.prose(overview=SAID))
    person("clerk", Role.DRAFTER, at=report.agency)
    return report


@pytest.fixture
def opened(report, live_server, browser):
    def at(address: str, width: int = 1440):
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        go_as(page, "clerk", live_server.url, address)
        page.wait_for_url(f"**{address}")
        return page

    return at


def in_view(page) -> bool:
    """Whether the selection stands in the window, below the toolbar."""
    return page.evaluate(
        "(() => { const words = getSelection().getRangeAt(0).getBoundingClientRect();"
        " const bar = document.querySelector('.prose-tools').getBoundingClientRect();"
        " return words.top >= bar.bottom && words.bottom <= innerHeight })()"
    )


@pytest.mark.parametrize(("says", "words"), [("截止目前", "截止目前"), ("给与", "给与")])
def test_finding_of_the_panel_selects_exactly_its_words(opened, says, words):
    page = opened(EDIT)
    saved(page)
    page.wait_for_selector(".prose-finding")
    page.click(f"#findings a:has-text('“{says}”应为')")
    assert page.evaluate(SELECTED) == words


def test_page_scrolls_to_the_words_of_a_finding_at_the_end_of_a_text(opened):
    page = opened(EDIT)
    saved(page)
    page.wait_for_selector(".prose-text")
    page.click("#findings a:has-text('“给与”应为')")
    until(page, lambda: in_view(page))


def test_words_marked_in_the_text_are_the_faulty_ones_and_say_why(opened):
    page = opened(EDIT)
    saved(page)
    marks = page.locator(".prose-finding")
    marks.filter(has_text="给与").click()
    assert {"截止目前", "给与"} <= set(marks.all_inner_texts())
    assert "“给与”应为“给予”" in page.inner_text(".prose-note")


def test_marks_and_mends_follow_what_is_typed(opened):
    page = opened(EDIT)
    saved(page)
    write_words(page, f"𠮷𠮷，{SAID}")
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    saved(page)
    page.click("#findings a:has-text('“给与”应为')")
    assert page.evaluate(SELECTED) == "给与"
    page.click("#findings li:has-text('“给与”应为') .mend")
    page.locator("#findings a", has_text="“给与”应为").wait_for(state="detached", timeout=PAUSE)
    assert page.input_value("textarea[data-place]") == f"𠮷𠮷，{SAID}".replace("给与", "给予")
    assert page.locator("#findings [data-level]").count() == page.locator("#findings li").count()


@pytest.mark.parametrize("width", [1440, 360])
def test_review_screen_marks_exactly_the_words_and_leads_there_and_back(opened, width):
    page = opened(f"{AT}review/", width)
    marks = page.locator("#part-overview .found")
    assert {"截止目前", "给与"} <= set(marks.all_inner_texts())
    page.click("#findings a:has-text('“给与”应为')")
    mark = page.locator("#part-overview .found", has_text="给与")
    assert mark.bounding_box()["y"] < 900
    assert mark.evaluate("(each) => each.querySelector(':target') !== null")
    mark.locator(".flag").click()
    target = page.locator("#findings li:target")
    assert "“给与”应为“给予”" in target.inner_text()
    assert page.locator(".chosen").count() == 0


def test_comment_quotes_the_sentence_without_the_numbers_of_findings(opened):
    page = opened(f"{AT}review/")
    page.locator("#part-overview .sentence", has_text="对来信给与答复").click(position={"x": 5, "y": 5})
    assert page.inner_text("#comment-quote") == "对来信给与答复。"
