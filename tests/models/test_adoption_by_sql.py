"""Taking in what was public elsewhere, by plain SQL past the application: refused unless two people did it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.roles import Role
from reports import actions, editions
from reports.content.merge import Change
from reports.models import AdoptionDecision, EarlyAdoption, Report
from tests import factories, uploads
from tests.adoptions import ask
from tests.agencies.people import person
from tests.signing import sign

pytestmark = pytest.mark.django_db

RELEASE = (
    "INSERT INTO reports_release (report_id, agency_id, year, number, edition, agency_facts, figures, prose, digest,"
    " sm3, origin, reason, published_at, published_by_id, adoption_id) SELECT id, agency_id, year, number, edition,"
    " '{}', '{}', '{}', %s, '', 'imported', '', %s, %s, %s FROM reports_report WHERE id = %s"
)
DECISION = (
    "INSERT INTO reports_adoptiondecision (request_id, kind, reason, by_id, at) VALUES (%s, 'confirmed', '', %s, now())"
)
DAY = "2024-01-30 00:00+08"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def clerk(agency):
    return person("clerk", Role.DRAFTER, Role.PUBLISHER, at=agency)


@pytest.fixture
def publisher(agency):
    return person("publisher", Role.PUBLISHER, at=agency)


@pytest.fixture
def asked(agency, clerk):
    return ask(uploads.upload(agency, clerk), clerk)


def refused(statement: str, *values: object) -> str:
    """The sentence or the name of the constraint with which the database refuses."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    return diagnosis.constraint_name or diagnosis.message_primary


def confirmed(asked, by) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DECISION, [asked.pk, by.pk])


def test_release_without_a_request(asked, publisher):
    assert refused(RELEASE, asked.digest, DAY, publisher.pk, None, asked.report_id) == "release_was_public"


def test_release_of_a_request_that_nobody_decided_or_that_was_returned(asked, publisher):
    assert refused(RELEASE, asked.digest, DAY, publisher.pk, asked.pk, asked.report_id) == "release_was_public"
    actions.return_adoption(asked, "不对。", publisher)
    assert refused(RELEASE, asked.digest, DAY, publisher.pk, asked.pk, asked.report_id) == "release_was_public"


@pytest.mark.parametrize(
    "changes",
    [{"digest": "0" * 64}, {"day": "2026-01-30 00:00+08"}, {"by": "clerk"}, {"adoption": 0}, {"report": "other"}],
    ids=lambda changes: next(iter(changes)),
)
def test_release_that_is_not_exactly_what_was_asked_for_and_confirmed(changes, asked, clerk, publisher):
    confirmed(asked, publisher)
    other = actions.start(asked.report.agency, 2022, empty=True)
    by = clerk if changes.get("by") else publisher
    report = other if changes.get("report") else asked.report
    values = (changes.get("digest", asked.digest), changes.get("day", DAY), by.pk, changes.get("adoption", asked.pk))
    assert refused(RELEASE, *values, report.pk) == "release_was_public"


def test_release_of_a_second_version(asked, publisher, agency):
    confirmed(asked, publisher)
    report = factories.report(agency, 2022)
    factories.release(report)
    factories.reopen(report, 2)
    assert refused(RELEASE, asked.digest, DAY, publisher.pk, asked.pk, report.pk) == "release_was_public"


def test_reviewed_release_that_names_a_request(asked, publisher):
    statement = RELEASE.replace("'imported'", "'unknown'")
    assert refused(statement, asked.digest, DAY, publisher.pk, asked.pk, asked.report_id) == "release_was_public"


def test_same_person_on_both_sides(asked, clerk):
    assert refused(DECISION, asked.pk, clerk.pk) == "adoption_is_by_two"


def test_confirmation_by_whoever_had_a_hand_in_the_content(agency, clerk, publisher):
    own = ask(uploads.upload(agency, publisher, data=b"of the publisher"), clerk)
    assert refused(DECISION, own.pk, publisher.pk) == "adoption_is_by_two"
    actions.recall_adoption(own, clerk)
    corrected = uploads.upload(agency, clerk)
    change = {"prose.overview": Change("这里写 overview。", "改过。")}
    actions.correct(corrected, editions.get("2021"), change, {}, publisher)
    assert refused(DECISION, ask(corrected, clerk).pk, publisher.pk) == "adoption_is_by_two"


def test_confirmation_by_whoever_wrote_in_the_report(asked, publisher):
    actions.save(asked.report, {"prose.overview": Change("", "写过。")}, publisher)
    assert refused(DECISION, asked.pk, publisher.pk) == "adoption_is_by_two"


def test_confirmation_by_somebody_who_is_no_publisher_there(asked):
    assert refused(DECISION, asked.pk, person("stranger").pk) == "adoption_is_by_two"


def test_confirmation_for_a_report_that_was_reviewed_here(asked, publisher):
    report = Report.objects.get()
    actions.save(report, {f"figures.{key}": Change("", "0") for key in factories.figures()}, None)
    texts = {f"prose.{key}": Change("", text) for key, text in factories.prose().items()}
    actions.save(report, texts, None)
    sign(report)
    assert refused(DECISION, asked.pk, publisher.pk) == "adoption_is_of_what_was_not_here"


def this_year(agency, clerk):
    """A request of a year whose season is not over, as SQL could write it."""
    report = actions.start(agency, timezone.localdate().year, empty=True)
    upload = uploads.upload(agency, clerk, data=b"of this year")
    row = {"digest": "0" * 64, "published_on": timezone.localdate(), "no_address": "没有网址", "by": clerk}
    return report.adoption_requests.create(upload=upload, **row)


def test_confirmation_before_the_season_is_over(agency, clerk, publisher):
    asked = this_year(agency, clerk)
    assert refused(DECISION, asked.pk, publisher.pk) == "adoption_is_of_a_past_season"
    row = {"agency": agency, "year": asked.report.year, "reason": "急。", "until": timezone.localdate()}
    EarlyAdoption.objects.create(by=clerk, **row)
    assert refused(DECISION, asked.pk, publisher.pk) == "adoption_is_of_a_past_season"
    EarlyAdoption.objects.create(by=person("office"), **row)
    confirmed(asked, publisher)
    assert AdoptionDecision.objects.get().by == publisher


def test_request_is_decided_once_and_recalled_only_by_who_asked(asked, publisher):
    recalled = DECISION.replace("'confirmed'", "'recalled'")
    assert refused(recalled, asked.pk, publisher.pk) == "adoption_is_recalled_by_who_asked"
    confirmed(asked, publisher)
    assert "request_id" in refused(DECISION, asked.pk, publisher.pk)


@pytest.mark.parametrize("table", ["adoptionrequest", "adoptiondecision", "earlyadoption"])
def test_none_of_it_is_ever_changed_or_deleted(table, asked, publisher, agency, as_owner):
    confirmed(asked, publisher)
    day = timezone.localdate()
    actions.allow_early_adoption(agency, day.year, "急。", day, person("office"))
    final = f"pgtrigger: Cannot update or delete rows from reports_{table} table"
    assert refused(f"UPDATE reports_{table} SET id = id") == final
    assert refused(f"DELETE FROM reports_{table}") == final
