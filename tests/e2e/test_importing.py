"""Taking in last year's report, in a browser: dropped on the page, looked through, made the year's published report."""

from base64 import b64encode

import pytest

from agencies.roles import Role
from tests import factories, uploads
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, enter
from tests.e2e.test_desk_pages import barriers

pytestmark = pytest.mark.django_db(transaction=True)

IMPORTS = "/desk/nx-zw-spt-sfj/uploads/"
RECEIVED = "figures.requests.received.natural_person"
DROP = """([data, names]) => {
    const carried = new DataTransfer();
    for (const name of names) carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
    carried.items.add(new File(["nothing"], "坏.pdf"));
    document.getElementById("bring").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
}"""


@pytest.fixture
def clerk(settings, tmp_path, transactional_db):
    settings.MEDIA_ROOT = tmp_path
    return person("clerk", Role.DRAFTER, Role.PUBLISHER, at=factories.agency())


@pytest.fixture
def upload(clerk):
    """A file in doubt that was taken in before."""
    return uploads.upload(factories.Agency.objects.get(), clerk, uploads.doubtful(), name="报告.txt")


def signed_in(browser, live_server, page_at, **options):
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", **options)
    page.goto(f"{live_server.url}/account/login/?next={page_at}")
    enter(page, "clerk")
    page.wait_for_url(f"**{page_at}")
    return page


def test_dropped_files_are_taken_in_one_by_one_each_with_its_result(clerk, live_server, browser):
    page = signed_in(browser, live_server, IMPORTS)
    page.evaluate(DROP, [b64encode(uploads.page()).decode(), ["2023年.html", "同一份.html"]])
    page.wait_for_selector("#bring-results li:nth-child(3)[data-ok]", timeout=PAUSE)
    assert page.locator("#bring-results li").evaluate_all("all => all.map((one) => one.dataset.ok)") == [
        "yes",
        "yes",
        "no",
    ]
    assert page.locator("#bring-results li:nth-child(2) .result-says").inner_text() == (
        "这个文件以前导入过，没有再导入。"
    )
    page.click("#bring-results li:first-child a")
    page.wait_for_selector("#reconciliation")


def test_doubtful_file_is_corrected_confirmed_and_kept_as_published(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    page.fill(f"[id='id_{RECEIVED}']", "9")
    assert page.locator(f"[id='id_{RECEIVED}-says']").bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    page.wait_for_selector(".message-success")
    page.click("button[name=all]")
    page.wait_for_selector(".done")
    page.click("text=存为已公开的2023年度报告")
    page.wait_for_url("**/2023/review/", timeout=PAUSE)
    page.goto(f"{live_server.url}/agencies/nx-zw-spt-sfj/2023/")
    assert page.locator("text=由已公开的报告导入，没有在本系统审核").count() == 1


def test_without_javascript_files_are_handed_in_by_the_form(clerk, live_server, browser, tmp_path):
    paper = tmp_path / "2023年.html"
    paper.write_bytes(uploads.page())
    page = signed_in(browser, live_server, IMPORTS, java_script_enabled=False)
    page.set_input_files("#bring-files", [paper])
    page.click("#bring button")
    page.wait_for_selector("#reconciliation")


def test_pages_have_no_barrier_at_any_width(upload, axe, live_server, browser):
    pages = [IMPORTS, f"{IMPORTS}{upload.pk}/", f"{IMPORTS}{upload.pk}/?year=2024", f"{IMPORTS}{upload.pk}/log/"]
    page = signed_in(browser, live_server, IMPORTS)
    faults = {}
    for address in pages:
        page.goto(live_server.url + address)
        faults[address] = barriers(page, axe)
    assert faults == {address: [] for address in pages}
