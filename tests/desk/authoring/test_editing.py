"""Filling in a report: what the editor sends, what it is told, and what stands in the report afterwards."""

import json

import pytest
from django.test import Client

from agencies.roles import Role
from reports import actions
from reports.models import MergeQuestion, Report
from tests.agencies.people import person
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db

REQUESTS = "/desk/x/2024/edit/requests/"
RECEIVED = "figures.requests.received.natural_person"
GRANTED = "figures.requests.granted.natural_person"
PAGE_QUERIES, SAVE_QUERIES = 11, 18


@pytest.fixture
def report():
    return actions.start(plant("x"), 2024, empty=True)


@pytest.fixture
def clerk(report):
    return signed_in(person("clerk", Role.DRAFTER, at=report.agency))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(client, changes, page="requests"):
    body = {"version": 0, "changes": {place: {"before": old, "after": new} for place, (old, new) in changes.items()}}
    return client.post(f"/desk/x/2024/edit/{page}/save/", json.dumps(body), "application/json")


def stored():
    return Report.objects.get()


def test_autosave_stores_the_figure_and_tells_totals_marks_and_balance(report, clerk):
    answer = send(clerk, {RECEIVED: ("", "8")}).json()
    assert stored().figures == {"requests.received.natural_person": 8}
    assert (answer["version"], answer["values"][RECEIVED], answer["conflicts"], answer["refused"]) == (1, "8", [], [])
    assert answer["computed"]["requests.received.total"] == ""
    assert sorted(answer["fragments"]) == ["balance", "findings", "numbers", "steps"]
    assert "8 + □" in answer["fragments"]["balance"]


def test_autosave_takes_full_width_digits_and_thousands(report, clerk):
    answer = send(clerk, {RECEIVED: ("", "１，２３４")}).json()
    assert (answer["values"][RECEIVED], stored().figures) == ("1234", {"requests.received.natural_person": 1234})


def test_broken_balance_marks_the_cell_with_its_sentence(report, clerk):
    typed = dict.fromkeys(("received", "carried_in", "carried_out"), ("", "0"))
    send(clerk, {f"figures.requests.{row}.natural_person": value for row, value in typed.items()})
    zeros = clerk.post(f"{REQUESTS}zeros/", json.dumps({"group": "all"}), "application/json").json()["values"]
    send(clerk, dict.fromkeys(zeros, ("", "0")))
    answer = send(clerk, {RECEIVED: ("0", "8")}).json()
    assert answer["marks"] == {RECEIVED: {"level": "error", "says": "自然人：8 + 0 ≠ 0 + 0，相差 8"}}


def test_invalid_entry_stays_visible_replaces_nothing_and_survives_a_reload(report, clerk):
    send(clerk, {RECEIVED: ("", "8")})
    answer = send(clerk, {RECEIVED: ("8", "3.5")}).json()
    assert (answer["values"][RECEIVED], stored().figures) == ("3.5", {"requests.received.natural_person": 8})
    page = clerk.get(REQUESTS).content.decode()
    assert 'value="3.5"' in page
    assert "“3.5”不是整数，没有采用" in page


def test_two_clerks_at_different_cells_both_keep_their_figures(report, clerk):
    other = signed_in(person("other", Role.DRAFTER, at=report.agency))
    send(clerk, {RECEIVED: ("", "8")})
    send(other, {GRANTED: ("", "7")})
    assert stored().figures == {"requests.received.natural_person": 8, "requests.granted.natural_person": 7}


def test_two_clerks_at_the_same_cell_are_asked_and_told_who_wrote_the_other_value(report, clerk):
    other = signed_in(person("other", Role.DRAFTER, at=report.agency))
    send(clerk, {RECEIVED: ("", "8")})
    answer = send(other, {RECEIVED: ("", "9")}).json()
    (question,) = MergeQuestion.objects.all()
    assert [(each["pk"], each["place"]) for each in answer["conflicts"]] == [(question.pk, RECEIVED)]
    assert (answer["disputed"], question.theirs, question.yours) == ([RECEIVED], "8", "9")
    assert (question.theirs_by.username, question.yours_by.username) == ("clerk", "other")
    assert "clerk的姓名" in answer["conflicts"][0]["html"]
    assert stored().figures == {"requests.received.natural_person": 8}


def test_stale_form_posted_twice_changes_nothing_the_second_time(report, clerk):
    form = {f"initial-{RECEIVED}": "", RECEIVED: "8"}
    assert [clerk.post(REQUESTS, form).status_code for _ in range(2)] == [302, 302]
    assert (stored().figures, stored().version) == ({"requests.received.natural_person": 8}, 1)


def test_plain_form_without_javascript_shows_both_values_and_takes_the_choice(report, clerk):
    send(clerk, {RECEIVED: ("", "8")})
    page = clerk.post(REQUESTS, {f"initial-{RECEIVED}": "", RECEIVED: "9"}, follow=True).content.decode()
    assert "同一格填了两个数" in page
    assert "表里现在是先填的。" in page
    question = MergeQuestion.objects.get()
    choice = {"answer": "yours", "theirs": "8", "yours": "9"}
    response = clerk.post(f"{REQUESTS}questions/{question.pk}/", choice, follow=True)
    assert "已按您的选择保存" in response.content.decode()
    assert stored().figures == {"requests.received.natural_person": 9}


def test_two_windows_of_one_person_are_told_apart(report, clerk):
    for before, after in (("", "甲。"), ("甲。", "甲乙。"), ("甲。", "甲丙。")):
        answer = send(clerk, {"prose.overview": (before, after)}, "overview").json()
    (drawn,) = answer["conflicts"]
    assert "同一句有两种写法（clerk的姓名（一个窗口）、clerk的姓名（另一个窗口））" in drawn["html"]


