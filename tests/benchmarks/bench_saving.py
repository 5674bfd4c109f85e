"""Milliseconds for a full check of a report, for one autosave with its answer, and for the editor's page and preview.

    python -m pytest tests/benchmarks/bench_saving.py -s

A report, not a verdict on the clock.
"""

import json
import statistics
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.roles import Role
from reports import actions, editions
from reports.checks import arithmetic
from reports.content import figures, outline
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant

ROUNDS = 30
PAGE = "/desk/x/2024/edit/requests/"
OPENED_IN = 300  # milliseconds in which a section is to open
LONG = "全年主动公开政府信息120条，按时答复申请3件，组织培训2次，更新栏目46个。\n" * 400
CLOCKS = (time.perf_counter, time.process_time)
PLACE = "figures.requests.received.natural_person"


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        began = clock()
        work()
        taken.append((clock() - began) * 1000)
    return statistics.median(taken)


def test_full_check_of_a_report() -> None:
    edition = editions.get("2021")
    stored = factories.figures()

    def check() -> None:
        entered = figures.parse_all(edition, stored)
        arithmetic.check(arithmetic.FigureSubject(edition, 2024, entered.figures, entered.faults))

    check()
    print(f"full check, 200 cells: {milliseconds(check, time.process_time):.2f} ms of CPU")


@pytest.mark.django_db
def test_autosave_page_and_preview() -> None:
    report = actions.start(plant("x"), 2024)
    actions.replace(report, factories.figures(), factories.prose(), by=None)
    client = Client()
    client.force_login(person("clerk", Role.DRAFTER, at=report.agency))
    number = iter(range(10_000))
    last = "0"

    def save() -> None:
        nonlocal last
        change = {"before": last, "after": str(next(number))}
        last = change["after"]
        body = json.dumps({"version": 0, "changes": {PLACE: change}})
        assert client.post(f"{PAGE}save/", body, "application/json").status_code == 200

    works: dict[str, Callable[[], object]] = {
        "autosave": save,
        "page": lambda: client.get(PAGE),
        "preview": lambda: client.get("/desk/x/2024/preview/"),
    }
    for what, work in works.items():
        with CaptureQueriesContext(connection) as queries:
            work()
        asked = len(queries)
        print(f"{what}: {milliseconds(work):.1f} ms, {asked} queries")


@pytest.mark.django_db
@pytest.mark.parametrize("characters", [1_000, 15_000])
def test_opening_each_section(characters: int) -> None:
    report = actions.start(plant("x"), 2024)
    actions.replace(report, factories.figures(), factories.prose(overview=LONG[:characters]), by=None)
    client = Client()
    client.force_login(person("clerk", Role.DRAFTER, at=report.agency))
    for page in outline.page_titles(editions.get("2021")):
        address = f"/desk/x/2024/edit/{page}/"
        assert client.get(address).status_code == 200
        wall, busy = (milliseconds(partial(client.get, address), clock) for clock in CLOCKS)
        ratio = f"{busy / OPENED_IN:.2f} of {OPENED_IN}"
        print(f"{characters} characters, {page}: {wall:.0f} ms, {busy:.0f} ms of CPU, {ratio}")
