"""Several people at one file at once, and a process that is lost: one result, and nothing half done."""

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from agencies.roles import Role
from reports import actions, auditing, editions
from reports.merging import Change
from reports.models import Event, Intake, Release, Report, Ruling, Taking
from tests import factories, intakes, killing
from tests.agencies.people import person

pytestmark = pytest.mark.django_db(transaction=True)

E2021 = editions.get("2021")
RECEIVED = "figures.requests.received.natural_person"
# Keeps the one file of the database as the published report of 2023, if nobody has done so yet.
KEEPER = """
import django
django.setup()
from django.contrib.auth.models import User
from reports import actions, editions
from reports.models import Intake, Release
intake = Intake.objects.get()
digest = intake.collated(editions.for_year(2023)).digest
if not Release.objects.exists():
    print("begun", flush=True)
    actions.keep_as_published(intake, actions.Asked(2023, digest), User.objects.get())
print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clerk():
    return person("clerk", Role.DRAFTER, Role.PUBLISHER, at=factories.agency())


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


def test_two_who_bring_one_file_get_one_intake(clerk):
    agency, data = factories.Agency.objects.get(), intakes.page()
    taken = at_once(lambda: actions.take_in(agency, data, "2023年.html", clerk))
    assert (sorted(each.new for each in taken), len({each.intake.pk for each in taken})) == ([False, True], 1)
    assert (Intake.objects.count(), Event.objects.count(), list(auditing.broken(files=True))) == (1, 1, [])


def test_two_who_correct_one_cell_write_one_correction(clerk):
    intake = intakes.intake(factories.Agency.objects.get(), clerk, intakes.doubtful())
    change = {RECEIVED: Change("8", "9")}
    ruled = at_once(lambda: actions.rule(intake, E2021, change, {}, clerk))
    assert (sorted(each.count for each in ruled), Ruling.objects.count()) == ([0, 1], 1)


def test_two_who_begin_the_draft_begin_one(clerk):
    intake = intakes.intake(factories.Agency.objects.get(), clerk)
    order = actions.Asked(2023, intake.collated(E2021).digest)
    reports = at_once(lambda: actions.begin_draft(intake, order, clerk))
    assert {report.pk for report in reports} == {Report.objects.get().pk}
    assert (Report.objects.get().version, Taking.objects.count()) == (1, 1)


def test_two_who_keep_it_as_published_publish_one(clerk):
    intake = intakes.intake(factories.Agency.objects.get(), clerk)
    order = actions.Asked(2023, intake.collated(E2021).digest)
    reports = at_once(lambda: actions.keep_as_published(intake, order, clerk))
    assert sorted(report is None for report in reports) == [False, True]
    assert (Release.objects.count(), Taking.objects.count()) == (1, 1)


def test_killed_process_leaves_no_report_or_a_whole_one(clerk):
    intake = actions.take_in(factories.Agency.objects.get(), intakes.page(), "2023年.html", clerk).intake
    actions.rule(intake, E2021, {}, {line.place: line.now for line in intake.collated(E2021).open}, clerk)
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
        whole = (Report.objects.count(), Release.objects.count(), Taking.objects.count())
        assert whole in ((0, 0, 0), (1, 1, 1))
        assert list(auditing.broken(files=True)) == []
    assert Release.objects.get().files.count() == 7
