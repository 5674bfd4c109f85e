"""Taking in last year's report, in a browser: dropped on the page, looked through, made the year's published report."""

from base64 import b64encode

import pytest

from agencies.roles import Role
from reports import actions
from reports.importing.page_images import WIDTH
from reports.models import Correction
from reports.rendering import pdf, word
from tests import factories, uploads
from tests.agencies.people import person
from tests.e2e.steps import PAUSE, go_as
from tests.e2e.test_desk_pages import barriers
from tests.rendering.papers import demo_content

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


def signed_in(browser, live_server, page_at, who="clerk", **options):
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", **options)
    go_as(page, who, live_server.url, page_at)
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


def test_doubtful_file_is_corrected_asked_for_and_confirmed_by_another(upload, live_server, browser):
    person("other", Role.PUBLISHER, at=upload.agency)
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    page.fill(f"[id='id_{RECEIVED}']", "9")
    assert page.locator(f"[id='id_{RECEIVED}-says']").bounding_box()["height"] > 20
    page.click("text=保存改动")
    page.wait_for_selector(".message-success")
    page.click("button[name=all]")
    page.wait_for_selector(".done")
    page.click("text=申请录入为已公开的2023年度报告")
    page.fill("#adopt-published_on", "2024-01-30")
    page.fill("#adopt-address", "https://www.example.cn/zwgk/2023.html")
    page.click("text=申请录入 >> nth=-1")
    page.wait_for_url("**/adoptions/*/", timeout=PAUSE)
    for box in page.locator("#findings textarea").all():
        box.fill("原公开件如此。")
    page.click("text=保存说明")
    page.wait_for_selector(".message-success")
    other = signed_in(browser, live_server, "/desk/", "other")
    other.click("text=去确认")
    other.click("button:text('确认公开')")
    other.wait_for_selector("text=已确认公开", timeout=PAUSE)
    other.goto(f"{live_server.url}/agencies/nx-zw-spt-sfj/2023/")
    assert other.locator("text=本报告由原公开件录入，没有在本系统审核。").count() == 1


def save_state(page, kind="saved"):
    page.wait_for_selector(f"#save-state[data-kind={kind}]", timeout=PAUSE)


