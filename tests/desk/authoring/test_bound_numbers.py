"""Bound numbers in the application: shown, offered, bound with one click, an error while their cell is blank."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.public.published import Page

pytestmark = pytest.mark.django_db
LABEL = "一、本年新收政府信息公开申请数量·总计"
TOKEN = "{{" + LABEL + "}}"


@pytest.fixture
def report():
    figures = factories.figures(**{"requests.received.business": 12, "requests.granted.business": 12})
    return factories.report(factories.agency(), figures=figures, prose=factories.prose(overview="新收申请12件。"))


@pytest.fixture
def signed_in(client, report):
    client.force_login(person("drafter", Role.DRAFTER, at=report.agency))
    return client


def say(report: Report, overview: str) -> None:
    actions.save(report, {"prose.overview": actions.Change(report.prose["overview"], overview)}, None)


def test_page_offers_a_number_that_equals_a_cell_and_binds_it_with_one_click(signed_in, report):
    page = Page(signed_in.get("/desk/nx-zw-spt-sfj/2024/edit/overview/"))
    offers = {button.get("data-token"): button.get("value") for button in page.all("button", name="replace")}
    assert list(offers) == [TOKEN]
    signed_in.post("/desk/nx-zw-spt-sfj/2024/edit/overview/", {"replace": offers[TOKEN]})
    report.refresh_from_db()
    assert (report.prose["overview"], report.content().prose["overview"]) == (f"新收申请{TOKEN}件。", "新收申请12件。")
    page = Page(signed_in.get("/desk/nx-zw-spt-sfj/2024/edit/overview/"))
    assert [(mark.text, mark.get("title")) for mark in page.all("mark", class_="bound")] == [("12", LABEL)]
    assert page.all("button", name="replace") == []


@pytest.mark.parametrize(
    "sent", ["", "x", "prose.overview|0-2|12|x", "prose.other|4-6|12|x", "prose.overview|4-6|13|x"]
)
def test_click_on_text_that_has_moved_changes_nothing_and_says_so(sent, signed_in, report):
    response = signed_in.post("/desk/nx-zw-spt-sfj/2024/edit/overview/", {"replace": sent}, follow=True)
    assert "文字已经改动，请在现在的文字里重新选择。" in response.content.decode()
    assert Report.objects.get().prose == report.prose


def test_bound_number_follows_its_cell(report):
    say(report, f"新收申请{TOKEN}件。")
    actions.save(report, {"figures.requests.received.business": actions.Change("12", "13")}, None)
    assert report.content().prose["overview"] == "新收申请13件。"


def test_bound_number_whose_cell_is_blank_is_an_error_at_the_token(report):
    say(report, f"新收申请{TOKEN}件。")
    actions.save(report, {"figures.requests.received.business": actions.Change("12", "")}, None)
    (finding,) = [finding for finding in report.findings() if finding.code == "N307"]
    assert (finding.level, finding.where, finding.span) == ("error", "overview", (4, 4 + len(TOKEN)))


def test_release_and_next_year_hold_the_printed_number(report):
    actions.save(report, {"prose.opening": actions.Change("这里写 opening。", f"2024年新收{TOKEN}件。")}, None)
    released = factories.release(report)
    assert released.prose["opening"] == "2024年新收12件。"
    following = actions.start(report.agency, 2025)
    assert following.prose["opening"] == "2025年新收12件。"


def test_editor_shows_tokens_and_script_as_text(signed_in, report):
    say(report, "<script>alert(1)</script>{{<b>}}新收申请12件。")
    page = signed_in.get("/desk/nx-zw-spt-sfj/2024/edit/overview/").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_certain_mend_is_one_click_and_an_ordinary_save(signed_in, report):
    say(report, "截止目前，公开信息20条。")
    page = Page(signed_in.get("/desk/nx-zw-spt-sfj/2024/edit/overview/"))
    (mend,) = page.all("button", class_="mend")
    assert (mend.text, mend.get("value")) == ("改为“截至目前”", "prose.overview|0-4|截止目前|截至目前")
    signed_in.post("/desk/nx-zw-spt-sfj/2024/edit/overview/", {"replace": mend.get("value")})
    report.refresh_from_db()
    assert report.prose["overview"] == "截至目前，公开信息20条。"
    assert report.revisions.first().changes == {
        "prose.overview": ["截止目前，公开信息20条。", "截至目前，公开信息20条。"]
    }


def test_finding_after_a_bound_number_stands_at_its_place_in_the_text_as_written(report):
    say(report, f"新收申请{TOKEN}件。截止目前已办结。")
    (finding,) = [each for each in report.findings() if each.code == "T602"]
    assert report.prose["overview"][slice(*finding.span)] == "截止目前"