def test_choice_of_the_script_is_answered_as_a_save_or_with_the_reason(report, clerk):
    for before, after in (("", "甲。"), ("甲。", "甲乙。"), ("甲。", "甲丙。")):
        send(clerk, {"prose.overview": (before, after)}, "overview")
    address = f"/desk/x/2024/edit/overview/questions/{MergeQuestion.objects.get().pk}/"
    choice = {"answer": "theirs", "theirs": "甲乙。", "yours": "甲丙。"}
    first, second = (clerk.post(address, choice, headers={"accept": "application/json"}) for _ in range(2))
    assert (first.status_code, first.json()["values"], first.json()["conflicts"]) == (
        200,
        {"prose.overview": "甲乙。"},
        [],
    )
    assert (second.status_code, second.json()["refused"]) == (
        400,
        [{"place": "", "says": "一、总体情况：clerk的姓名已经选过了（只留先写的）。"}],
    )


@pytest.mark.parametrize(
    ("note", "kept"), [("粘贴", "粘贴"), ("全部改正", "全部改正"), ("随便写的", ""), (["粘贴"], ""), (None, "")]
)
def test_save_keeps_a_note_of_the_list_and_no_other(report, clerk, note, kept):
    body = {"version": 0, "note": note, "changes": {RECEIVED: {"before": "", "after": "8"}}}
    assert clerk.post(f"{REQUESTS}save/", json.dumps(body), "application/json").status_code == 200
    assert report.revisions.get().note == kept


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("figures.requests.received.total", "“一、本年新收政府信息公开申请数量·总计”由系统计算，不能填写。"),
        ("figures.nothing.at.all", "2021 版格式没有“figures.nothing.at.all”这一处，没有保存任何改动。"),
        ("pending.requests.received.natural_person", None),
        ("agency", None),
    ],
)
def test_forged_place_is_refused_and_nothing_is_written(report, clerk, place, says):
    response = send(clerk, {place: ("", "1"), RECEIVED: ("", "8")})
    assert (response.status_code, stored().figures) == (400, {})
    if says:
        assert response.json()["refused"][0]["says"] == says


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"changes": []}', '{"changes": {"a": 1}}', "[" * 100_000])
def test_body_that_the_editor_does_not_send_is_answered_in_a_sentence(report, clerk, body):
    response = clerk.post(f"{REQUESTS}save/", body, "application/json")
    assert response.status_code == 400
    assert response.json()["refused"] == [{"place": "", "says": "提交的内容不完整，没有保存任何改动。"}]


@pytest.mark.parametrize("entry", ["-3", "9" * 30, "八"])
def test_entry_that_is_no_count_is_kept_aside_and_blocks(report, clerk, entry):
    send(clerk, {RECEIVED: ("", entry)})
    assert (stored().figures, stored().pending) == ({}, {"requests.received.natural_person": entry})
    assert "不能送审" in clerk.get("/desk/x/2024/check/").content.decode()


def test_megabyte_of_prose_is_refused_with_a_sentence(report, clerk):
    answer = send(clerk, {"prose.overview": ("", "字" * 400_000)}, "overview").json()
    assert answer["refused"] == [
        {"place": "prose.overview", "says": "一、总体情况：这一部分有 400000 个字符，超过 20000 个，没有保存"}
    ]
    assert stored().prose == {}


def test_markup_in_prose_is_text_everywhere(report, clerk):
    send(clerk, {"prose.overview": ("", "<script>alert(1)</script>")}, "overview")
    for address in ("", "preview/", "edit/overview/", "history/0-1/"):
        page = clerk.get(f"/desk/x/2024/{address}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_zeros_fill_only_what_is_blank(report, clerk):
    send(clerk, {"figures.proceedings.review.upheld": ("", "2")}, "proceedings")
    body = json.dumps({"group": "行政复议"})
    answer = clerk.post("/desk/x/2024/edit/proceedings/zeros/", body, "application/json").json()
    assert answer["values"] == {
        f"figures.proceedings.review.{column}": "0" for column in ("corrected", "other", "pending")
    }


def test_desk_starts_a_year_and_names_the_last_day(clerk, report):
    page = clerk.get("/desk/").content.decode()
    assert "x局" in page
    assert clerk.post("/desk/x/start/", {"year": "2023"})["Location"] == "/desk/x/2023/edit/"
    assert Report.objects.filter(year=2023).exists()


@pytest.mark.parametrize("year", ["", "1999", "2999", "abc", "２０２４", "20240"])
def test_year_that_cannot_be_started_is_told_so(clerk, report, year):
    response = clerk.post("/desk/x/start/", {"year": year}, follow=True)
    assert Report.objects.count() == 1
    assert "message-error" in response.content.decode()


def test_every_input_is_named_by_its_row_and_column(clerk, report):
    page = clerk.get(REQUESTS).content.decode()
    assert 'aria-label="三、本年度办理结果（三）不予公开1.属于国家秘密，申请人情况自然人"' in page


def test_page_and_autosave_ask_the_same_number_of_questions_however_much_is_filled(
    clerk, report, django_assert_num_queries
):
    for before, after in (("", "8"), ("8", "9")):
        with django_assert_num_queries(PAGE_QUERIES):
            clerk.get(REQUESTS)
        with django_assert_num_queries(SAVE_QUERIES):
            send(clerk, {RECEIVED: (before, after)})
