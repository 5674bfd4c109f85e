"""Two people write one report at once, in two browsers. After each story every word that was typed is in the text or in
the history, both browsers show the same, and while a script typed without stopping nothing took its cursor away."""

import random
import re

import pytest

from agencies.roles import Role
from reports import actions
from reports.content.prose_merge import merged
from reports.models import MergeQuestion, Report, Revision
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, enter, go_as, paste, saved, start_typing, stop_typing, type_in, until, value_of

pytestmark = pytest.mark.django_db(transaction=True)

RECEIVED, GRANTED = "figures.requests.received.natural_person", "figures.requests.granted.natural_person"
OVERVIEW = "prose.overview"
WHO = ("natural_person", "business", "research")
REQUESTS, WORDS = "/desk/x/2024/edit/requests/", "/desk/x/2024/edit/overview/"
TEXT = "（一）主动公开情况。\n全年公开信息60条。\n（二）依申请公开情况。\n收到申请8件。\n（三）监督保障。\n没有投诉。"
# What the script types: words that are each typed once, in short sentences, and in one long sentence.
SENTENCES = "".join(f"甲{number}词。" for number in range(400))
ONE_SENTENCE = "".join(f"甲{number}词，" for number in range(400))


@pytest.fixture
def report(transactional_db) -> Report:
    report = actions.start(plant("x", name="宁夏回族自治区司法厅"), 2024, empty=True)
    actions.save(report, {OVERVIEW: actions.Change("", TEXT)}, None)
    return report


@pytest.fixture
def sign_in(report, live_server, browser):
    """Open the address as one of the two clerks, each in a browser of their own, when it says 已保存."""
    people = {name: person(name, Role.DRAFTER, at=report.agency) for name in ("one", "other")}

    def opened(name, address):
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        go_as(page, people[name].username, live_server.url, address)
        page.wait_for_url(f"**{address}")
        saved(page)
        if address == WORDS:
            page.wait_for_selector(".prose-text")  # it comes with a script of its own
        return page

    return opened


def cell(place: str) -> str:
    return f'[data-place="{place}"]'


def put_cursor(page, before: str) -> None:
    """Click into the part in words, right before these words of it."""
    box = page.locator(".prose-text")
    box.click()
    page.evaluate(
        """([place, words]) => {
            const entry = document.querySelector(`[data-place="${place}"]`);
            const at = entry.value.indexOf(words);
            if (document.activeElement === entry) return entry.setSelectionRange(at, at);
            const walker = document.createTreeWalker(document.activeElement, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const found = node.data.indexOf(words);
                if (found >= 0) return getSelection().collapse(node, found);
            }
        }""",
        [OVERVIEW, before],
    )


def rewrite(page, before: str, after: str) -> None:
    """Change the part in words by hand: the words are selected and typed over."""
    put_cursor(page, before)
    for _ in before:
        page.keyboard.press("Shift+ArrowRight")
    if after:
        page.keyboard.insert_text(after)
    else:
        page.keyboard.press("Delete")


def stored(place: str = OVERVIEW) -> str:
    return Report.objects.get().values().get(place, "")


def kept() -> str:
    """Everything that the text, the history and the questions hold."""
    changes = [str(changes) for changes in Revision.objects.values_list("changes", flat=True)]
    asked = [f"{theirs} {yours}" for theirs, yours in MergeQuestion.objects.values_list("theirs", "yours")]
    return " ".join([stored(), *changes, *asked])


def words_of(typed: str) -> set[str]:
    return set(re.findall(r"甲\d+词", typed))


def both_show_what_is_stored(one, other, place=OVERVIEW) -> None:
    until(one, lambda: value_of(one, place) == value_of(other, place) == stored(place))


def wait_until_sent(page) -> None:
    page.wait_for_selector("#save-state:is([data-kind=saved], [data-kind=conflict])", timeout=PAUSE)


