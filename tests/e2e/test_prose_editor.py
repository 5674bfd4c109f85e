"""The editor of prose in a real browser: what is stored, what is pasted, undone, suggested, and typed by an input
method."""

import gzip
import itertools
import random

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import go_as, saved

pytestmark = pytest.mark.django_db(transaction=True)

OVERVIEW = "/desk/x/2024/edit/overview/"
OPENING = "/desk/x/2024/edit/opening/"
BOX = "textarea[data-place]"
TEXT = "一、总体情况"
BREATH = 600  # milliseconds after which typing is a step of undo of its own
PIECES = [
    *"年报公开8，。（“* {}|\t　 \n\n",
    "**",
    "***",
    "**加粗**",
    "**（一）主动公开**。",
    "{{",
    "}}",
    "{{一、本年新收政府信息公开申请数量·总计}}",
    "{{没有这一格|同比}}",
    "**{{a*b}}件**",
    "𠮷",
    "（一）",
    "1.",
]


@pytest.fixture
def report(transactional_db):
    return actions.start(plant("x", name="宁夏回族自治区司法厅"), 2024)


@pytest.fixture
def sign_in(report, live_server, browser):
    """Open the address as the clerk, in a browser of their own; what is wrong in the console is kept."""
    person("clerk", Role.DRAFTER, at=report.agency)
    wrong, pages = [], []

    def opened(address, width=1366):
        page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        go_as(page, "clerk", live_server.url, address)
        page.wait_for_url(f"**{address}")
        page.wait_for_selector(".prose-text")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        saved(page)
    assert wrong == []


def test_every_text_is_what_it_was_after_the_editor_has_read_it(sign_in):
    page = sign_in(OVERVIEW)
    chosen = random.Random(12)
    texts = ["", "\n", " 前后有空格 ", "　　全角空格", "一\n\n\n二\n", "**", "{{}}", "****", "**a****b**", "*" * 9]
    texts += ["".join(chosen.choices(PIECES, k=chosen.randrange(1, 30))) for _ in range(2000)]
    changed = page.evaluate(
        """async (texts) => {
            const { toDocument, toText } = await import("/static/js/prose/text.js");
            return texts.filter((text) => toText(toDocument(text)) !== text);
        }""",
        texts,
    )
    assert changed == []


def test_what_is_typed_is_saved_and_still_there_after_a_reload(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "")
    page.keyboard.type("（一）主动公开。\n全年公开768条。")
    page.wait_for_selector("#save-state:not([data-kind=saved])")
    saved(page)
    page.reload()
    page.wait_for_selector(".prose-text")
    assert text_of(page) == "（一）主动公开。\n全年公开768条。"


PAIRS = """async (pairs) => {
    const { EditorState } = await import("/static/js/prosemirror.js");
    const { toDocument, toText } = await import("/static/js/prose/text.js");
    const { hold } = await import("/static/js/prose/replacing.js");
    return pairs.filter(([one, other]) => {
        const state = EditorState.create({ doc: toDocument(one) });
        const { doc } = hold(state.tr, other);
        return toText(doc) !== other || !doc.eq(toDocument(other));
    });
}"""


def test_every_text_can_be_made_of_every_other(sign_in):
    page = sign_in(OVERVIEW)
    chosen = random.Random(7)
    texts = ["".join(chosen.choices(PIECES, k=chosen.randrange(30))) for _ in range(600)]
    pairs = [[one, "".join(chosen.sample(other, len(other)))] for one, other in itertools.pairwise(texts)]
    pairs += [[one, one.replace("\n", "").replace("公", "𠮷")] for one in texts]
    assert page.evaluate(PAIRS, pairs) == []


MERGED = """async (triples) => {
    const { changesOf, merged } = await import("/static/js/prose/differing.js");
    const put = (base, text) => changesOf(base, text).map((change) => change.put).join("");
    return triples.filter(([base, mine, theirs]) => {
        const text = merged(base, mine, theirs);
        const holds = (words) => [...words].every((letter) => text.includes(letter));
        return (
            merged(base, base, theirs) !== theirs ||
            merged(base, mine, base) !== mine ||
            merged(base, mine, mine) !== mine ||
            !holds(put(base, mine)) ||
            !holds(put(base, theirs))
        );
    });
}"""


def changed(text, letters, chosen):
    """The text with a few changes that put these letters, each once."""
    for letter in letters:
        start = chosen.randrange(len(text) + 1)
        text = text[:start] + letter + text[start + chosen.choice((0, 0, 1, 5)) :]
    return text


