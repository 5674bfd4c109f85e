"""The history: what a report said after any save, what differs, and the points one can go back to."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies.models import User
from reports import actions
from reports.actions import Change
from reports.models import Revision
from reports.queries import history
from reports.queries.points import Point, cell_values, points, touched
from tests import factories

pytestmark = pytest.mark.django_db

RECEIVED = "figures.requests.received.natural_person"
PENDING = "pending.requests.received.natural_person"
GRANTED = "figures.requests.granted.natural_person"
OVERVIEW = "prose.overview"
START = datetime(2026, 1, 5, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def report():
    return factories.report(figures={}, prose={})


@pytest.fixture
def clerk():
    return User.objects.create_user("clerk")


@pytest.fixture
def colleague():
    return User.objects.create_user("colleague")


@pytest.fixture
def at(monkeypatch):
    """Lets saves be made at a minute of the morning."""
    clock = {"now": START}
    monkeypatch.setattr(Revision._meta.get_field("at"), "_get_default", lambda: clock["now"])

    def to(minute):
        clock["now"] = START + timedelta(minutes=minute)

    return to


def put(report, by, place, text, note=""):
    before = report.values().get(place, "")
    actions.save(report, {place: Change(before, text)}, by, note)


def spans(report, **asked):
    return [(point.first, point.last) for point in points(report, **asked)]


def test_point_ends_after_five_minutes_of_writing(report, clerk, at):
    for minute in range(12):
        at(minute)
        put(report, clerk, OVERVIEW, f"写到第{minute}分钟。")
    assert spans(report) == [(11, 12), (6, 10), (1, 5)]


def test_point_ends_at_a_pause_and_where_another_begins(report, clerk, colleague, at):
    for minute, who in ((0, clerk), (1, clerk), (2, colleague), (2.5, colleague), (3, clerk)):
        at(minute)
        put(report, who, OVERVIEW, f"写到第{minute}分钟。")
    assert spans(report) == [(5, 5), (3, 4), (1, 2)]


def test_save_with_a_note_is_a_point_by_itself_and_so_is_what_stood_before(report, clerk, at):
    for number, note in enumerate(("", "", "粘贴", "", "")):
        at(number / 10)
        put(report, clerk, OVERVIEW, f"第{number}次。", note)
    assert spans(report) == [(4, 5), (3, 3), (1, 2)]
    assert points(report)[1] == Point(3, 3, clerk.pk, *[START + timedelta(minutes=0.2)] * 2, "粘贴", 1)


def test_points_of_a_place_are_those_that_wrote_it(report, clerk, at):
    for place in (RECEIVED, GRANTED, RECEIVED):
        put(report, clerk, place, str(report.version + 1), "填0")
    assert spans(report, places=[RECEIVED]) == [(3, 3), (1, 1)]


def test_every_save_of_a_point_can_be_listed(report, clerk, at):
    for number in range(4):
        put(report, clerk, OVERVIEW, f"第{number}次。")
    assert spans(report, within=(2, 3)) == [(3, 3), (2, 2)]


def test_point_names_the_places_it_wrote_a_pending_entry_with_its_cell(report, clerk, at):
    put(report, clerk, RECEIVED, "三")
    put(report, clerk, OVERVIEW, "甲。")
    put(report, clerk, GRANTED, "1", "粘贴")
    shown = points(report)
    assert touched(report, shown) == [{GRANTED}, {RECEIVED, OVERVIEW}]
    assert touched(report, shown[1:], [OVERVIEW]) == [{OVERVIEW}]


def test_values_of_a_cell_are_told_with_what_waits_to_be_mended(report, clerk):
    for text in ("8", "八", "9"):
        before = report.pending.get(RECEIVED.partition(".")[2], "") or report.values().get(RECEIVED, "")
        actions.save(report, {RECEIVED: Change(before, text)}, clerk)
    assert cell_values(report, RECEIVED) == {0: "", 1: "8", 2: "“八”（待改正）", 3: "9"}


def test_state_after_any_save_is_known_and_that_before_the_first(clerk):
    report = factories.report(figures={"requests.received.natural_person": 3}, prose={})
    put(report, clerk, RECEIVED, "4")
    put(report, clerk, OVERVIEW, "甲。")
    put(report, clerk, RECEIVED, "")
    assert [history.state_at(report, number) for number in range(4)] == [
        {RECEIVED: "3"},
        {RECEIVED: "4"},
        {RECEIVED: "4", OVERVIEW: "甲。"},
        {OVERVIEW: "甲。"},
    ]


def test_differences_are_told_in_both_directions_and_of_chosen_places(report, clerk):
    put(report, clerk, RECEIVED, "4")
    put(report, clerk, OVERVIEW, "甲。")
    there = [history.Difference(OVERVIEW, "", "甲。"), history.Difference(RECEIVED, "", "4")]
    back = [history.Difference(OVERVIEW, "甲。", ""), history.Difference(RECEIVED, "4", "")]
    assert history.differences(report, 0, 2) == there
    assert history.differences(report, 2, 0) == back
    assert history.differences(report, 0, 2, [RECEIVED]) == there[1:]


def test_difference_of_a_cell_tells_its_pending_entry_too(report, clerk):
    put(report, clerk, RECEIVED, "8")
    put(report, clerk, RECEIVED, "八")
    assert history.differences(report, 1, 2) == [history.Difference(RECEIVED, "8", "8（填了“八”，待改正）")]


def test_questions_are_as_many_for_three_saves_as_for_three_hundred(report, clerk, django_assert_num_queries):
    for count in (3, 300):
        for number in range(report.version, count):
            put(report, clerk, OVERVIEW, f"第{number}次。")
        with django_assert_num_queries(2):
            touched(report, points(report))
        with django_assert_num_queries(2):
            history.differences(report, 1, 2)
