"""Several people at one file at once, and a process that is lost: one result, and nothing half done."""

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from agencies.models import Event, User
from agencies.roles import Role
from reports import actions, editions
from reports.content.merge import Change
from reports.models import AdoptionDecision, Correction, ImportRecord, Release, Report, Upload
from reports.queries import audit
from tests import adoptions, factories, killing, uploads
from tests.agencies.people import person
from tests.trail import tell_of_everything

pytestmark = pytest.mark.django_db(transaction=True)

E2021 = editions.get("2021")
RECEIVED = "figures.requests.received.natural_person"
# Confirms the one request of the database, if nobody has done so yet.
KEEPER = """
import django
django.setup()
from agencies.models import User
from reports import actions
from reports.models import AdoptionRequest, Release
asked = AdoptionRequest.objects.get()
if not Release.objects.exists():
    print("begun", flush=True)
    actions.confirm_adoption(asked, asked.digest, User.objects.get(username="publisher"))
print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clerk():
    clerk = person("clerk", Role.DRAFTER, Role.PUBLISHER, at=factories.agency())
    tell_of_everything()
    return clerk


@pytest.fixture
def asked(clerk):
    """A request for a file that was handed in and looked through, and a publisher who can confirm it."""
    upload = actions.upload(factories.Agency.objects.get(), uploads.page(), "2023年.html", clerk).upload
    actions.correct(upload, E2021, {}, {line.place: line.now for line in upload.reconciled(E2021).open}, clerk)
    person("publisher", Role.PUBLISHER, at=upload.agency)
    asked = adoptions.ask(upload, clerk)
    adoptions.explain(asked, clerk)
    tell_of_everything()
    return asked


def at_once(act):
    """What two threads, each with a connection of its own, get from the same act: a result or a refusal."""

    def run(_):
        try:
            return act()
        except actions.Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_two_who_bring_one_file_get_one_upload(clerk):
    agency, data = factories.Agency.objects.get(), uploads.page()
    taken = at_once(lambda: actions.upload(agency, data, "2023年.html", clerk))
    assert (sorted(each.new for each in taken), len({each.upload.pk for each in taken})) == ([False, True], 1)
    assert (Upload.objects.count(), Event.objects.count(), list(audit.broken(files=True))) == (1, 2, [])


def test_two_who_correct_one_cell_write_one_correction(clerk):
    upload = uploads.upload(factories.Agency.objects.get(), clerk, uploads.doubtful())
    change = {RECEIVED: Change("8", "9")}
    ruled = at_once(lambda: actions.correct(upload, E2021, change, {}, clerk))
    assert (sorted(each.count for each in ruled), Correction.objects.count()) == ([0, 1], 1)


def test_two_who_begin_the_draft_begin_one(clerk):
    upload = uploads.upload(factories.Agency.objects.get(), clerk)
    order = actions.ImportRequest(2023, upload.reconciled(E2021).digest)
    reports = at_once(lambda: actions.begin_draft(upload, order, clerk))
    assert {report.pk for report in reports} == {Report.objects.get().pk}
    assert (Report.objects.get().version, ImportRecord.objects.count()) == (1, 1)


def test_two_who_confirm_one_request_publish_once(asked):
    others = iter([User.objects.get(username="publisher"), person("other", Role.PUBLISHER, at=asked.upload.agency)])
    reports = at_once(lambda: actions.confirm_adoption(asked, asked.digest, next(others)))
    assert sorted(report is None for report in reports) == [False, True]
    assert (Release.objects.count(), ImportRecord.objects.count(), AdoptionDecision.objects.count()) == (1, 1, 1)


def test_confirmed_and_recalled_at_once_is_one_of_both(clerk, asked):
    publisher = User.objects.get(username="publisher")
    acts = iter(
        [
            lambda: actions.confirm_adoption(asked, asked.digest, publisher),
            lambda: actions.recall_adoption(asked, clerk) or True,
        ]
    )

    def act():
        return next(acts)()

    assert sorted(result is None for result in at_once(act)) == [False, True]
    assert AdoptionDecision.objects.count() == 1


def test_killed_process_leaves_no_release_or_a_whole_one(asked):
    chance, blows = Random(2023), 0
    while not Release.objects.exists() and blows < 12:
        process = killing.start(KEEPER)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, 3 + blows))
        process.kill()
        process.wait()
        process.stdout.close()
        blows += 1
        whole = (AdoptionDecision.objects.count(), Release.objects.count(), ImportRecord.objects.count())
        assert whole in ((0, 0, 0), (1, 1, 1))
        assert list(audit.broken(files=True)) == []
    assert Release.objects.get().files.count() == 7
