"""A new clerk's January in a real browser: from the invitation to a report without an error in its tables, with
everything going wrong on the way that does go wrong. The figures are those 自治区司法厅 published for 2024."""

from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from agencies.models import Agency
from agencies.roles import Role
from reports import editions
from reports.content.figures import complete, parse_all, show
from reports.models import Report
from tests.agencies.people import PASSWORD, person
from tests.agencies.trees import plant
from tests.e2e.steps import PAUSE, enter, paste, saved, type_in, write_words

pytestmark = pytest.mark.django_db(transaction=True)

FACTS = Path(__file__).resolve().parents[2] / "reports" / "demo" / "nx-sft-2024.yaml"
EDITION = editions.get("2021")
CELLS = editions.cells_of(EDITION)
RECEIVED, BUSINESS = "figures.requests.received.natural_person", "figures.requests.received.business"


@pytest.fixture
def figures() -> dict[str, str]:
    """Every typed cell as text, as published."""
    published = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["figures"]
    completed = complete(EDITION, parse_all(EDITION, published).figures)
    return {key: show(CELLS[key], completed[key]) for key in editions.typed_keys(EDITION)}


@pytest.fixture
def agency(transactional_db) -> Agency:
    agency = plant("x", name="宁夏回族自治区司法厅")
    person("manager", Role.MANAGER, at=agency)
    person("colleague", Role.DRAFTER, at=agency)
    return agency


@pytest.fixture
def afterwards(agency, figures):
    """What the database must hold once the browsers are closed."""
    yield
    report = Report.objects.get()
    held = report.values()
    assert {key: held.get(f"figures.{key}", "") for key in figures} == figures
    assert (report.pending, [each for each in report.findings() if each.level == "error" and "." in each.where]) == (
        {},
        [],
    )
    assert "768条" in report.prose["overview"]


def place(key: str) -> str:
    return f'[data-place="{key}"]'


@pytest.fixture
def site(live_server):
    return live_server.url


