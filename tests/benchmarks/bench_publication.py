"""Seconds from the button to the last stored file: one publication with all formats, the form and the package; and the
milliseconds and queries of the review screen.

    python -m pytest tests/benchmarks/bench_publication.py -s
"""

import resource
import statistics
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action
from tests import factories
from tests.rendering.papers import demo_content
from tests.signing import order, sign, staffed

ROUNDS = 8


def signed(number: int) -> Report:
    """A real report of an agency of its own that waits to be published."""
    content = demo_content("nx-zw-spt-sfj-2024")
    agency: Agency = factories.agency(f"p{number}", name=f"第{number}局")
    figures = {key: value for key, value in content.data()["figures"].items() if key in factories.figures()}
    return sign(factories.report(agency, 2024, figures=figures, prose=dict(content.prose)))


@pytest.mark.django_db
def test_publication_and_review_screen(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    reports = [signed(number) for number in range(ROUNDS + 1)]
    taken = []
    for report in reports:
        publisher = staffed(report.agency)[Role.PUBLISHER]
        asked = order(report)
        began = time.perf_counter()
        actions.apply(report, Action.PUBLISH, publisher, asked)
        taken.append(time.perf_counter() - began)
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) / len(reports)
    print(f"\npublication: first {taken[0]:.2f} s, then {statistics.median(taken[1:]):.2f} s, {size / 1000:.0f} KB")
    client = Client()
    client.force_login(staffed(reports[0].agency)[Role.DRAFTER])
    address = f"/desk/{reports[0].agency.code}/2024/review/"
    client.get(address)
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    print(f"review screen: {(time.perf_counter() - began) * 1000:.0f} ms, {len(captured)} queries")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
