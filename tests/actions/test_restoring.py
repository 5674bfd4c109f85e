"""Restoring: one cell, one section, all; what was not seen is never replaced, and nothing is half done."""

import pytest

from agencies.models import User
from reports import actions
from reports.actions import Change
from reports.content import outline
from reports.editions import get
from reports.models import Report, Revision
from reports.queries import history
from reports.workflow.transitions import State
from tests import factories

pytestmark = pytest.mark.django_db

RECEIVED = "figures.requests.received.natural_person"
PENDING = "pending.requests.received.natural_person"
GRANTED = "figures.requests.granted.natural_person"
OVERVIEW = "prose.overview"


@pytest.fixture
def clerk():
    return User.objects.create_user("clerk")


@pytest.fixture
def report(clerk):
    """Saved twice: once with everything, once with all of it changed."""
    report = factories.report(figures={}, prose={})
    actions.save(report, {RECEIVED: Change("", "8"), GRANTED: Change("", "5"), OVERVIEW: Change("", "甲。")}, clerk)
    actions.save(
        report, {RECEIVED: Change("8", "9"), GRANTED: Change("5", ""), OVERVIEW: Change("甲。", "乙。")}, clerk
    )
    return report


def seen(report, number, *places):
    """What the page shows of these places before it restores to the save; of all, where none are named."""
    different = history.differences(report, report.version, number)
    return {each.place: each.digest for each in different if not places or each.place in places}


def stored(report):
    return Report.objects.get(pk=report.pk).values()


def test_one_cell_is_restored_and_the_rest_stays(report, clerk):
    assert actions.restore(report, 1, clerk, seen(report, 1, RECEIVED)) == 1
    assert stored(report) == {RECEIVED: "8", OVERVIEW: "乙。"}


def test_one_section_is_restored_and_the_rest_stays(report, clerk):
    places = outline.places_on(get(report.edition), "requests")
    assert actions.restore(report, 1, clerk, seen(report, 1, *places)) == 2
    assert stored(report) == {RECEIVED: "8", GRANTED: "5", OVERVIEW: "乙。"}


def test_all_is_restored_and_what_was_replaced_can_be_had_again(report, clerk):
    actions.restore(report, 1, clerk)
    assert (stored(report), report.version) == ({RECEIVED: "8", GRANTED: "5", OVERVIEW: "甲。"}, 3)
    actions.restore(report, 2, clerk)
    assert stored(report) == {RECEIVED: "9", OVERVIEW: "乙。"}


def test_what_stood_before_the_first_save_is_restored_too(report, clerk):
    actions.restore(report, 0, clerk)
    assert stored(report) == {}


def test_entry_that_waited_to_be_mended_comes_back_with_its_figure(report, clerk):
    actions.save(report, {RECEIVED: Change("9", "九")}, clerk)
    actions.save(report, {RECEIVED: Change("九", "7")}, clerk)
    actions.restore(report, 3, clerk)
    assert (stored(report)[RECEIVED], stored(report)[PENDING]) == ("9", "九")


def test_restoring_is_a_save_with_a_note_that_names_the_time(report, clerk):
    revision = report.revisions.get(number=1)
    at = revision.at.astimezone()
    actions.restore(report, 1, clerk, seen(report, 1, RECEIVED))
    newest = report.revisions.get(number=3)
    assert newest.note == f"恢复到{at.month}月{at.day}日{at:%H:%M}的内容，其中 1 处"
    assert (newest.author, newest.changes) == (clerk, {RECEIVED: ["9", "8"]})


def test_place_that_changed_since_it_was_seen_stops_all_of_it(report, clerk):
    shown = seen(report, 1)
    actions.save(report, {OVERVIEW: Change("乙。", "丙。")}, clerk)
    with pytest.raises(actions.Refused, match="没有恢复"):
        actions.restore(report, 1, clerk, shown)
    assert (stored(report), Revision.objects.count()) == ({RECEIVED: "9", OVERVIEW: "丙。"}, 3)


def test_change_elsewhere_does_not_stop_it(report, clerk):
    shown = seen(report, 1, RECEIVED)
    actions.save(report, {OVERVIEW: Change("乙。", "丙。")}, clerk)
    actions.restore(report, 1, clerk, shown)
    assert stored(report) == {RECEIVED: "8", OVERVIEW: "丙。"}


def test_nothing_chosen_is_refused(report, clerk):
    with pytest.raises(actions.Refused, match="没有选中"):
        actions.restore(report, 1, clerk, {})


def test_report_in_review_is_not_restored(report, clerk):
    Report.objects.filter(pk=report.pk).update(state=State.FIRST_REVIEW)
    with pytest.raises(actions.Refused, match="内容不能改动"):
        actions.restore(report, 1, clerk)


def test_save_that_never_was_is_refused(report, clerk):
    with pytest.raises(actions.Refused, match="没有第 9 次保存"):
        actions.restore(report, 9, clerk)