@pytest.fixture
def clerk(agency, site, browser):
    """The manager invites the clerk, who sets a password with the link and signs in."""
    manager = browser.new_context(locale="zh-CN").new_page()
    manager.goto(f"{site}/account/login/?next=/desk/agencies/x/members/invite/")
    enter(manager, "manager")
    manager.get_by_label("姓名").fill("新来的填报人")
    manager.get_by_label("用户名").fill("clerk")
    manager.get_by_label("填报人").check()
    manager.get_by_role("button", name="邀请").click()
    link = manager.get_by_label("链接").input_value()
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN").new_page()
    page.goto(link)
    page.locator("#id_password1").fill(PASSWORD)
    page.get_by_label("再输入一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="设置密码").click()
    page.goto(f"{site}/account/login/")
    enter(page, "clerk")
    page.wait_for_url("**/desk/")
    return page


@pytest.fixture
def base(clerk, site) -> str:
    """The address of the report that the clerk starts from the desk."""
    year = timezone.localdate().year - 1
    clerk.locator("li.task", has_text=f"{year}年度").get_by_role("button", name="开始填报").click()
    clerk.get_by_role("button", name="确认名称正确，开始填报").click()
    clerk.wait_for_url("**/edit/**")
    return f"{site}/desk/x/{year}/edit/"


@pytest.fixture
def colleague(base, site, browser):
    """Another drafter of the agency, at the second table, in a browser of their own."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{site}/account/login/?next={base.removeprefix(site)}requests/")
    enter(page, "colleague")
    page.wait_for_url("**/requests/")
    return page


def test_new_clerk_fills_in_the_whole_report_whatever_happens(afterwards, clerk, base, figures, colleague):
    type_the_first_table(clerk, base, figures)
    paste_the_second(clerk, base, figures)
    zeros_in_the_third(clerk, base, figures)
    make_a_wrong_cell_and_mend_it_by_its_link(clerk, base, figures)
    write_with_a_colleague_at_once(clerk, base, colleague)
    go_on_after_a_cut_line_and_an_expired_session(clerk, base, figures)


def type_the_first_table(page, base, figures):
    """Cell after cell by keyboard, as the eye goes down the page."""
    page.goto(f"{base}disclosure/")
    saved(page)
    keys = [key for key in figures if key.startswith("disclosure.")]
    for key in keys:
        page.focus(place(f"figures.{key}"))
        page.keyboard.type(figures[key])
    saved_after_typing(page)


def saved_after_typing(page):
    page.wait_for_timeout(300)  # the pause after which the editor notices the last key
    saved(page)


def paste_the_second(page, base, figures):
    """A block with labels and totals, as a spreadsheet has it; three columns of blanks for the merged labels."""
    page.goto(f"{base}requests/")
    saved(page)
    paste(page, place(RECEIVED), block(figures))
    page.wait_for_selector("#fill-dialog[open]")
    page.click("#fill-dialog button[value=fill]")
    saved_after_typing(page)


def block(figures) -> str:
    """The third table, its totals too, one line a row."""
    done = complete(EDITION, parse_all(EDITION, figures).figures)
    rows: dict[str, list[str]] = {}
    for key, cell in CELLS.items():
        if cell.table == "requests":
            rows.setdefault(cell.row, [cell.row_labels[-1]]).append(show(cell, done[key]))
    return "\n".join("\t".join(row) for row in rows.values())


def zeros_in_the_third(page, base, figures):
    """本年度无此项 for the whole table, then the few cells that are not zero."""
    page.goto(f"{base}proceedings/")
    saved(page)
    page.click(".tools summary")
    page.click("button[name=zeros] >> nth=0")
    page.click("#fill-dialog button[value=fill]")
    saved_after_typing(page)
    for key, figure in figures.items():
        if key.startswith("proceedings.") and figure != "0":
            type_in(page, place(f"figures.{key}"), figure)


def make_a_wrong_cell_and_mend_it_by_its_link(page, base, figures):
    page.goto(f"{base}requests/")
    saved(page)
    type_in(page, place(RECEIVED), str(int(figures["requests.received.natural_person"]) + 1))
    page.goto(f"{base}overview/")
    saved(page)
    page.check("#scope [value=all]")
    page.locator("#findings a", has_text="自然人").first.click()
    page.wait_for_url("**/requests/**")
    saved(page)
    assert page.evaluate("document.activeElement.dataset.place").startswith("figures.requests.")
    type_in(page, place(RECEIVED), figures["requests.received.natural_person"])
    page.locator("#findings a", has_text="自然人").wait_for(state="detached", timeout=PAUSE)


def write_with_a_colleague_at_once(page, base, other):
    """Different cells merge; the same cell asks, showing both values, and takes the answer."""
    other.reload()
    page.goto(f"{base}requests/")
    saved(page)
    saved(other)
    type_in(page, place(RECEIVED), "1000")
    type_in(other, place(BUSINESS), "2000")
    assert other.input_value(place(RECEIVED)) == "1000"
    other.context.set_offline(True)  # so that the first figure does not arrive before the second is typed
    type_in(page, place(RECEIVED), "1001")
    other.fill(place(RECEIVED), "1002")
    other.context.set_offline(False)
    question = other.locator("#conflicts [data-question]")
    question.get_by_text("看一看").click(timeout=PAUSE)
    assert question.locator("dt").all_inner_texts() == ["新来的填报人", "colleague的姓名"]
    assert question.locator("dd").all_inner_texts() == ["1001", "1002"]
    question.get_by_role("button", name="保留“1001”").click()
    saved(other)
    assert other.input_value(place(RECEIVED)) == "1001"
    other.context.close()


def go_on_after_a_cut_line_and_an_expired_session(page, base, figures):
    page.goto(f"{base}overview/")
    saved(page)
    page.context.set_offline(True)
    write_words(page, "（一）主动公开情况。全年公开信息768条。")
    page.wait_for_selector("#save-state[data-kind=offline]", timeout=PAUSE)
    page.context.set_offline(False)
    saved(page)
    page.goto(f"{base}requests/")
    saved(page)
    page.route("**/presence/", lambda route: route.abort(), times=3)  # the page has not noticed yet
    page.context.clear_cookies(name="sessionid")
    page.fill(place(RECEIVED), figures["requests.received.natural_person"])
    page.fill(place(BUSINESS), figures["requests.received.business"])
    page.wait_for_selector("#save-state[data-kind=signed-out] a", timeout=PAUSE)
    page.click("#save-state a")
    enter(page, "clerk")
    page.wait_for_url("**/requests/")
    saved(page)
    page.reload()
    assert page.input_value(place(RECEIVED)) == figures["requests.received.natural_person"]
