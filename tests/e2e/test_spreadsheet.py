"""A table of the editor as a spreadsheet: what every key does, ranges, undo, and the table's place on the screen."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, go_as, paste, saved

REQUESTS = "/desk/x/2024/edit/requests/"
KEYS = "import('/static/js/authoring/keys.js').then((keys) => keys.KEYS.flatMap((each) => each.keys))"
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")
FIRST, LAST = "received.natural_person", "carried_out.other_organisation"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(transactional_db) -> Report:
    """The first rows hold 11, 12 … 21, 22 …; there is a year before."""
    agency = plant("x", name="宁夏回族自治区司法厅")
    factories.release(factories.report(agency, 2023))
    report = actions.start(agency, 2024)
    rows = ("received", "carried_in", "granted", "partly_granted", "refused_state_secret")
    figures = {
        f"requests.{row}.{column}": 10 * y + x
        for y, row in enumerate(rows, start=1)
        for x, column in enumerate(COLUMNS, start=1)
    }
    Report.objects.filter(pk=report.pk).update(figures=figures, version=report.version + 1)
    for name in ("clerk", "other"):
        person(name, Role.DRAFTER, at=agency)
    return report


@pytest.fixture
def sign_in(report, live_server, browser):
    """Open a page of the editor as somebody, in a browser of their own. At the end all is saved."""
    pages = []

    def opened(name="clerk", address=REQUESTS, width=1366, height=768):
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"]
        )
        page = context.new_page()
        pages.append(page)
        go_as(page, name, live_server.url, address)
        page.wait_for_url(f"**{address}")
        saved(page)
        return page

    yield opened
    for page in pages:  # nothing is under way any more, also where a cell holds what it cannot hold
        page.wait_for_selector("#save-state:is([data-kind=saved], [data-kind=pending], [data-kind=conflict])")


def at(cell: str) -> str:
    return f'[data-place="figures.requests.{cell}"]'


def where(page) -> str:
    """The cell the keyboard is in."""
    return (page.evaluate("document.activeElement.dataset.place") or "").removeprefix("figures.requests.")


def holds(page, *cells: str) -> list[str]:
    return [page.input_value(at(cell)) for cell in cells]


def marked(page) -> list[str]:
    """What the selected cells hold."""
    return page.evaluate(
        "[...document.querySelectorAll('td[data-selected]')].map((cell) => "
        "cell.querySelector('input[data-place], output').value)"
    )


def fill(page) -> None:
    """Accept what the dialog shows, and wait until it stands in the table."""
    page.click("#fill-dialog button[value=fill]")
    page.locator("#undo").wait_for(timeout=PAUSE)


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# From which cell, which key, to which cell.
MOVES = [
    ("carried_in.business", "ArrowUp", "received.business"),
    ("received.business", "ArrowUp", "received.business"),
    ("received.business", "ArrowDown", "carried_in.business"),
    ("other_other.business", "ArrowDown", "carried_out.business"),  # over the row of totals
    ("received.business", "ArrowLeft", "received.natural_person"),
    ("received.business", "ArrowRight", "received.research"),
    ("received.other_organisation", "ArrowRight", "received.other_organisation"),
    ("received.business", "Enter", "carried_in.business"),
    ("carried_out.business", "Enter", "received.research"),
    ("carried_in.business", "Shift+Enter", "received.business"),
    ("received.business", "Tab", "received.research"),
    ("received.other_organisation", "Tab", "carried_in.natural_person"),
    ("received.business", "Shift+Tab", "received.natural_person"),
    ("received.research", "Home", "received.natural_person"),
    ("received.research", "End", "received.other_organisation"),
    ("received.research", "Control+ArrowLeft", "received.natural_person"),
    ("received.research", "Control+ArrowRight", "received.other_organisation"),
    ("granted.research", "Control+ArrowUp", "received.research"),
    ("granted.research", "Control+ArrowDown", "carried_out.research"),
    ("granted.research", "Control+Home", FIRST),
    ("granted.research", "Control+End", LAST),
    ("unavailable_not_held.business", "PageUp", "granted.business"),
    ("granted.business", "PageDown", "unavailable_not_held.business"),
    ("carried_out.business", "PageDown", "carried_out.business"),
]
# From the second cell of the second row: keys, and what the selected cells then hold.
RANGES = [
    (["Shift+ArrowUp"], ["12", "22"]),
    (["Shift+ArrowDown"], ["22", "32"]),
    (["Shift+ArrowLeft"], ["21", "22"]),
    (["Shift+ArrowRight"], ["22", "23"]),
    (["Shift+ArrowDown", "Shift+ArrowRight"], ["22", "23", "32", "33"]),
    (["Shift+ArrowDown", "Shift+ArrowUp"], []),
    (["Shift+Space"], ["21", "22", "23", "24", "25", "26", "141"]),
]
# From the same cell, with two rows and two columns selected: keys, and what rows two to four then hold there.
EFFECTS = [
    (["Delete"], ["", "", "", "", "42", "43"]),
    (["Backspace"], ["", "", "", "", "42", "43"]),
    (["Control+d"], ["22", "23", "22", "23", "42", "43"]),
    (["Control+r"], ["22", "22", "32", "32", "42", "43"]),
    (["Control+Enter"], ["22", "22", "22", "22", "42", "43"]),
    (["Delete", "Escape"], ["", "", "", "", "42", "43"]),
    (["Space"], ["22", "23", "32", "33", "42", "43"]),
    (["Control+x"], ["", "", "", "", "42", "43"]),
    (["Delete", "Control+z"], ["22", "23", "32", "33", "42", "43"]),
    (["Delete", "Control+z", "Control+y"], ["", "", "", "", "42", "43"]),
    (["Delete", "Control+z", "Control+Shift+Z"], ["", "", "", "", "42", "43"]),
    (["Control+c", "ArrowDown", "ArrowDown", "Control+v"], ["22", "23", "32", "33", "22", "23"]),
]
# Keys that tests of their own try.
ELSEWHERE = {"Ctrl+A", "Ctrl+Space", "F2"}


def test_every_key_of_the_list_is_tried(sign_in):
    pressed = {key for _, key, _ in MOVES} | {key for keys, _ in [*RANGES, *EFFECTS] for key in keys}
    named = {key.replace("Control", "Ctrl") for key in pressed}
    tried = {key[:-1] + key[-1].upper() if key[-2:-1] == "+" else key for key in named}
    assert (tried | ELSEWHERE) - {"Space"} == set(sign_in().evaluate(KEYS))


def test_keys_go_from_cell_to_cell(sign_in):
    page = sign_in()
    gone = []
    for cell, key, _ in MOVES:
        page.focus(at(cell))
        press(page, key)
        gone.append((cell, key, where(page)))
    assert gone == MOVES


def test_shift_and_arrows_select_a_range_and_the_keyboard_stays(sign_in):
    page = sign_in()
    for keys, selected in RANGES:
        page.focus(at(FIRST))
        page.focus(at("carried_in.business"))
        press(page, *keys)
        assert (keys, marked(page), where(page)) == (keys, selected, "carried_in.business")


@pytest.mark.parametrize(("keys", "after"), EFFECTS)
def test_key_changes_the_selected_cells(sign_in, keys, after):
    page = sign_in()
    page.focus(at("carried_in.business"))
    press(page, "Shift+ArrowRight", "Shift+ArrowDown", *keys)
    if "Control+v" in keys:
        fill(page)
    rows = ("carried_in", "granted", "partly_granted")
    assert holds(page, *(f"{row}.{column}" for row in rows for column in ("business", "research"))) == after


def test_escape_brings_back_what_the_cell_held(sign_in):
    page = sign_in()
    page.focus(at(FIRST))
    page.keyboard.type("999")
    press(page, "Escape")
    assert (holds(page, FIRST), where(page)) == (["11"], FIRST)
    page.keyboard.type("5")
    assert holds(page, FIRST) == ["5"], "typing replaces again"


@pytest.mark.parametrize("how", ["F2", "double click"])
def test_caret_moves_inside_the_text(sign_in, how):
    page = sign_in()
    if how == "F2":
        page.click(at(FIRST))
        press(page, "F2")
    else:
        page.dblclick(at(FIRST))
    press(page, "ArrowLeft", "Backspace")
    page.keyboard.type("7")
    assert (holds(page, FIRST), where(page)) == (["71"], FIRST)
    press(page, "Enter")
    assert where(page) == "carried_in.natural_person"


def test_click_is_at_the_cell_however_often_it_is_clicked(sign_in):
    page = sign_in()
    for _ in range(2):
        page.click(at(FIRST))
        page.wait_for_timeout(600)
    page.click(at("granted.business"))
    page.click(at(FIRST))
    page.wait_for_timeout(600)
    page.click(at(FIRST))
    page.keyboard.type("5")
    page.dblclick(at("received.business"))
    press(page, "Enter")
    page.click(at("received.business"))
    page.keyboard.type("6")
    assert holds(page, FIRST, "received.business") == ["5", "6"]


def test_enter_goes_back_to_the_column_where_tab_began(sign_in):
    page = sign_in()
    page.focus(at("received.business"))
    page.keyboard.type("7")
    press(page, "Tab", "Tab", "Enter")
    assert where(page) == "carried_in.business"
    press(page, "Tab", "ArrowDown", "Enter")
    assert where(page) == "partly_granted.research"


def test_number_is_never_dragged_into_another_cell(sign_in):
    page = sign_in()
    page.click(at("received.business"))
    for how in ("at the cell", "with a caret"):
        if how == "with a caret":
            press(page, "F2", "Control+a")
        box = page.locator(at("received.business")).bounding_box()
        page.mouse.move(box["x"] + box["width"] - 12, box["y"] + box["height"] / 3)
        page.mouse.down()
        page.hover(at("received.research"), force=True)
        page.hover(at("carried_in.research"), force=True)
        page.mouse.up()
        assert holds(page, "received.business", "carried_in.research") == ["12", "23"], how
    page.click(at("received.business"))
    page.hover(at("received.business"))
    page.mouse.down()
    page.hover(at("carried_in.research"))
    page.mouse.up()
    assert marked(page) == ["12", "13", "22", "23"]


def test_escape_takes_back_only_what_was_typed_since_the_cell_was_emptied(sign_in):
    page = sign_in()
    page.focus(at(FIRST))
    press(page, "Delete")
    page.keyboard.type("5")
    press(page, "Escape")
    assert holds(page, FIRST) == [""]


def test_what_is_typed_fills_the_selected_cells(sign_in):
    page = sign_in()
    page.focus(at("received.business"))
    press(page, "Shift+ArrowRight")
    page.keyboard.type("7")
    press(page, "Control+Enter")
    page.keyboard.type("8")
    assert holds(page, "received.business", "received.research") == ["8", "7"]


def test_space_selects_the_column_and_going_somewhere_selects_one_cell(sign_in):
    page = sign_in()
    page.focus(at(FIRST))
    press(page, "Control+Space")
    assert (marked(page)[:3], where(page)) == (["11", "21", "31"], FIRST)
    press(page, "Control+a", "Control+Home")
    assert (marked(page), where(page)) == ([], FIRST)


def test_typing_replaces_and_arrows_then_leave_the_cell(sign_in):
    page = sign_in()
    page.click(at(FIRST))
    page.keyboard.type("345")
    press(page, "ArrowRight")
    assert (holds(page, FIRST), where(page)) == (["345"], "received.business")


def test_mouse_selects_a_range_by_dragging_and_with_shift(sign_in):
    page = sign_in()
    page.hover(at("received.business"))
    page.mouse.down()
    page.hover(at("carried_in.research"))
    page.mouse.up()
    assert (marked(page), where(page)) == (["12", "13", "22", "23"], "received.business")
    page.click(at("granted.natural_person"))
    page.click(at("granted.research"), modifiers=["Shift"])
    assert (marked(page), where(page)) == (["31", "32", "33"], "granted.natural_person")


def test_one_value_pasted_into_a_range_fills_it(sign_in):
    page = sign_in()
    page.focus(at("received.business"))
    press(page, "Shift+ArrowRight", "Shift+ArrowRight")
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.setData("text/plain", "7\\n");
        document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }""")
    assert holds(page, "received.business", "received.research", "received.nonprofit") == ["7", "7", "7"]


