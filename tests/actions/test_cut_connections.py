"""The connection is lost at every step of storing files: nothing half done, and nothing told that is not so."""

import functools
from collections import Counter
from collections.abc import Iterator
from random import Random

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from agencies.models import Event
from agencies.roles import Role
from config.embedded_postgres import PORT, SUPERUSER, socket_folder
from reports.actions import outcome
from reports.rendering import formats, review_form
from tests import factories
from tests.cut_actions import ACTIONS, DONE, NO_ANSWER, NOT_DONE, UNKNOWN, CutAction, faults, happened, outcome_of, undo
from tests.cutting import Cut, Moment, Proxy, proxy
from tests.signing import person, sign

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("EMBEDDED_IN" not in connection.settings_dict, reason="the proxy speaks to a socket"),
]
CUTS = 100  # for each action
EVERY = {(DONE, True), (NOT_DONE, False), (UNKNOWN, True), (UNKNOWN, False)}
TRUE = EVERY | {(NO_ANSWER, False)}


@pytest.fixture(autouse=True)
def quick(settings, tmp_path, monkeypatch):
    """Nobody waits long, and what is always the same is drawn once: formats are pure functions of the content."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(outcome, "PATIENCE", 0.4)
    monkeypatch.setattr(outcome, "LINGERS", 0.1)
    drawn: dict[tuple[str, str], bytes] = {}

    def once(ending, write):
        def drawn_once(content):
            key = (ending, content.digest())
            if key not in drawn:
                drawn[key] = write(content)
            return drawn[key]

        return drawn_once

    monkeypatch.setattr(formats, "WRITERS", {ending: once(ending, write) for ending, write in formats.WRITERS.items()})
    monkeypatch.setattr(review_form, "render", functools.cache(review_form.render))


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The owner of the tables, past the proxy."""
    parts = connection.settings_dict
    server = {"host": str(socket_folder(parts["EMBEDDED_IN"])), "port": PORT, "user": SUPERUSER}
    with psycopg.connect(dbname=parts["NAME"], autocommit=True, **server) as own:  # type: ignore[arg-type]
        yield own


@pytest.fixture
def between(tmp_path) -> Iterator[Proxy]:
    """Django's connection goes through this proxy."""
    direct = connection.settings_dict
    with proxy(socket_folder(direct["EMBEDDED_IN"]) / f".s.PGSQL.{PORT}", tmp_path) as running:
        connection.close()
        options = direct["OPTIONS"] | {"sslmode": "disable", "gssencmode": "disable"}
        signed_in = {"USER": direct["ROLE"], "ROLE": ""}
        connection.settings_dict = {
            **direct,
            **signed_in,
            "HOST": "127.0.0.1",
            "PORT": str(running.port),
            "OPTIONS": options,
        }
        yield running
        connection.close()
        connection.settings_dict = direct


def cuts(random: Random, steps: list[str], files: int) -> Iterator[Cut]:
    """One of every kind at the COMMIT, the others wherever chance falls."""
    commit = len(steps)
    for number in range(CUTS):
        for_good = random.random() < 0.4
        moment = list(Moment)[number % len(Moment)]
        if moment is Moment.WRITING:
            yield Cut(moment, random.randint(1, files), for_good)
        elif moment is Moment.HELD:
            yield Cut(moment, commit, for_good)
        else:
            yield Cut(moment, commit if random.random() < 0.5 else random.randint(1, len(steps)), for_good)


def settled(owner: psycopg.Connection) -> None:
    """Wait until the server has ended what a cut left, as it does when it sees that nobody is there."""
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state = 'idle in transaction'"
    )
    while owner.execute(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_xid IS NOT NULL"
    ).fetchone():
        pass


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_lost_connection_loses_no_file_and_tells_nothing_untrue(action: CutAction, between, owner, tmp_path):
    act = action.prepare()
    before = Event.objects.count()
    connection.close()
    between.arm(None)
    assert outcome_of(act) == DONE
    steps = between.steps[: between.steps.index("COMMIT") + 1]
    assert (happened(), faults(tmp_path)) == (True, [])
    told: Counter[tuple[str, bool]] = Counter()
    random = Random(13)
    for cut in cuts(random, steps, action.files):
        undo(action, owner, before, tmp_path)
        connection.close()
        between.arm(cut)
        words = outcome_of(act)
        between.disarm()
        settled(owner)
        connection.close()
        assert ((words, happened()) in TRUE, faults(tmp_path)) == (True, []), (cut, words)
        told[words, happened()] += 1
    assert set(told) >= EVERY, told


def test_page_says_that_nobody_can_tell_yet(between, owner, tmp_path, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    act = ACTIONS["publish"]
    report = sign(factories.report())
    client.force_login(person(report.agency, Role.PUBLISHER))
    address = reverse("desk:transition", args=[report.agency.code, report.year])
    form = {"action": "publish", "digest": report.content().digest()}
    before = Event.objects.count()
    connection.close()
    between.arm(None)
    assert client.post(address, form).status_code == 302
    commit = between.steps.index("COMMIT") + 1
    undo(act, owner, before, tmp_path)
    connection.close()
    between.arm(Cut(Moment.AFTER, commit, for_good=True))
    answer = client.post(address, form)
    between.disarm()
    connection.close()
    assert (answer.status_code, happened(), faults(tmp_path)) == (503, True, [])
    assert "现在还不知道“发布”有没有做成" in answer.content.decode()
