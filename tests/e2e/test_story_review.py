"""Six people take a report from draft to the public and back, in a real browser: every stage sends it back once, a
change voids a signature, one person cannot sign twice, then publication, every format, a correction, a withdrawal."""

import zipfile

import pytest

from agencies.roles import Role
from reports.models import Release, SignOff
from reports.queries import audit
from tests import factories
from tests.agencies.people import PASSWORD, person
from tests.e2e.steps import write_words
from tests.trail import tell_of_everything

AT = "/desk/nx-zw-spt-sfj/2024/"
PUBLIC = "/agencies/nx-zw-spt-sfj/2024/"
PAUSE = 20_000
STAGES = ["first", "second", "final"]
ROLES = {
    "drafter": Role.DRAFTER,
    "first": Role.FIRST_REVIEWER,
    "second": Role.SECOND_REVIEWER,
    "final": Role.FINAL_REVIEWER,
    "publisher": Role.PUBLISHER,
    "manager": Role.MANAGER,
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    prose = factories.prose(overview="这里写总体情况。", other="这里写其他事项。")
    report = factories.report(prose=prose)
    for name, role in ROLES.items():
        person(name, role, at=report.agency)
    tell_of_everything()
    return report


@pytest.fixture
def at_desk(report, live_server, browser):
    """The page of a person at the review screen, each in a browser of their own."""
    pages = {}

    def opened(name, address=f"{AT}review/"):
        if name not in pages:
            page = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True).new_page()
            page.goto(f"{live_server.url}/account/login/?next={address}")
            page.fill("input[name=login]", name)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(f"**{address}")
            pages[name] = page
        else:
            pages[name].goto(live_server.url + address)
        return pages[name]

    return opened


def press(page, action, says):
    page.click(f"button[name=action][value={action}]")
    page.wait_for_selector(f".message:has-text('{says}')", timeout=PAUSE)


def submit(at_desk):
    page = at_desk("drafter", f"{AT}check/")
    press(page, "submit", "已送审")


def approve(at_desk, name, opinion=""):
    page = at_desk(name)
    for box in page.query_selector_all("input[name=ticked]"):
        box.check()
    page.fill("#opinion", opinion)
    press(page, "approve", "已签名并通过")


def send_back(at_desk, name, reason):
    page = at_desk(name)
    page.fill("#back-reason", reason)
    press(page, "send_back", "已退回修改")


def edit(at_desk, words):
    page = at_desk("drafter", f"{AT}edit/overview/")
    write_words(page, words)
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    page.wait_for_selector("#save-state[data-kind=saved]", timeout=PAUSE)


def test_report_goes_through_six_hands_to_the_public_and_back(afterwards, at_desk):
    send_back_at_each_level(at_desk)
    submit(at_desk)
    see_that_earlier_signatures_are_void(at_desk)
    approve(at_desk, "first", "数据已核对。")
    refuse_second_signature(at_desk)
    comment_by_keyboard(at_desk)
    approve(at_desk, "second")
    approve(at_desk, "final", "同意发布。")
    press(at_desk("publisher"), "publish", "已发布")
    download_everything(at_desk)
    correct(at_desk)
    withdraw(at_desk)


def send_back_at_each_level(at_desk):
    """The drafter reads why on the desk and mends it."""
    for level, name in enumerate(STAGES):
        submit(at_desk)
        for before in STAGES[:level]:
            approve(at_desk, before)
        send_back(at_desk, name, f"第{level + 1}次退回的理由。")
        assert f"第{level + 1}次退回的理由。" in at_desk("drafter", "/desk/").inner_text(".task-why")
        edit(at_desk, f"这里写总体情况，第{level + 2}稿。")


def see_that_earlier_signatures_are_void(at_desk):
    page = at_desk("first")
    assert "以前各轮的签名（已作废）" in page.inner_text(".voided summary")
    assert page.inner_text(".review-paper .change") == "这里写总体情况，第34稿。"


def correct(at_desk):
    """Through all hands again; the public reads what changed and why."""
    page = at_desk("drafter")
    page.click("summary:has-text('更正已公开的报告')")
    page.fill("#correct-reason", "补充一句。")
    press(page, "correct", "已开始更正")
    edit(at_desk, "这里写总体情况，更正稿。")
    submit(at_desk)
    for name in STAGES:
        approve(at_desk, name)
    press(at_desk("publisher"), "publish", "已发布")
    shown = at_desk("manager", PUBLIC).inner_text("main")
    assert ("补充一句。" in shown, "更正稿" in shown) == (True, True)


def withdraw(at_desk):
    """A dated notice stays, nothing else."""
    page = at_desk("publisher")
    page.click("summary:has-text('撤下已公开的报告')")
    page.fill("#withdraw-reason", "涉及个人隐私。")
    press(page, "withdraw", "已撤下")
    shown = at_desk("manager", PUBLIC).inner_text("main")
    assert ("涉及个人隐私。" in shown, "更正稿" in shown) == (True, False)


@pytest.fixture
def afterwards(report):
    """What must be true in the database once the browsers are closed."""
    yield
    assert list(audit.broken(files=True)) == []
    assert list(Release.objects.order_by("number").values_list("number", "origin", "reason")) == [
        (1, "reviewed", ""),
        (2, "reviewed", "补充一句。"),
    ]
    signed = SignOff.objects.filter(number=2).values_list("stage", "signer__username")
    assert sorted(signed) == [("final_review", "final"), ("first_review", "first"), ("second_review", "second")]


def refuse_second_signature(at_desk):
    page = at_desk("first", "/desk/")
    assert page.query_selector("text=去审核") is None
    twice = at_desk("first")
    assert twice.query_selector("button[value=approve]") is None


def comment_by_keyboard(at_desk):
    page = at_desk("second")
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert page.inner_text("#comment-quote") == "这里写总体情况，第4稿。"
    page.keyboard.type("请再核对一次。")
    page.click("text=写下意见")
    page.wait_for_selector(".thread")
    page = at_desk("drafter")
    page.click(".thread summary")
    page.fill(".thread textarea", "已核对。")
    page.click(".thread button[value=resolved]")
    page.wait_for_selector(".thread.settled")


def download_everything(at_desk):
    """Every public format from the public page; the form and the package from the desk."""
    public = at_desk("manager", PUBLIC)
    names = [link.get_attribute("href") for link in public.query_selector_all(".report-head .downloads a")]
    endings = sorted(name.rsplit(".", 1)[1] for name in names)
    assert endings == ["csv", "docx", "html", "json", "pdf", "xlsx", "zip"]
    for link in public.query_selector_all(".report-head .downloads a"):
        with public.expect_download(timeout=PAUSE) as download:
            link.click()
        assert download.value.failure() is None
    desk = at_desk("manager")
    with desk.expect_download(timeout=PAUSE) as download:
        desk.click("text=门户上传包（ZIP）")
    packed = zipfile.ZipFile(download.value.path()).namelist()
    assert sum(name.endswith("审签单.pdf") for name in packed) == 1
