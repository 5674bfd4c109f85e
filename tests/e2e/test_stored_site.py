"""The stored copy of the site in a browser, from a file server: it looks the same, and finds agencies by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.public.export import exporting
from tests.public.export.sites import grow, served

OWN = "agencies/nx-zw-spt-sfj/"
# What only the application can do.
ASKS = ".masthead-nav, .opening, .to-compare, .finder, .imprint-help { display: none }"


@pytest.fixture
def stored(transactional_db: None, settings, tmp_path: Path) -> Iterator[str]:
    settings.MEDIA_ROOT = tmp_path / "media"
    grow()
    exporting.export(tmp_path / "out")
    with served(tmp_path / "out" / "site") as address:
        yield address


def shot(page: Any, address: str) -> bytes:
    page.goto(address)
    return bytes(page.screenshot(full_page=True))


def without_what_asks(route: Any) -> None:
    """The style sheet with one rule more, from the first drawing on: a later change shifts lines by parts of pixels."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + ASKS)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", OWN, OWN + "2024/", OWN + "2024/1/", "agencies/nx-zw/2024/", "directory/"])
def test_stored_page_looks_like_the_page_of_the_application(
    stored: str, live_server: Any, browser: Any, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    page.route("**/public.css", without_what_asks)
    assert shot(page, stored + path) == shot(page, f"{live_server.url}/{path}")


def test_finder_finds_an_agency_by_its_name_and_leads_to_it(stored: str, browser: Any) -> None:
    page = browser.new_page(locale="zh-CN")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(stored)
    page.get_by_role("link", name="按名称查找机关").click()
    page.get_by_label("机关名称").fill("沙坡头 司法局")
    page.get_by_text("找到1个机关。").wait_for()
    page.locator("[data-found]").get_by_role("link", name="2022年").click()
    page.wait_for_url(f"{stored}{OWN}2022/")
    assert (page.get_by_role("heading", level=1).count(), errors) == (1, [])


def test_finder_says_what_to_do_when_it_finds_nothing_or_cannot_look(stored: str, browser: Any) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(stored + "directory/")
    page.get_by_label("机关名称").fill("教育局")
    page.get_by_text("找到0个机关。").wait_for()
    page.route("**/names.json", lambda route: route.abort())
    page.goto(stored + "directory/")
    page.get_by_label("机关名称").fill("司法")
    page.get_by_text("现在不能查找，请在下面的名录里找。").wait_for()


def test_stored_register_has_no_barriers(stored: str, axe: str, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, locale="zh-CN")
    page.goto(stored + "directory/")
    page.get_by_label("机关名称").fill("司法")
    page.get_by_text("找到2个机关。").wait_for()
    page.evaluate(axe)
    assert page.evaluate("axe.run().then(result => result.violations.map(each => each.id))") == []