def test_different_paragraphs_go_together_while_one_types_without_stopping(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    put_cursor(one, "全年公开信息")
    start_typing(one, SENTENCES)
    for before, after in (("没有投诉", "投诉1件"), ("8件", "18件"), ("监督保障", "监督和保障")):
        rewrite(other, before, after)
        other.wait_for_timeout(1200)
    typed = stop_typing(one)
    wait_until_sent(one)
    wait_until_sent(other)
    both_show_what_is_stored(one, other)
    assert words_of(typed) - words_of(stored()) == set()
    assert stored().replace(typed, "") == TEXT.replace("没有投诉", "投诉1件").replace("8件", "18件").replace(
        "监督保障", "监督和保障"
    )
    assert MergeQuestion.objects.count() == 0


def test_what_the_other_wrote_arrives_within_three_seconds_and_the_cursor_stays(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    put_cursor(one, "没有投诉")
    rewrite(other, "60条", "160条，均已公布")
    saved(other)
    until(one, lambda: "160条，均已公布" in value_of(one, OVERVIEW), timeout=3000)
    one.keyboard.insert_text("本年度")
    saved(one)
    assert "本年度没有投诉。" in stored()
    assert "160条，均已公布。" in stored()


def test_who_else_is_here_is_told(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    one.locator("#others", has_text="other的姓名也在这一部分").wait_for(timeout=PAUSE)
    other.goto(other.url.replace("overview", "requests"))
    one.locator("#others", has_text="other的姓名正在看“三、").wait_for(timeout=PAUSE)


def test_same_sentence_keeps_both_and_asks_without_touching_the_cursor(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    put_cursor(one, "8件")
    start_typing(one, ONE_SENTENCE)
    rewrite(other, "收到申请", "共收到各类申请")
    one.wait_for_timeout(4000)
    typed = stop_typing(one)
    wait_until_sent(one)
    both_show_what_is_stored(one, other)
    assert words_of(typed) - words_of(stored()) == set()
    assert "共收到各类申请" in stored()
    question = one.locator("#conflicts [data-question]").first
    assert not question.get_by_role("button", name="两者都留").is_visible()
    question.get_by_text("看一看").click(timeout=PAUSE)
    question.get_by_role("button", name="两者都留").click()
    one.locator("#conflicts [data-question]").first.wait_for(state="detached", timeout=PAUSE)
    assert words_of(typed) - words_of(stored()) == set()


def test_two_numbers_for_one_are_never_mixed_while_an_answer_is_on_its_way(report, sign_in):
    page, held = sign_in("one", WORDS), []
    page.route("**/save/", lambda route: route.continue_() if held else held.append(route))
    rewrite(page, "没有投诉", "投诉1件")
    until(page, lambda: held)
    actions.save(report, {OVERVIEW: actions.Change(TEXT, TEXT.replace("8件", "28件"))}, None)
    rewrite(page, "8件", "18件")
    held[0].continue_()
    page.locator("#conflicts [data-question]").wait_for(timeout=PAUSE)
    wait_until_sent(page)
    assert stored() == TEXT.replace("8件。", "28件。收到申请18件。").replace("没有投诉", "投诉1件")


def test_question_can_wait_and_what_a_choice_drops_stays_in_the_history(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    one.context.set_offline(True)
    rewrite(one, "收到申请8件", "收到申请8件，答复7件")
    rewrite(other, "收到申请8件", "收到书面申请8件")
    saved(other)
    one.context.set_offline(False)
    wait_until_sent(one)
    assert "收到书面申请8件。收到申请8件，答复7件。" in stored()
    one.reload()
    question = one.locator("#conflicts [data-question]")
    question.get_by_text("看一看").click(timeout=PAUSE)
    question.get_by_role("button", name="只留one的姓名的").click()
    saved(one)
    assert stored() == TEXT.replace("收到申请8件", "收到申请8件，答复7件")
    assert "收到书面申请8件" in kept()
    both_show_what_is_stored(one, other)


def test_undoing_ones_own_deletion_leaves_what_the_other_wrote_meanwhile(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    other.locator(".prose-text").click()
    other.keyboard.press("Control+A")
    other.keyboard.press("Delete")
    until(one, lambda: value_of(one, OVERVIEW) == "")
    one.locator(".prose-text").click()
    one.keyboard.insert_text("同事新写的一句。")
    until(other, lambda: value_of(other, OVERVIEW) == "同事新写的一句。")
    other.keyboard.press("Control+Z")
    assert value_of(other, OVERVIEW) == f"{TEXT}同事新写的一句。"
    other.keyboard.press("Control+Y")
    assert value_of(other, OVERVIEW) == "同事新写的一句。"
    other.keyboard.press("Control+Z")
    until(other, lambda: stored() == f"{TEXT}同事新写的一句。")
    both_show_what_is_stored(one, other)


def test_answer_to_a_question_is_taken_back_by_who_gave_it(report, sign_in):
    page = sign_in("one", WORDS)
    put_cursor(page, "全年公开信息")
    page.keyboard.insert_text("截至年底，")
    saved(page)
    now = stored()
    actions.save(report, {OVERVIEW: actions.Change(now, now.replace("8件", "书面申请8件"))}, None)
    actions.save(report, {OVERVIEW: actions.Change(now, now.replace("8件", "8件，答复7件"))}, None)
    both = stored()
    question = page.locator("#conflicts [data-question]")
    question.locator("summary").click()
    question.get_by_role("button", name="只留").first.click()
    question.wait_for(state="detached", timeout=PAUSE)
    assert stored() != both
    page.locator(".prose-text").focus()
    page.keyboard.press("Control+Z")
    assert value_of(page, OVERVIEW) == both
    until(page, lambda: stored() == both)


@pytest.mark.parametrize("width", [1366, 360])
def test_question_has_no_barrier_and_does_not_scroll_sideways(report, sign_in, axe, width):
    actions.save(report, {OVERVIEW: actions.Change(TEXT, TEXT.replace("8件", "书面申请8件"))}, None)
    actions.save(report, {OVERVIEW: actions.Change(TEXT, TEXT.replace("8件", "8件，答复7件"))}, None)
    page = sign_in("one", REQUESTS)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(page.url.replace("requests", "overview"))
    page.get_by_text("看一看").click(timeout=PAUSE)
    page.evaluate(axe)
    barriers = page.evaluate("axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))")
    assert barriers == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_same_cell_keeps_what_both_typed_and_leaves_the_cell_to_who_types_in_it(sign_in):
    one, other = sign_in("one", REQUESTS), sign_in("other", REQUESTS)
    one.focus(cell(RECEIVED))
    one.context.set_offline(True)  # so that it is certain who comes first
    start_typing(one, "7531", pause=300)
    other.fill(cell(RECEIVED), "9")
    until(other, lambda: stored(RECEIVED) == "9")
    one.wait_for_timeout(1500)
    one.context.set_offline(False)
    one.wait_for_timeout(2500)
    assert stop_typing(one) == "7531"
    assert value_of(one, RECEIVED) == "7531"
    question = one.locator("#conflicts [data-question]")
    question.locator("dd", has_text="7531").wait_for(state="attached", timeout=PAUSE)
    first = stored(RECEIVED)
    one.keyboard.press("Tab")
    until(one, lambda: value_of(one, RECEIVED) == first)
    for number in ("9", "7531"):
        assert number in kept()
    both_show_what_is_stored(one, other, RECEIVED)


def test_one_is_offline_while_the_other_goes_on_and_everything_comes_together(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    put_cursor(one, "全年公开信息")
    one.context.set_offline(True)
    start_typing(one, SENTENCES)
    for number in range(6):
        put_cursor(other, "没有投诉")
        other.keyboard.insert_text(f"第{number}次核对。")
        other.wait_for_timeout(900)
        saved(other)
    typed = stop_typing(one)
    assert one.get_attribute("#save-state", "data-kind") in {"offline", "unsaved", "saving"}
    one.context.set_offline(False)
    saved(one)
    both_show_what_is_stored(one, other)
    assert words_of(typed) - words_of(stored()) == set()
    assert all(f"第{number}次核对。" in stored() for number in range(6))


@pytest.mark.parametrize("reloads", [False, True])
def test_save_whose_answer_was_lost_goes_in_once(sign_in, reloads):
    page = sign_in("one", WORDS)
    lost = []

    def lose_the_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/save/", lose_the_first_answer)
    put_cursor(page, "没有投诉")
    page.keyboard.insert_text("全年")
    page.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    page.keyboard.insert_text("一直")
    if reloads:
        page.reload()
    saved(page)
    assert (lost, stored()) == ([200], TEXT.replace("没有投诉", "全年一直没有投诉"))
    assert MergeQuestion.objects.count() == 0


def test_deleted_section_keeps_what_the_other_writes_in_it(sign_in):
    one, other = sign_in("one", WORDS), sign_in("other", WORDS)
    put_cursor(one, "8件")
    start_typing(one, ONE_SENTENCE)
    other.locator(".prose-text").click()
    other.keyboard.press("Control+A")
    other.keyboard.press("Delete")
    one.wait_for_timeout(4000)
    typed = stop_typing(one)
    wait_until_sent(one)
    both_show_what_is_stored(one, other)
    assert words_of(typed) - words_of(stored()) == set()
    assert "全年公开信息60条" not in stored()
    assert "全年公开信息60条" in kept()


def test_paste_during_anothers_paste_fills_both_and_asks_about_the_cells_of_both(sign_in):
    one, other = sign_in("one", REQUESTS), sign_in("other", REQUESTS)
    paste(one, cell(RECEIVED), "8\t1\t0\t0\t0\t0\t9")
    one.wait_for_selector("#fill-dialog[open]")
    paste(other, cell(RECEIVED), "6\t1\t2\t0\t0\t0\t9")
    other.wait_for_selector("#fill-dialog[open]")
    other.click("#fill-dialog button[value=fill]")
    saved(other)
    one.click("#fill-dialog button[value=fill]")
    one.locator("#conflicts [data-question]").nth(1).wait_for(timeout=PAUSE)
    individual, company, institution = (f"figures.requests.received.{who}" for who in WHO)
    asked = MergeQuestion.objects.filter(answer="").values_list("place", "theirs", "yours")
    assert set(asked) == {(individual, "6", "8"), (institution, "2", "0")}
    one.keyboard.press("Tab")
    for place, figure in ((individual, "6"), (company, "1"), (institution, "2")):
        both_show_what_is_stored(one, other, place)
        assert stored(place) == figure


def test_paste_while_the_line_is_cut_is_kept_and_filled_in_afterwards(sign_in):
    page = sign_in("one", REQUESTS)
    page.context.set_offline(True)
    paste(page, cell(RECEIVED), "8\t1\t0\t0\t0\t0\t9")
    page.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="现在填入").click()
    page.click("#fill-dialog button[value=fill]")
    saved(page)
    assert stored(RECEIVED) == "8"


@pytest.fixture
def page_of_unsent_work(sign_in, live_server):
    """A page of the browser in which a clerk wrote what never arrived: line cut, session over, editor closed."""
    editor = sign_in("one", WORDS)
    editor.context.set_offline(True)
    rewrite(editor, "没有投诉", "投诉1件")
    editor.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    page = editor.context.new_page()
    page.context.clear_cookies(name="sessionid")
    editor.close()
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/account/login/?next=/desk/")
    enter(page, "one")
    page.wait_for_url("**/desk/")
    return page


def sign_in_again(page, site, name) -> None:
    page.goto(f"{site}/account/login/?next={WORDS}")
    enter(page, name)
    page.wait_for_url(f"**{WORDS}")
    page.wait_for_selector("#save-state[data-kind=saved]", timeout=PAUSE)


def test_unsent_work_is_named_everywhere_and_kept_for_who_typed_it(page_of_unsent_work, live_server):
    page = page_of_unsent_work
    page.locator("#unsent", has_text="“一、总体情况” 有 1 处还没有送到服务器").wait_for(timeout=PAUSE)
    page.get_by_role("button", name="退出").click()
    page.locator("#unsent [role=alert]", has_text="您还有内容没有送到服务器").wait_for(timeout=PAUSE)
    page.get_by_role("button", name="退出").click()
    page.wait_for_selector("#unsent", state="detached")
    sign_in_again(page, live_server.url, "other")
    assert value_of(page, OVERVIEW) == stored() == TEXT
    assert "one的姓名在这台电脑上填的“一、总体情况”有 1 处还没有送到服务器" in page.inner_text("#unsent")
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_selector("#unsent", state="detached")
    sign_in_again(page, live_server.url, "one")
    assert stored() == TEXT.replace("没有投诉", "投诉1件")
    assert page.text_content("#unsent") == ""


def test_report_is_not_sent_for_review_from_the_browser_that_holds_unsent_work(page_of_unsent_work, live_server):
    page = page_of_unsent_work
    page.goto(f"{live_server.url}/desk/x/2024/check/")
    page.evaluate(
        """() => {
            const form = Object.assign(document.createElement("form"), { method: "post" });
            form.action = "/desk/x/2024/transition/";
            form.innerHTML = '<button name="action" value="submit">送审</button>';
            document.querySelector("h1").after(form);
        }"""
    )
    page.get_by_role("button", name="送审", exact=True).click()
    page.locator("#unsent [role=alert]", has_text="现在不能送审").wait_for(timeout=PAUSE)
    assert page.url.endswith("/check/")


def test_what_a_closing_page_sent_on_its_way_is_not_named_as_unsent(sign_in, live_server):
    editor = sign_in("one", WORDS)
    rewrite(editor, "没有投诉", "投诉1件")
    page = editor.context.new_page()
    editor.close(run_before_unload=True)
    until(page, lambda: "投诉1件" in stored())
    page.goto(f"{live_server.url}/desk/")
    until(page, lambda: not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('nianbao:'))"))
    assert page.text_content("#unsent") == ""


def sign_in_beside(page, site, name="one"):
    """The same page in another window of the same browser, after signing in there."""
    window = page.context.new_page()
    window.goto(f"{site}/account/login/?next={WORDS}")
    enter(window, name)
    window.wait_for_url(f"**{WORDS}")
    window.wait_for_selector(".prose-text")
    return window


def test_window_whose_words_another_sent_after_signing_in_again_goes_on_from_them(sign_in, live_server):
    page = sign_in("one", WORDS)
    page.context.clear_cookies(name="sessionid")
    rewrite(page, "没有投诉", "全年没有投诉")
    page.wait_for_selector("#save-state[data-kind=signed-out] a", timeout=PAUSE)
    again = sign_in_beside(page, live_server.url)
    saved(again)
    put_cursor(again, "全年公开信息")
    again.keyboard.insert_text("截至年底，")
    saved(page)
    wanted = TEXT.replace("没有投诉", "全年没有投诉").replace("全年公开信息", "截至年底，全年公开信息")
    until(page, lambda: stored() == wanted)
    both_show_what_is_stored(page, again)
    put_cursor(page, "收到申请")
    page.keyboard.insert_text("共")
    until(page, lambda: stored() == wanted.replace("收到申请", "共收到申请"))
    assert MergeQuestion.objects.count() == 0


def test_nothing_is_typed_where_somebody_else_is_signed_in(sign_in, live_server):
    page = sign_in("one", WORDS)
    page.context.clear_cookies(name="sessionid")
    page.wait_for_selector("#save-state[data-kind=signed-out] a", timeout=PAUSE)
    assert page.inner_text("#save-state") == "登录已过期，这里不能再改动。重新登录"
    assert page.get_attribute(".prose-text", "contenteditable") == "false"
    sign_in_beside(page, live_server.url, "other")
    page.locator("#save-state", has_text="现在登录的是other的姓名，这里不能再改动。").wait_for(timeout=PAUSE)
    page.locator(".prose-text").click()
    page.keyboard.insert_text("写在别人名下")
    assert value_of(page, OVERVIEW) == TEXT


def test_words_of_a_window_closed_without_a_line_are_sent_by_the_other(sign_in, live_server):
    page = sign_in("one", WORDS)
    window = page.context.new_page()
    window.goto(f"{live_server.url}{WORDS}")
    window.wait_for_selector(".prose-text")
    saved(window)
    page.context.set_offline(True)
    rewrite(window, "没有投诉", "投诉1件")
    window.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    window.close()
    page.context.set_offline(False)
    page.wait_for_selector("#save-state[data-kind=elsewhere]", timeout=PAUSE)
    until(page, lambda: stored() == TEXT.replace("没有投诉", "投诉1件"), timeout=30_000)
    saved(page)
    assert value_of(page, OVERVIEW) == stored()


def test_nobody_is_said_to_be_here_while_the_line_is_cut(sign_in):
    one, _ = sign_in("one", WORDS), sign_in("other", WORDS)
    one.locator("#others", has_text="other的姓名也在这一部分").wait_for(timeout=PAUSE)
    one.context.set_offline(True)
    until(one, lambda: one.text_content("#others") == "")


def test_question_of_a_cell_moves_nothing_on_the_page(sign_in):
    one, other = sign_in("one", REQUESTS), sign_in("other", REQUESTS)
    type_in(other, cell(RECEIVED), "9")
    one.context.set_offline(True)
    other.reload()
    saved(other)
    one.fill(cell(GRANTED), "5")
    type_in(other, cell(GRANTED), "6")
    top = one.locator(cell(GRANTED)).bounding_box()["y"]
    one.context.set_offline(False)
    one.locator("#conflicts [data-question]").wait_for(timeout=PAUSE)
    assert one.locator(cell(GRANTED)).bounding_box()["y"] == pytest.approx(top, abs=1)


def test_browser_joins_two_changes_only_where_the_server_would_do_the_same(live_server, browser):
    """What is typed while an answer is on its way is joined with it in the browser, or left to the next save."""
    chance = random.Random(7)
    pieces = ["甲。", "乙丙。", "丁", "\n", "戊己庚。", "**辛**壬。"]

    def changed(text: str) -> str:
        at = chance.randint(0, len(text))
        return text[:at] + chance.choice(["子", "丑寅。", "", "卯\n"]) + text[at + chance.choice([0, 0, 1, 3]) :]

    bases = ["".join(chance.choices(pieces, k=chance.randint(1, 9))) for _ in range(600)]
    triples = [(base, changed(base), changed(base)) for base in bases]
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/account/login/")
    joined = page.evaluate(
        """async (triples) => {
            const { together } = await import("/static/js/authoring/patching.js");
            return triples.map((triple) => together(...triple));
        }""",
        triples,
    )
    compared = [(each, text, merged(*each)) for each, text in zip(triples, joined, strict=True) if text is not None]
    assert len(compared) > 100
    assert [each for each in compared if each[2] != (each[1], ())] == []