def test_undo_takes_back_step_by_step_also_what_is_saved(sign_in):
    page = sign_in()
    page.focus(at(FIRST))
    page.keyboard.type("1234")
    press(page, "Tab")
    page.keyboard.type("5")
    press(page, "Tab")
    page.wait_for_timeout(300)
    saved(page)
    press(page, "Control+z")
    assert (holds(page, FIRST, "received.business"), where(page)) == (["1234", "12"], "received.business")
    press(page, "Control+z")
    assert (holds(page, FIRST, "received.business"), where(page)) == (["11", "12"], FIRST)
    press(page, "Control+y")
    assert holds(page, FIRST, "received.business") == ["1234", "12"]
    saved(page)
    page.reload()
    assert holds(page, FIRST, "received.business") == ["1234", "12"]


def test_undo_leaves_what_somebody_else_has_changed_since(sign_in):
    page, other = sign_in(), sign_in("other")
    page.focus(at(FIRST))
    press(page, "Shift+ArrowRight", "Delete")
    saved(page)
    other.reload()
    saved(other)
    other.fill(at(FIRST), "77")
    other.wait_for_timeout(300)
    saved(other)
    page.fill(at("granted.research"), "9")
    page.wait_for_timeout(300)
    saved(page)
    assert holds(page, FIRST) == ["77"]
    press(page, "Control+z", "Control+z")
    assert holds(page, FIRST, "received.business") == ["77", "12"]
    saved(page)
    assert page.inner_text("#table-status") == "撤销了 1 格；有 1 格已经被别人改动，没有撤销"


