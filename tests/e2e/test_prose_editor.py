"""The editor of prose in a real browser: what is stored, what is pasted, undone, suggested, and typed by an input
method."""

import random

import pytest

from agencies.roles import Role
from reports import actions
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.e2e.steps import enter, saved

pytestmark = pytest.mark.django_db(transaction=True)

OVERVIEW = "/desk/x/2024/edit/overview/"
OPENING = "/desk/x/2024/edit/opening/"
BOX = "textarea[data-place]"
TEXT = "一、总体情况"
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
    wrong = []

    def opened(address, width=1366):
        page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{live_server.url}/account/login/?next={address}")
        enter(page, "clerk")
        page.wait_for_url(f"**{address}")
        page.wait_for_selector(".prose-text")
        return page

    yield opened
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
    page.get_by_role("textbox", name=TEXT).click()
    page.keyboard.type("（一）主动公开。\n全年公开768条。")
    page.wait_for_selector("#save-state:not([data-kind=saved])")
    saved(page)
    page.reload()
    page.wait_for_selector(".prose-text")
    assert page.input_value(BOX).endswith("（一）主动公开。\n全年公开768条。")
