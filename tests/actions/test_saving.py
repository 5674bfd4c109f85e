"""Saving: merging, conflicts, entries that are no figures, prose, one revision a save."""

import pytest

from agencies.models import User
from reports import actions
from reports.actions import Change, Saved
from reports.models import Report, Revision
from tests import factories

pytestmark = pytest.mark.django_db

RECEIVED = "figures.requests.received.natural_person"
CARRIED = "figures.requests.carried_in.natural_person"
AMOUNT = "figures.disclosure.charges.amount"
OVERVIEW = "prose.overview"


@pytest.fixture
def report():
    return factories.report(figures={}, prose={})


@pytest.fixture
def clerk():
    return User.objects.create_user("clerk")


@pytest.fixture
def colleague():
    return User.objects.create_user("colleague")


def stored(report):
    now = Report.objects.get(pk=report.pk)
    return now.figures, now.prose, now.pending, now.version


def changes(report):
    return [revision.changes for revision in report.revisions.order_by("number")]


def test_save_applies_figures_and_prose_as_one_revision(report, clerk):
    saved = actions.save(
        report, {RECEIVED: Change("", "8"), AMOUNT: Change("", "146.359"), OVERVIEW: Change("", "甲")}, clerk
    )
    assert saved == Saved(1, {RECEIVED: "8", AMOUNT: "146.359", OVERVIEW: "甲"})
    assert stored(report) == (
        {"requests.received.natural_person": 8, "disclosure.charges.amount": "146.359"},
        {"overview": "甲"},
        {},
        1,
    )
    revision = Revision.objects.get()
    assert (revision.report, revision.number, revision.author, revision.note) == (report, 1, clerk, "")
    assert revision.changes == {RECEIVED: ["", "8"], AMOUNT: ["", "146.359"], OVERVIEW: ["", "甲"]}


def test_a_form_posted_twice_is_harmless(report, clerk):
    actions.save(report, {RECEIVED: Change("", "8")}, clerk)
    assert actions.save(report, {RECEIVED: Change("", "8")}, clerk) == Saved(1, {})
    assert changes(report) == [{RECEIVED: ["", "8"]}]