def test_what_arrives_and_what_was_typed_meanwhile_are_both_in_the_text(sign_in):
    page = sign_in(OVERVIEW)
    chosen = random.Random(3)
    triples = []
    for _ in range(1500):
        base = "".join(chosen.choices("年报公开，。\n", k=chosen.randrange(40)))
        # A later change may take away what an earlier one of the same person put, never what the other did.
        triples.append([base, changed(base, "ABC"[: chosen.randrange(4)], chosen), changed(base, "甲乙丙", chosen)])
    assert page.evaluate(MERGED, triples) == []


RECEIVE = """async ([sent, value]) => {
    const { entryAt, receive } = await import("/static/js/authoring/entries.js");
    receive(entryAt("prose.overview"), sent, value);
}"""


def text_of(page, box=BOX):
    """What is stored of a text."""
    return page.input_value(box)


def write(page, text, field=TEXT):
    """Let the text be this one, the caret at its end."""
    page.get_by_role("textbox", name=field).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    page.wait_for_timeout(BREATH)


def caret(page):
    """The words between the start of the caret's paragraph and the caret."""
    return page.evaluate("getSelection().anchorNode.textContent.slice(0, getSelection().anchorOffset)")


def test_what_a_colleague_wrote_arrives_without_moving_the_caret_and_cannot_be_undone(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "第一段。\n第二段。")
    page.keyboard.type("第三句")
    page.wait_for_timeout(BREATH)
    page.evaluate(RECEIVE, ["第一段。\n第二段。", "前面加一段。\n第一段改。\n第二段。"])
    assert text_of(page) == "前面加一段。\n第一段改。\n第二段。第三句"
    assert caret(page) == "第二段。第三句"
    page.keyboard.type("。")
    page.keyboard.press("Control+z")
    assert text_of(page) == "前面加一段。\n第一段改。\n第二段。第三句"


def test_undo_and_redo_take_typing_and_what_was_put_in_its_place_in_order(sign_in):
    page = sign_in(OPENING)
    for field, words in (("开头", "甲。"), ("联系方式", "乙。"), ("开头", "丙。")):
        page.get_by_role("textbox", name=field).click()
        page.keyboard.press("Control+End")
        page.keyboard.type(words)
        page.wait_for_timeout(BREATH)
    boxes = ['[data-place="prose.opening"]', '[data-place="prose.contact"]']
    now = [text_of(page, box) for box in boxes]
    states = [now]
    for _ in range(3):
        page.keyboard.press("Control+z")
        states.append([text_of(page, box) for box in boxes])
    assert [[text[-4:] for text in state] for state in states[:3]] == [
        [now[0][-4:], now[1][-4:]],
        [now[0][:-2][-4:], now[1][-4:]],
        [now[0][:-2][-4:], now[1][:-2][-4:]],
    ]
    for _ in range(3):
        page.keyboard.press("Control+y")
    assert [text_of(page, box) for box in boxes] == now


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<p class=MsoNormal style='text-indent:32.0pt'><b><span style='font-family:楷体'>（一）主动公开</span></b><span>。
全年公开信息
38条。<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph><![if !supportLists]>
<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>加强培训</p>
<p class=MsoListParagraph><span style='font-family:Wingdings;mso-list:Ignore'>l</span>完善目录</p>
<ol start=3><li>改进平台</li></ol></body></html>"""
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    if (html) data.setData("text/html", html);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".prose-text").dispatchEvent(event);
}"""


def test_text_of_word_is_pasted_clean_and_taken_back_by_one_undo(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "开头：")
    page.evaluate(PASTE, [WORD, "不用这个"])
    assert text_of(page) == "开头：**（一）主动公开**。全年公开信息38条。\n1.加强培训\n完善目录\n3.改进平台"
    assert page.locator(".prose-text [style]:not([style=''])").count() == 0
    page.keyboard.press("Control+z")
    assert text_of(page) == "开头："


def test_plain_text_is_pasted_as_it_is_but_for_what_word_hides_in_it(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "")
    page.evaluate(PASTE, ["", "一\u00a0二\u200b\r\n\r\n　　三"])
    assert text_of(page) == "一 二\n\n　　三"


COPY = """() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".prose-text").dispatchEvent(event);
    return [data.getData("text/plain"), data.getData("text/html")];
}"""


