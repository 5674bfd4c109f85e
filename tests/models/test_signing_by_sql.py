"""The rules that hold whatever code runs: plain SQL, past the application, is refused."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.roles import Role
from reports import actions, editions
from reports.models import Release, Report
from reports.workflow.transitions import Action
from tests import adoptions, factories, uploads
from tests.signing import office_person, order, person, sign, staffed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report():
    return factories.report()


@pytest.fixture
def people(report):
    return staffed(report.agency)


def refused(statement: str, *values: object) -> str:
    """The sentence or the name of the constraint with which the database refuses."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    return diagnosis.constraint_name or diagnosis.message_primary


def sign_by_sql(report: Report, user, stage: str, digest: str = "0" * 64) -> str:
    return refused(
        "INSERT INTO reports_signoff (report_id, number, round, stage, digest, signer_id, at, opinion, checklist)"
        " VALUES (%s, %s, %s, %s, %s, %s, now(), '', '[]')",
        report.pk, report.number, report.round, stage, digest, user.pk,
    )  # fmt: skip


def test_signature_of_whoever_changed_the_content(report, people):
    writer = people[Role.FIRST_REVIEWER]
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, writer)
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert sign_by_sql(report, writer, "first_review") == "sign_off_by_another"


def test_signature_of_whoever_handed_in_or_corrected_the_file_the_version_began_with():
    agency = factories.agency()
    people = staffed(agency)
    paper = uploads.upload(agency, people[Role.FIRST_REVIEWER])
    change = {"prose.overview": actions.Change("这里写 overview。", "改过。")}
    actions.correct(paper, editions.get("2021"), change, {}, people[Role.SECOND_REVIEWER])
    draft = actions.begin_draft(paper, adoptions.wanted(paper), people[Role.DRAFTER])
    actions.apply(draft, Action.SUBMIT, people[Role.DRAFTER], order(draft))
    assert sign_by_sql(draft, people[Role.FIRST_REVIEWER], "first_review") == "sign_off_by_no_writer"
    assert sign_by_sql(draft, people[Role.SECOND_REVIEWER], "first_review") == "sign_off_by_no_writer"


def test_signature_of_whose_words_stand_again_that_were_written_before_the_version_began(report, people):
    author, before = person(report.agency, Role.FIRST_REVIEWER, "another"), report.prose["overview"]
    actions.save(report, {"prose.overview": actions.Change(before, "改过。")}, author)
    written = report.version
    actions.save(report, {"prose.overview": actions.Change("改过。", before)}, people[Role.DRAFTER])
    sign(report)
    actions.apply(report, Action.PUBLISH, people[Role.PUBLISHER], order(report))
    actions.apply(report, Action.CORRECT, people[Role.DRAFTER], order(report, reason="更正。"))
    actions.restore(report, written, people[Role.DRAFTER])
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert sign_by_sql(report, author, "first_review") == "sign_off_by_no_writer"


def test_second_signature_of_one_person_in_a_round(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.apply(report, Action.APPROVE, people[Role.FIRST_REVIEWER], order(report))
    assert sign_by_sql(report, people[Role.FIRST_REVIEWER], "second_review") == "sign_off_by_another"


@pytest.mark.parametrize("stage", ["second_review", "final_review", "office_check"])
def test_signature_of_a_stage_the_report_is_not_in(stage, report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert sign_by_sql(report, people[Role.SECOND_REVIEWER], stage) == "sign_off_is_due"


def test_state_that_no_move_leads_to(report):
    assert refused("UPDATE reports_report SET state = 'approved'") == "report_moves_legally"


def test_stage_passed_without_a_signature(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert refused("UPDATE reports_report SET state = 'second_review'") == "report_stage_is_signed"


def test_publication_without_a_release(report):
    sign(report)
    assert refused("UPDATE reports_report SET state = 'published'") == "report_is_released"


def test_content_changed_in_review(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert refused("UPDATE reports_report SET prose = '{}'") == "report_content_is_closed"


def test_round_or_version_set_by_hand(report):
    assert refused("UPDATE reports_report SET round = 7") == "report_counts_rounds"
    assert refused("UPDATE reports_report SET number = 2") == "report_counts_rounds"
    assert refused("UPDATE reports_report SET since = 5") == "report_counts_rounds"


def test_report_that_does_not_begin_in_drafting(report):
    copy = "INSERT INTO reports_report (agency_id, year, edition, figures, prose, pending, version, state, round,"
    copy += " number, since, reason, created_at, updated_at) SELECT agency_id, 2023, '2021', figures, prose, pending,"
    copy += " version, 'approved', 1, 1, 0, '', now(), now() FROM reports_report"
    assert refused(copy) == "report_begins_in_drafting"


RELEASE = (
    "INSERT INTO reports_release (report_id, agency_id, year, number, edition, agency_facts, figures, prose, digest,"
    " sm3, origin, round, reason, published_at) SELECT id, agency_id, year, number, edition, '{}', '{}', '{}', %s,"
    " '', 'reviewed', round, '', now() FROM reports_report"
)


def test_release_that_nobody_signed(report):
    assert refused(RELEASE, "0" * 64) == "release_is_signed"


def test_release_of_other_content_than_was_signed(report):
    sign(report)
    assert refused(RELEASE, "0" * 64) == "release_is_signed"


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    "table", ["revision", "signoff", "event", "comment", "explanation", "release", "releasefile", "withdrawal"]
)
def test_history_is_only_added_to(table):
    warned = {"disclosure.regulations.issued": 1, "disclosure.regulations.in_force": 1}
    report = factories.report(figures=factories.figures(**warned))
    people = staffed(report.agency)
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, people[Role.DRAFTER])
    actions.comment(report, "prose.overview", "请核对。", people[Role.MANAGER])
    sign(report)
    # As by Action.PUBLISH, without drawing seven files.
    factories.release_file(factories.release(report, origin=Release.Origin.REVIEWED, round=report.round))
    actions.apply(report, Action.WITHDRAW, people[Role.PUBLISHER], order(report, reason="撤下。"))
    key = "number" if table == "event" else "id"
    final = f"pgtrigger: Cannot update or delete rows from reports_{table} table"
    assert refused(f"UPDATE reports_{table} SET {key} = {key}") == final
    assert refused(f"DELETE FROM reports_{table}") == final


def test_event_that_does_not_join_the_last(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    forged = "INSERT INTO reports_event (number, agency_id, action, at, data, previous, hash)"
    forged += " VALUES (%s, %s, 'publish', now(), '{}', %s, %s)"
    assert refused(forged, 2, report.agency_id, "0" * 64, "0" * 64) == "event_joins_the_last"
    assert refused(forged, 3, report.agency_id, "0" * 64, "0" * 64) == "event_joins_the_last"


@pytest.mark.usefixtures("as_owner")
def test_exemption_is_only_shortened(report, people):
    actions.grant_exemption(report.agency, "人少。", timezone.localdate(), office_person())
    final = "pgtrigger: Cannot update rows from reports_exemption table"
    assert refused("UPDATE reports_exemption SET until = until + 1") == final
    assert refused("UPDATE reports_exemption SET reason = '别的'") == final
    assert refused("DELETE FROM reports_exemption") == "pgtrigger: Cannot delete rows from reports_exemption table"