def test_correction_is_saved_as_it_is_typed_and_the_page_follows(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    page.fill(f"[id='id_{RECEIVED}']", "９")
    save_state(page, "unsaved")
    save_state(page)
    assert list(Correction.objects.values_list("place", "before", "text")) == [(RECEIVED, "8", "9")]
    cell = page.locator("td", has=page.locator(f"[id='id_{RECEIVED}']"))
    assert (cell.get_attribute("data-level"), cell.locator("input").first.input_value()) == ("settled", "9")
    assert page.locator("#review-open h2").inner_text() == "还要核对 1 处"
    assert kept_in(page) == []


def kept_in(page):
    """What the browser keeps of the work on 核对."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('nianbao:'))")


def test_keys_go_from_cell_to_cell_and_hand_nothing_in(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    page.evaluate("window.sameLoad = true")
    page.focus(f"[id='id_{RECEIVED}']")
    places = []
    for key in ("Enter", "ArrowRight", "ArrowDown", "ArrowLeft", "Shift+Enter", "ArrowUp", "Tab"):
        page.keyboard.press(key)
        places.append(page.evaluate("document.activeElement.name").removeprefix("figures.requests."))
    assert places == [
        "carried_in.natural_person",
        "carried_in.business",
        "granted.business",
        "granted.natural_person",
        "carried_in.natural_person",
        "received.natural_person",
        "received.business",
    ]
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("window.sameLoad")


def test_ticks_are_saved_and_the_keyboard_stays_among_them(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    page.locator("input[name=sure]").first.focus()
    for left in (2, 1, 0):
        page.keyboard.press("Space")
        page.locator("input[name=sure]").nth(left).wait_for(state="detached", timeout=PAUSE)
        assert page.evaluate("document.activeElement.name ?? ''") == ("sure" if left else "")
    assert Correction.objects.count() == 3
    save_state(page)


def test_what_is_typed_offline_is_kept_for_its_person_and_sent_later(upload, live_server, browser):
    at = f"{IMPORTS}{upload.pk}/"
    page = signed_in(browser, live_server, at)
    page.route("**/save/", lambda route: route.abort())
    page.fill(f"[id='id_{RECEIVED}']", "9")
    save_state(page, "offline")
    (key,) = kept_in(page)
    assert key == f"nianbao:uploads:{upload.by_id}:{upload.pk}:2023:{RECEIVED}"
    page.unroute("**/save/")
    page.goto(live_server.url + at)
    save_state(page)
    assert Correction.objects.get().text == "9"
    assert kept_in(page) == []


def test_what_another_wrote_meanwhile_is_not_overwritten(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    Correction.objects.create(upload=upload, place=RECEIVED, before="8", text="7", by=upload.by)
    page.fill(f"[id='id_{RECEIVED}']", "9")
    save_state(page, "refused")
    assert "由别人改成了“7”" in page.inner_text("#save-state")
    page.fill("[id='id_prose.overview']", "别的话。")
    page.wait_for_timeout(2500)
    assert (page.input_value(f"[id='id_{RECEIVED}']"), Correction.objects.filter(place=RECEIVED).count()) == ("9", 1)
    page.reload()
    save_state(page, "refused")
    assert (page.input_value(f"[id='id_{RECEIVED}']"), Correction.objects.filter(place=RECEIVED).count()) == ("9", 1)
    page.fill(f"[id='id_{RECEIVED}']", "10")
    save_state(page, "saved")
    assert Correction.objects.filter(place=RECEIVED).last().text == "10"


def at_work(clerk, live_server, browser, data, name, **options):
    """The page of a real file, with its original shown beside."""
    stored = actions.upload(factories.Agency.objects.get(), data, name, clerk).upload
    page = signed_in(browser, live_server, f"{IMPORTS}{stored.pk}/", **options)
    page.wait_for_selector(".original-shown", state="attached", timeout=PAUSE)
    return page


def seen_in(page, mark):
    """Whether the mark is inside what one sees of the original."""
    frame, box = page.locator("#original").bounding_box(), page.locator(mark).first.bounding_box()
    return frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_page_of_the_original_is_beside_the_table_and_follows_the_cell(clerk, live_server, browser):
    page = at_work(clerk, live_server, browser, pdf.render(demo_content("nx-sft-2024")), "2024年.pdf")
    page.set_viewport_size({"width": 1366, "height": 768})
    for place in ("requests.received.natural_person", "proceedings.review.upheld"):
        page.focus(f"[id='id_figures.{place}']")
        page.wait_for_selector(".original-box")
        assert (page.locator(".original-box").count(), seen_in(page, ".original-box")) == (1, True)
        assert page.evaluate("document.activeElement.name") == f"figures.{place}"
    picture = page.locator(".original-page[data-page='3'] img")
    picture.evaluate("(image) => image.complete || new Promise((done) => image.addEventListener('load', done))")
    assert picture.evaluate("(image) => image.naturalWidth") == WIDTH
    table, original = (page.locator(each).bounding_box() for each in (".reconciliation-work", "#original"))
    assert table["x"] + table["width"] < original["x"]
    requests = page.locator("section[aria-labelledby=part-requests] .grid-frame")
    assert requests.evaluate("(frame) => frame.scrollWidth - frame.clientWidth") == 0


def test_table_of_a_word_file_is_marked_row_and_cell(clerk, live_server, browser):
    page = at_work(clerk, live_server, browser, word.render(demo_content("nx-sft-2024")), "2024年.docx")
    page.locator("td", has=page.locator("[data-line='figures.requests.received.total']")).click()
    assert page.locator("tr.original-marked > td").first.inner_text() == "一、本年新收政府信息公开申请数量"
    assert (page.locator("td.original-marked").inner_text(), seen_in(page, "td.original-marked")) == ("8", True)
    page.focus("[id='id_prose.overview']")
    assert page.locator("td.original-marked").count() == 0
    assert seen_in(page, "p.original-marked")


def test_on_a_phone_one_button_leads_to_the_original_and_back(clerk, live_server, browser):
    page = at_work(clerk, live_server, browser, word.render(demo_content("nx-sft-2024")), "2024年.docx")
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.locator("#original").is_visible()
    page.focus(f"[id='id_{RECEIVED}']")
    stood = page.locator(f"[id='id_{RECEIVED}']").bounding_box()["y"]
    page.click("[data-show=original]")
    assert (seen_in(page, "td.original-marked"), page.locator(".reconciliation-work").is_visible()) == (True, False)
    page.click("[data-show=table]")
    assert abs(page.locator(f"[id='id_{RECEIVED}']").bounding_box()["y"] - stood) < 40


def test_typing_goes_on_while_it_is_saved(upload, live_server, browser):
    page = signed_in(browser, live_server, f"{IMPORTS}{upload.pk}/")
    box = "[id='id_prose.overview']"
    page.fill(box, "")
    for _ in range(12):
        page.type(box, "字" * 5, delay=20)
        page.wait_for_timeout(250)
        assert page.evaluate("document.activeElement.name") == "prose.overview"
    save_state(page)
    assert page.input_value(box) == "字" * 60
    assert Correction.objects.last().text == "字" * 60


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