def test_zeros_are_one_step(sign_in):
    page = sign_in()
    page.click(".tools summary")
    page.click("button[name=zeros] >> nth=0")
    fill(page)
    assert holds(page, "other_other.business", LAST) == ["0", "0"]
    press(page, "Control+z")
    assert holds(page, "other_other.business", LAST, FIRST) == ["", "", "11"]


WIDTHS = [(683, 384), (768, 1024), (1280, 720), (1366, 768), (1920, 1080), (2560, 1440)]


# The largest table at every width, the others where there is least room.
WINDOWS = [("requests", *size) for size in WIDTHS] + [
    (table, *size) for table in ("disclosure", "proceedings") for size in ((683, 384), (1280, 720))
]


@pytest.mark.parametrize(("table", "width", "height"), WINDOWS)
def test_table_shows_all_columns_and_never_covers_the_cell_in_focus(sign_in, table, width, height):
    page = sign_in(address=f"/desk/x/2024/edit/{table}/", width=width, height=height)
    outside, covered = page.evaluate("""() => {
        const sheet = document.getElementById("spreadsheet").getBoundingClientRect();
        const cells = [...document.querySelectorAll("#spreadsheet td")];
        const outside = cells.filter((cell) => cell.getBoundingClientRect().right > sheet.right + 0.5).length;
        const inputs = [...document.querySelectorAll("#spreadsheet input[data-place]")];
        const hidden = (input) => {
            input.focus();
            const box = input.getBoundingClientRect();
            const points = [[box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4]];
            return !points.every(([x, y]) => input.closest("td").contains(document.elementFromPoint(x, y)));
        };
        return [outside, [...inputs, ...inputs.toReversed()].filter(hidden).map((input) => input.dataset.place)];
    }""")
    assert (outside, covered, page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (0, [], True)
    assert page.locator(".card-label:visible").count() == 0, "rows, not cards"


def test_words_on_what_is_wrong_do_not_cover_the_cell_they_speak_of(sign_in):
    page = sign_in(height=600)
    below = at("unavailable_needs_creation.business")
    page.fill(below, "3.5")
    page.wait_for_selector(f"td[data-level=error]:has({below})", timeout=PAUSE)
    page.focus(at(FIRST))
    page.focus(at("refused_law.business"))
    for _ in range(20):
        if where(page) == "unavailable_needs_creation.business":
            break
        press(page, "ArrowDown")
    page.locator("#cell-note:not([hidden])").wait_for()
    page.wait_for_timeout(200)
    box, foot = page.locator(below).bounding_box(), page.locator("#balance").bounding_box()
    assert box["y"] + box["height"] <= foot["y"] + 0.5
    assert page.inner_text("#cell-name").endswith("2.没有现成信息需要另行制作，申请人情况法人或其他组织商业企业")


def test_heads_and_balance_stay_in_sight(sign_in):
    page = sign_in()
    page.focus(at("unavailable_unclear.business"))
    boxes = page.evaluate(
        "['thead', 'tfoot'].map((part) => "
        "document.querySelector(`#spreadsheet ${part}`).getBoundingClientRect().toJSON())"
    )
    assert [(box["top"] >= 0, box["bottom"] <= 768) for box in boxes] == [(True, True)] * 2


@pytest.mark.parametrize(("width", "height"), [(683, 384), (768, 600)])
def test_no_row_shows_above_the_head_and_the_foot_is_never_over_it(sign_in, width, height):
    page = sign_in(width=width, height=height)
    box = "document.querySelector('#spreadsheet {}').getBoundingClientRect()"
    assert page.evaluate(f"{box.format('tfoot')}.top >= {box.format('thead')}.bottom")
    page.focus(at("unavailable_unclear.business"))
    page.wait_for_timeout(200)
    masthead = page.evaluate("document.querySelector('.masthead').getBoundingClientRect().bottom")
    assert page.evaluate(f"{box.format('thead')}.top") <= masthead + 0.5
    assert page.evaluate(f"{box.format('tfoot')}.top >= {box.format('thead')}.bottom")


def test_last_year_is_labelled_and_can_be_hidden_for_good(sign_in):
    page = sign_in()
    last = page.locator("#spreadsheet td", has=page.locator(at("received.business"))).locator(".last-year")
    assert last.inner_text() == "上年 0"
    page.uncheck("#show-last-year")
    assert not last.is_visible()
    page.reload()
    saved(page)
    assert not last.is_visible()


def test_cells_tell_blank_and_wrong_apart_without_colour(sign_in, report):
    page = sign_in()
    page.fill(at(FIRST), "3.5")
    page.wait_for_selector(f"td[data-level=error]:has({at(FIRST)})", timeout=PAUSE)
    drawn = page.evaluate("""() => [...document.querySelectorAll("td.typed")].slice(0, 1).concat(
        document.querySelector('[data-place="figures.requests.carried_out.business"]').closest("td")).map((cell) =>
        [getComputedStyle(cell, "::after").content, getComputedStyle(cell).backgroundImage.split("(")[0]])""")
    assert drawn == [['"误"', "none"], ["none", "repeating-linear-gradient"]]


@pytest.mark.parametrize("table", ["disclosure", "requests", "proceedings"])
def test_row_is_a_card_on_a_phone(sign_in, axe, table):
    page = sign_in(address=f"/desk/x/2024/edit/{table}/", width=360, height=740)
    heights = page.evaluate(
        "[...document.querySelectorAll('#spreadsheet input[data-place]')].map((input) => input.offsetHeight)"
    )
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shown = page.evaluate(
        "[...document.querySelectorAll('#spreadsheet .card-label')].every((each) => each.offsetHeight)"
    )
    assert shown
    page.evaluate(axe)
    assert (
        page.evaluate("axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))") == []
    )


def test_dialog_of_a_paste_is_the_table_and_says_what_is_refused(sign_in, axe):
    page = sign_in()
    head = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    paste(page, at(FIRST), f"{head}\n一、本年新收政府信息公开申请数量\t\t\t8\t—\tx\t0\t0\t0\t8")
    page.wait_for_selector("#fill-dialog[open]")
    cells = page.evaluate(
        "[...document.querySelectorAll('#fill-dialog tbody tr:first-child td')].map((cell) => "
        "[cell.dataset.level, cell.innerText.replace(/\\s+/g, '')])"
    )
    assert cells == [
        ["changed", "原来11改为8"],
        ["refused", "12不填：—"],
        ["refused", "13不填：x"],
        ["changed", "原来14改为0"],
        ["changed", "原来15改为0"],
        ["changed", "原来16改为0"],
        ["untouched", "33"],
    ]
    page.check("#fill-dialog input[name=dashes]")
    page.wait_for_selector("#fill-dialog tbody tr:first-child td[data-level=changed]:nth-of-type(2)", timeout=PAUSE)
    assert page.evaluate("document.activeElement.name") == "dashes"
    page.evaluate(axe)
    assert (
        page.evaluate("axe.run().then((report) => report.violations.map((one) => [one.id, one.nodes[0].html]))") == []
    )
    foot = page.locator("#fill-dialog .dialog-actions").bounding_box()
    assert foot["y"] + foot["height"] <= 768
    press(page, "Escape")
    assert holds(page, FIRST, "received.business") == ["11", "12"]


def test_block_that_fits_two_ways_asks_which(sign_in):
    page = sign_in(address="/desk/x/2024/edit/proceedings/")
    paste(page, '[data-place="figures.proceedings.review.upheld"]', "1\t2\t3\t4\t10")
    page.wait_for_selector("#fill-dialog[open]")
    assert page.locator("#fill-dialog input[name=way]").count() == 2
    page.locator("#fill-dialog input[name=way]").nth(1).check()
    page.wait_for_selector("#fill-dialog td[data-level=filled]:nth-child(6)", timeout=PAUSE)
    fill(page)
    assert page.input_value('[data-place="figures.proceedings.direct_suit.upheld"]') == "10"


def test_whole_table_is_pasted_through_the_dialog(sign_in):
    page = sign_in(address="/desk/x/2024/edit/proceedings/")
    page.click("#paste-table")
    page.fill("#paste-here", "\t".join(map(str, range(1, 13))))
    page.click("#paste-go")
    fill(page)
    inputs = page.locator("#spreadsheet input[data-place]")
    assert [inputs.nth(index).input_value() for index in range(12)] == [str(number) for number in range(1, 13)]