def test_copy_has_printed_numbers_and_bold_and_comes_back_as_it_was(sign_in, report):
    page = sign_in(OVERVIEW)
    stored = "新收{{没有这一格}}件，**加粗**。\n第二段"
    write(page, stored)
    page.wait_for_selector(".chip.broken")
    page.keyboard.press("Control+a")
    text, html = page.evaluate(COPY)
    assert text == "新收【未填】件，加粗。\n第二段"
    assert "<strong>加粗</strong>" in html
    page.keyboard.press("Control+End")
    page.wait_for_timeout(100)  # until the editor knows where the caret is
    page.evaluate(PASTE, [html, text])
    assert text_of(page) == stored + stored


def compose(page, text):
    """The input method shows this while it is at work; `commit` ends with what was chosen."""
    client = page.context.new_cdp_session(page)
    for end in range(1, len(text) + 1):
        client.send("Input.imeSetComposition", {"text": text[:end], "selectionStart": end, "selectionEnd": end})
    return client


def commit(client, text):
    client.send("Input.insertText", {"text": text})


def stored_becomes(page, text):
    page.wait_for_function("text => document.querySelector('textarea[data-place]').value === text", arg=text)


def test_input_method_loses_nothing_when_an_answer_arrives_while_it_is_at_work(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "第一段。\n第二段。")
    client = compose(page, "nihao")
    page.evaluate(RECEIVE, ["第一段。\n第二段。", "第一段改。\n第二段，也改。"])
    # Nothing of the answer is drawn, and nothing unfinished is stored.
    assert page.locator(".prose-text p").all_inner_texts() == ["第一段。", "第二段。nihao"]
    assert text_of(page) == "第一段。\n第二段。"
    commit(client, "你好")
    stored_becomes(page, "第一段改。\n第二段，也改。你好")
    page.keyboard.type("吗")
    stored_becomes(page, "第一段改。\n第二段，也改。你好吗")


def test_marks_wait_until_the_input_method_is_done(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "截止目前，公开20条。\n第二段。")
    marks = page.locator(".prose-finding[data-level=warning]")
    marks.first.wait_for()
    client = compose(page, "gongkai")
    page.evaluate("""() => {
        document.getElementById("numbers").replaceChildren();
        const detail = { conflicts: [], fragments: { numbers: "" } };
        document.dispatchEvent(new CustomEvent("answered", { detail }));
    }""")
    assert marks.count() > 0
    commit(client, "均已公开。")
    stored_becomes(page, "截止目前，公开20条。\n第二段。均已公开。")


