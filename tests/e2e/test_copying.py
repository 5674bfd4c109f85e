"""“Copy for the portal”: what lies on the clipboard is the portal's HTML, as rich text, and its words."""

import pytest

from agencies.roles import Role
from tests import factories
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as

pytestmark = pytest.mark.django_db(transaction=True)

READ = """async (type) => {
    const [item] = await navigator.clipboard.read();
    return await (await item.getType(type)).text();
}"""


@pytest.fixture
def report(transactional_db):
    report = factories.report()
    factories.release_file(factories.release(report))
    person("publisher", Role.PUBLISHER, at=report.agency)
    return report


def test_published_report_is_copied_as_rich_text(report, live_server, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = f"/desk/{report.agency.code}/{report.year}/review/"
    go_as(page, "publisher", live_server.url, address)
    page.wait_for_url(f"**{address}")
    page.click("#copy-portal")
    page.wait_for_selector("#copied:has-text('已复制')", timeout=PAUSE)
    html, words = page.evaluate(READ, "text/html"), page.evaluate(READ, "text/plain")
    assert (html.count("<table"), "class=" in html, "一、总体情况" in words) == (3, False, True)
