"""保存记录: the points, what differs, and the page that shows what restoring would change before it does it."""

import re

import pytest
from django.test import Client

from agencies.roles import Role
from reports import actions
from reports.actions import Change
from reports.models import Report
from reports.workflow.transitions import State
from tests import factories
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

AT = "/desk/nx-zw-spt-sfj/2024/history/"
RECEIVED = "figures.requests.received.natural_person"
GRANTED = "figures.requests.granted.natural_person"
OVERVIEW = "prose.overview"
LIST_QUERIES, DIFFERENCE_QUERIES, RESTORE_QUERIES = 9, 8, 7


@pytest.fixture
def report():
    return factories.report(figures={}, prose={})


@pytest.fixture
def user(report):
    return person("clerk", Role.DRAFTER, at=report.agency)


@pytest.fixture
def clerk(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def saved(report, user):
    """Three saves: typed, pasted over, and a word of the text changed."""
    put(report, user, {RECEIVED: "8", OVERVIEW: "甲做了三件事。乙做了两件事。"})
    put(report, user, {RECEIVED: "9", GRANTED: "5"}, "粘贴")
    put(report, user, {OVERVIEW: "甲做了四件事。乙做了两件事。"})
    return report


def put(report, by, texts, note=""):
    now = report.values()
    actions.save(report, {place: Change(now.get(place, ""), text) for place, text in texts.items()}, by, note)


def words(response):
    return re.sub(r"\s+|<[^>]*>", "", response.content.decode())


def ticks(client, address):
    """The boxes of the page, by place."""
    boxes = re.findall(r'name="place" value="([^"]+)"', client.get(address).content.decode())
    return {box.rpartition(":")[0]: box for box in boxes}


def stored():
    return Report.objects.get().values()


def test_listing_names_the_points_the_parts_and_why(saved, clerk):
    lines = clerk.get(AT).context["lines"]
    assert [(line.point.last, line.who, line.parts, line.point.note, line.is_now) for line in lines] == [
        (3, "clerk的姓名", "一、总体情况", "", True),
        (2, "clerk的姓名", "三、收到和处理政府信息公开申请情况（2 格）", "粘贴", False),
        (1, "clerk的姓名", "一、总体情况；三、收到和处理政府信息公开申请情况（1 格）", "", False),
        (0, "", "", "最初的内容", False),
    ]


def test_every_point_but_the_present_one_can_be_gone_back_to(saved, clerk):
    page = clerk.get(AT).content.decode()
    assert re.findall(r'href="([^"]+/restore/)"', page) == [f"{AT}{number}/restore/" for number in (2, 1, 0)]


def test_many_points_are_on_several_pages(report, user, clerk):
    for number in range(31):
        put(report, user, {OVERVIEW: f"第{number}次。"}, "改正")
    shown = [clerk.get(AT, {"sheet": sheet}).context["lines"] for sheet in (1, 2)]
    assert [[line.point.last for line in lines] for lines in shown] == [list(range(31, 1, -1)), [1, 0]]


def test_history_of_a_cell_tells_its_values_one_by_one(saved, clerk):
    response = clerk.get(AT, {"place": RECEIVED})
    assert [(line.point.last, line.value, line.is_now) for line in response.context["lines"]] == [
        (2, "9", True),
        (1, "8", False),
        (0, "", False),
    ]
    assert "“一、本年新收政府信息公开申请数量·自然人”的历史" in response.content.decode()


def test_history_of_a_section_has_its_points_only(saved, clerk):
    lines = clerk.get(AT, {"page": "overview"}).context["lines"]
    assert [(line.point.last, line.parts) for line in lines] == [(3, "一、总体情况"), (1, "一、总体情况"), (0, "")]


def test_saves_of_a_point_are_listed_one_by_one(report, user, clerk):
    for number in range(4):
        put(report, user, {OVERVIEW: f"第{number}次。"})
    page = clerk.get(AT).content.decode()
    assert f"{AT}?saves=1-4" in page
    assert [line.point.last for line in clerk.get(f"{AT}?saves=1-4").context["lines"]] == [4, 3, 2, 1]


@pytest.mark.parametrize("query", ["place=figures.nothing", "page=nothing", "place=agency"])
def test_history_of_what_is_not_there_is_404(saved, clerk, query):
    assert clerk.get(f"{AT}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["saves=x", "saves=1-", "saves=9999999999999999999-1", "sheet=x", "sheet=99"])
def test_odd_address_is_no_error(saved, clerk, query):
    assert clerk.get(f"{AT}?{query}").status_code == 200


def test_difference_strikes_and_inserts_words(saved, clerk):
    response = clerk.get(f"{AT}2-3/")
    assert "甲做了<del>三</del><ins>四</ins>件事。乙做了两件事。" in response.content.decode()


def test_difference_keeps_to_what_was_asked_for(saved, clerk):
    sections = clerk.get(f"{AT}0-3/", {"place": GRANTED}).context["sections"]
    assert [row.difference.place for section in sections for row in section.rows] == [GRANTED]


def test_break_between_paragraphs_is_told_in_a_sentence(report, user, clerk):
    put(report, user, {OVERVIEW: "甲。乙。"})
    put(report, user, {OVERVIEW: "甲。\n乙。"})
    assert "文字没有变，只有分段或空格不同。" in words(clerk.get(f"{AT}1-2/"))


def test_sentence_of_many_thousand_characters_is_shown_at_once(report, user, clerk):
    put(report, user, {OVERVIEW: "甲" * 10_000})
    put(report, user, {OVERVIEW: "乙" * 10_000})
    assert clerk.get(f"{AT}1-2/").status_code == 200


def test_restore_shows_first_exactly_what_would_change(saved, clerk):
    sections = clerk.get(f"{AT}1/restore/").context["sections"]
    assert [
        (row.difference.place, row.difference.before, row.difference.after)
        for section in sections
        for row in section.rows
    ] == [
        (OVERVIEW, "甲做了四件事。乙做了两件事。", "甲做了三件事。乙做了两件事。"),
        (RECEIVED, "9", "8"),
        (GRANTED, "5", ""),
    ]
    assert stored()[RECEIVED] == "9"


def test_ticked_places_are_restored_and_the_others_stay(saved, clerk):
    boxes = ticks(clerk, f"{AT}1/restore/")
    response = clerk.post(f"{AT}1/restore/", {"place": [boxes[RECEIVED], boxes[OVERVIEW]]}, follow=True)
    assert stored() == {RECEIVED: "8", GRANTED: "5", OVERVIEW: "甲做了三件事。乙做了两件事。"}
    assert "已把 2 处恢复到" in response.content.decode()


def test_restore_of_a_section_offers_its_places_only(saved, clerk):
    assert sorted(ticks(clerk, f"{AT}1/restore/?page=requests")) == [GRANTED, RECEIVED]


def test_what_changed_meanwhile_is_shown_and_nothing_restored(saved, user, clerk):
    boxes = ticks(clerk, f"{AT}1/restore/")
    put(saved, user, {RECEIVED: "7"})
    response = clerk.post(f"{AT}1/restore/", {"place": [boxes[RECEIVED], boxes[OVERVIEW]]})
    assert (response.status_code, stored()[RECEIVED], stored()[OVERVIEW][3]) == (409, "7", "四")
    assert "报告在您打开这一页之后有改动，没有恢复。" in words(response)
    page = response.content.decode()
    assert [re.search(rf'value="{place}:[^"]+"\s+(checked)?', page)[1] for place in (RECEIVED, OVERVIEW, GRANTED)] == [
        "checked",
        "checked",
        None,
    ]


def test_odd_form_restores_nothing(saved, clerk):
    for place in ("", RECEIVED, f"{RECEIVED}:0", ":", "agency:0"):
        assert clerk.post(f"{AT}1/restore/", {"place": [place]}).status_code == 409
    assert Report.objects.get().version == 3


def test_point_that_is_what_stands_now_has_nothing_to_restore(saved, clerk):
    assert "现在的内容和那时相同" in words(clerk.get(f"{AT}3/restore/"))


def test_report_in_review_offers_no_restoring(saved, clerk):
    Report.objects.update(state=State.FIRST_REVIEW)
    assert clerk.get(AT).context["can_restore"] is False
    assert clerk.post(f"{AT}1/restore/")["Location"] == AT


def test_editor_leads_to_the_history_of_its_section(saved, clerk):
    page = clerk.get("/desk/nx-zw-spt-sfj/2024/edit/requests/").content.decode()
    assert f'href="{AT}?page=requests"' in page


def test_pages_ask_as_many_questions_for_three_saves_as_for_three_hundred(
    saved, user, clerk, django_assert_num_queries
):
    for count in (3, 300):
        for number in range(saved.version, count):
            put(saved, user, {OVERVIEW: f"第{number}次。"}, "" if number % 7 else "粘贴")
        for address, queries in (
            (AT, LIST_QUERIES),
            (f"{AT}1-2/", DIFFERENCE_QUERIES),
            (f"{AT}1/restore/", RESTORE_QUERIES),
        ):
            with django_assert_num_queries(queries):
                clerk.get(address)


def test_figure_that_was_left_out_stays_readable_in_the_history_of_its_cell(report, user, clerk):
    other = person("other", Role.DRAFTER, at=report.agency)
    put(report, user, {RECEIVED: "8"})
    actions.save(report, {RECEIVED: Change("", "9")}, other)
    (asked,) = [line for line in clerk.get(f"{AT}?place={RECEIVED}").context["lines"] if hasattr(line, "question")]
    assert (asked.question.theirs, asked.theirs_by) == ("8", "clerk的姓名")
    assert (asked.question.yours, asked.yours_by) == ("9", "other的姓名")
    actions.choose(report, asked.question.pk, actions.VersionChoice("theirs", "8", "9"), user)
    page = words(clerk.get(AT))
    assert "other的姓名（后写的）9clerk的姓名在" in page
    assert "选择：只留先写的" in page