def test_enter_that_ends_a_composition_does_not_begin_a_paragraph(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "甲")
    client = compose(page, "abc")
    client.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    )
    commit(client, "abc")
    client.send(
        "Input.dispatchKeyEvent", {"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    )
    stored_becomes(page, "甲abc")


@pytest.mark.parametrize("before", ["", "**粗**", "{{没有这一格}}", "（一）小标题"])
def test_input_method_writes_behind_bold_a_chip_and_a_heading(sign_in, before):
    page = sign_in(OVERVIEW)
    write(page, before)
    page.keyboard.press("End")
    for word in ("政府", "信息"):
        commit(compose(page, "pinyin"), word)
        page.wait_for_timeout(100)
    stored_becomes(page, f"{before}政府信息")


def test_random_composing_typing_and_arriving_text_lose_nothing(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "甲。\n乙。\n丙。")
    chosen = random.Random(5)
    typed = ""
    for number in range(12):
        page.keyboard.press(chosen.choice(["ArrowUp", "ArrowDown", "ArrowLeft", "End"]))
        client = compose(page, "ab")
        sent = text_of(page)
        page.evaluate(RECEIVE, [sent, f"到{number}。\n{sent}"])
        letter = chr(0x5000 + number)
        commit(client, letter)
        page.wait_for_function(
            "text => document.querySelector('textarea[data-place]').value.includes(text)", arg=letter
        )
        page.wait_for_function(
            "text => document.querySelector('textarea[data-place]').value.includes(text)", arg=f"到{number}。"
        )
        typed += letter
    assert {letter for letter in typed if text_of(page).count(letter) == 1} == set(typed)
    assert [f"到{number}" for number in range(12) if f"到{number}" not in text_of(page)] == []


RECEIVED = "{{一、本年新收政府信息公开申请数量·总计}}"
NOTE = ".prose-note"


@pytest.fixture
def with_figures(report):
    """Twelve requests received and granted; last year's report is published."""
    changed_figures = factories.figures(**{"requests.received.business": 12, "requests.granted.business": 12})
    before = factories.report(
        report.agency, year=2023, prose=factories.prose(overview="（一）主动公开。38条。\n其他。")
    )
    factories.release(before)
    Report.objects.filter(pk=report.pk).update(figures=changed_figures, version=report.version + 1)


def test_number_that_the_tables_have_is_offered_while_one_types_and_takes_no_focus(with_figures, sign_in):
    page = sign_in(OVERVIEW)
    write(page, "")
    page.keyboard.type("本年新收申请12件，")
    page.wait_for_selector(NOTE)
    assert "“12”可能是 一、本年新收政府信息公开申请数量·总计" in page.inner_text(NOTE)
    page.keyboard.type("均已答复。")
    assert text_of(page) == "本年新收申请12件，均已答复。"
    page.click(".prose-offer")
    page.click(f"{NOTE} >> text=用表中数字")
    assert text_of(page) == f"本年新收申请{RECEIVED}件，均已答复。"
    assert page.inner_text(".chip") == "12"
    page.keyboard.press("Control+z")
    assert text_of(page) == "本年新收申请12件，均已答复。"


def test_number_of_a_cell_is_offered_in_the_part_about_problems_too(report, sign_in):
    changed_figures = factories.figures(**{"requests.received.business": 8, "requests.granted.business": 5})
    Report.objects.filter(pk=report.pk).update(figures=changed_figures, version=report.version + 1)
    page = sign_in("/desk/x/2024/edit/problems/")
    page.locator(".prose-text").click()
    page.keyboard.type("其中予以公开5件", delay=60)
    page.locator(NOTE, has_text="“5”可能是 （一）予以公开·总计").wait_for()
    # A finding at the caret does not hide it.
    page.keyboard.type("，，")
    page.wait_for_selector(".prose-finding")
    page.locator(NOTE, has_text="“5”可能是 （一）予以公开·总计").wait_for()


def test_number_that_is_no_cells_is_not_offered_again(with_figures, sign_in):
    page = sign_in(OVERVIEW)
    write(page, "本年新收申请12件，")
    page.click(f"{NOTE} >> text=不是")
    page.keyboard.type("均已答复。")
    page.wait_for_selector("#save-state:not([data-kind=saved])")
    saved(page)
    assert page.locator(".prose-offer").count() == 0


def test_mend_stands_at_the_words_and_is_one_step_of_undo(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "截止目前，公开20条。")
    page.locator(".prose-finding[data-level=warning]").first.click()
    page.click(f"{NOTE} >> text=改为“截至目前”")
    assert text_of(page) == "截至目前，公开20条。"
    page.keyboard.press("Control+z")
    assert text_of(page) == "截止目前，公开20条。"


def test_note_is_reached_by_tab_and_closed_by_escape(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "截止目前，公开20条。")
    page.wait_for_selector(".prose-finding[data-level=warning]")
    for _ in "目前，公开20条。":
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(20)
    page.wait_for_selector(NOTE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "改为“截至目前”"
    page.keyboard.press("Escape")
    page.wait_for_selector(NOTE, state="hidden")
    page.keyboard.type("到")
    assert text_of(page) == "截止到目前，公开20条。"


def test_headings_bold_and_points_are_made_by_keys(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "")
    page.keyboard.press("Control+Alt+1")
    page.keyboard.type("甲\n")
    page.keyboard.press("Control+Alt+1")
    page.keyboard.type("乙\n")
    page.keyboard.press("Control+Alt+1")
    page.keyboard.press("Control+Alt+1")
    page.keyboard.press("Control+b")
    page.keyboard.type("丙")
    page.keyboard.press("Control+b")
    page.keyboard.type("。\n")
    for words in ("好；", "更好。"):
        page.keyboard.press("Control+Alt+2")
        page.keyboard.type(words)
    assert text_of(page) == "（一）甲\n（二）乙\n1.**丙**。\n一是好；二是更好。"


def test_toolbar_is_one_stop_of_tab_and_walked_through_by_arrows(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "甲")
    page.locator(".prose-tool").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.firstChild.data") == "粗"
    assert page.locator(".prose-tool[tabindex='0']").count() == 1
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert text_of(page) == "（一）甲"


def test_cell_is_chosen_by_its_words_and_shows_its_figure_at_once(with_figures, sign_in):
    page = sign_in(OVERVIEW)
    write(page, "新收")
    page.keyboard.press("Control+Alt+3")
    page.keyboard.type("新收 总计")
    page.keyboard.press("Enter")
    assert page.inner_text(".chip") == "12"
    page.keyboard.type("件")
    assert text_of(page) == f"新收{RECEIVED}件"


def test_paragraph_of_last_year_is_taken_over_and_taken_back(with_figures, sign_in):
    page = sign_in(OVERVIEW)
    write(page, "（一）主动公开\n（二）依申请公开")
    page.click("li:has-text('38条') >> text=引用这一段")
    assert text_of(page) == "（一）主动公开。38条。\n（二）依申请公开"
    page.click("li:has-text('其他。') >> text=引用这一段")
    assert text_of(page) == "（一）主动公开。38条。\n其他。\n（二）依申请公开"
    page.keyboard.press("Control+z")
    assert text_of(page) == "（一）主动公开。38条。\n（二）依申请公开"


def test_last_years_text_stays_away_once_it_was_put_away(with_figures, sign_in):
    page = sign_in(OVERVIEW)
    page.get_by_label("对照上年").uncheck()
    assert page.locator(".earlier").is_hidden()
    page.reload()
    page.wait_for_selector(".prose-text")
    assert page.locator(".earlier").is_hidden()


@pytest.mark.parametrize("width", [1366, 360])
def test_text_with_findings_and_last_year_has_no_barrier(with_figures, sign_in, axe, width):
    page = sign_in(OVERVIEW, width)
    write(page, f"（一）**主动公开**。截止目前，公开{RECEIVED}条，{{{{没有}}}}。本年新收申请12件，")
    page.wait_for_selector(NOTE)
    page.evaluate(axe)
    barriers = page.evaluate("axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))")
    assert barriers == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_scripts_of_the_page_weigh_less_than_150_kilobytes_compressed(sign_in):
    page = sign_in(OVERVIEW)
    scripts = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.endsWith('.js'))"
    )
    bodies = page.evaluate("(urls) => Promise.all(urls.map((url) => fetch(url).then((one) => one.text())))", scripts)
    assert sum(len(gzip.compress(body.encode())) for body in bodies) < 150_000


def test_without_scripts_the_text_is_a_box(sign_in, browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(OVERVIEW)
    go_as(page, "clerk", live_server.url, OVERVIEW)
    page.fill(BOX, "只有文字框。")
    page.click(".editor-foot button")
    assert page.input_value(BOX) == "只有文字框。"


@pytest.mark.parametrize("before", ["第一段。\n第二段。", "前{{没有这一格}}", "{{没有这一格}}后", "一\n\n\n二"])
def test_input_method_writes_in_the_place_of_what_is_selected(sign_in, before):
    page = sign_in(OVERVIEW)
    write(page, before)
    page.keyboard.press("Control+a")
    page.wait_for_timeout(100)
    commit(compose(page, "quan"), "全部重写。")
    stored_becomes(page, "全部重写。")
    page.keyboard.press("Control+z")
    stored_becomes(page, before)


def test_chip_goes_as_a_whole_and_comes_back(sign_in):
    page = sign_in(OVERVIEW)
    write(page, "新收{{没有这一格}}")
    page.keyboard.press("Backspace")
    stored_becomes(page, "新收")
    page.keyboard.press("Control+z")
    stored_becomes(page, "新收{{没有这一格}}")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("收到8件。", "收到10件。", "收到9件。", "收到910件。"),  # both stay, to be looked at
        ("甲。乙。", "甲。乙。丙。", "丁。甲。乙。", "丁。甲。乙。丙。"),
        ("甲\n乙\n丙", "甲\n丙", "甲\n乙改\n丙", "甲\n乙改\n丙"),
        ("甲\n乙", "甲\n我\n乙", "甲\n他\n乙", "甲\n他\n我\n乙"),
        ("甲\n乙", "甲改\n乙", "乙", "甲改\n乙"),
        ("甲", "", "甲", ""),
        ("甲", "甲乙", "甲乙", "甲乙"),
        ("新收{{一}}件", "新收{{二}}件", "新收{{一}}件。", "新收{{二}}件。"),
    ],
)
def test_two_changes_of_one_text(sign_in, base, mine, theirs, merged):
    page = sign_in(OVERVIEW)
    text = page.evaluate(
        "(texts) => import('/static/js/prose/differing.js').then(({ merged }) => merged(...texts))",
        [base, mine, theirs],
    )
    assert text == merged
