"""The public pages in a browser: they fit a phone, have no barriers, and load nothing from elsewhere."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests import factories
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, attach, publish, withdraw

DEMO = Path(settings.BASE_DIR) / "reports" / "demo" / "nx-zw-spt-sfj-2020.yaml"
OWN = "/agencies/nx-zw-spt-sfj/"
PAGES = (
    "/",
    "/search/?q=司法",
    "/search/?q=没有",
    OWN,
    "/agencies/nx-zw/",
    OWN + "2020/",
    OWN + "2024/",
    OWN + "2024/1/",
    "/directory/",
    "/years/2024/",
    "/compare/?a=nx-zw-spt-sfj-2020&b=nx-zw-spt-sfj-2024&other=没有",
    "/compare/?a=x",
    "/help/",
    "/help/guidance/2024/",
    "/agencies/nx-wz/2024/",
    "/nothing",
)


@pytest.fixture
def published(transactional_db: None, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    tree = plant_ningxia()
    sfj = tree["nx-zw-spt-sfj"]
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    publish(sfj, 2020, entered=demo["figures"], prose=demo["prose"], pdf=PDF)
    publish(sfj, 2024, prose=demo["prose"], pdf=PDF)
    corrected = publish(sfj, 2024, entered=factories.figures("2021"), prose={}, pdf=PDF, reason="写错了。" * 60)
    for form in ("docx", "xlsx", "html", "json", "csv", "zip"):
        attach(corrected, PDF, form)
    withdraw(publish(tree["nx-wz"]), "写错了。" * 60)
    publish(tree["nx-sft"], prose={"contact": "http://www.spt.gov.cn" + "很长" * 300 + "long" * 300})


def visit(browser: Any, live_server: Any, address: str, width: int) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    page.goto(live_server.url + address)
    return page


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_pages_never_scroll_sideways(published: None, live_server: Any, browser: Any, width: int) -> None:
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    pages = [*PAGES, "/agencies/nx-sft/2024/"]
    assert {address: visit(browser, live_server, address, width).evaluate(over) for address in pages} == dict.fromkeys(
        pages, 0
    )


def test_pages_have_no_barriers(published: None, axe: str, live_server: Any, browser: Any) -> None:
    barriers = {}
    for width in (360, 1440):
        for address in PAGES:
            page = visit(browser, live_server, address, width)
            page.evaluate(axe)
            violations = page.evaluate("axe.run().then(result => result.violations)")
            barriers[address, width] = [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
    assert {where: what for where, what in barriers.items() if what} == {}


def test_pages_load_only_their_own_files_and_break_no_policy(published: None, live_server: Any, browser: Any) -> None:
    page = browser.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in PAGES[:-2]:  # of the others the browser says that they are not there
        page.goto(live_server.url + address)
    assert [address for address in asked if not address.startswith(live_server.url)] == []
    assert complaints == []


def test_page_weighs_less_than_200_kb(published: None, live_server: Any, browser: Any) -> None:
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(live_server.url + OWN + "2024/")
    assert sum(sizes) < 200_000


def test_table_scrolls_in_its_frame_with_the_keyboard_and_keeps_its_labels(
    published: None, live_server: Any, browser: Any
) -> None:
    page = visit(browser, live_server, OWN + "2024/", 360)
    frame = page.get_by_role("region", name="三、收到和处理政府信息公开申请情况（表格，可以左右滚动）")
    frame.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 100", arg=frame.element_handle())
    left = "element => Math.round(element.getBoundingClientRect().left)"
    labels = ("一、本年新收政府信息公开申请数量", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密")
    places = [
        frame.get_by_role("rowheader", name=name).or_(frame.get_by_text(name)).first.evaluate(left) for name in labels
    ]
    assert places == [17, 17, 47, 77]


def test_first_tab_leads_past_the_head_to_the_text(published: None, live_server: Any, browser: Any) -> None:
    page = visit(browser, live_server, OWN + "2024/", 1440)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_printed_page_is_only_the_report(published: None, live_server: Any, browser: Any) -> None:
    page = visit(browser, live_server, OWN + "2024/", 1440)
    page.emulate_media(media="print")
    shown = "names => names.filter(name => document.querySelector(name).checkVisibility())"
    parts = [
        ".masthead",
        ".imprint",
        ".breadcrumb",
        ".contents",
        ".downloads",
        ".neighbours",
        ".report-title",
        ".grid",
        "code",
    ]
    assert page.evaluate(shown, parts) == [".report-title", ".grid", "code"]
