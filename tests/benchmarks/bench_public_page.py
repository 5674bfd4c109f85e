"""Milliseconds, queries and bytes of the public pages, with 5,000 agencies that all published.

    python -m pytest tests/benchmarks/bench_public_page.py -s

A report, not a verdict on the clock: only the numbers of queries are asserted. The client is Django's own, so the
times are those of the application, without a server or a network.
"""

import gzip
import statistics
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import register
from agencies.models import Agency
from reports import editions
from reports.content import figures
from reports.content.report import gather
from reports.models import Release, Report, agency_facts
from reports.workflow.transitions import State
from tests.benchmarks.bench_register import SIZE, province
from tests.public.published import PDF, attach, numbered

ROUNDS = 20
YEAR = 2024
PROSE = "（一）主动公开情况。" + "全年主动公开信息一千三百三十七条，其中政府门户网站一百四十一条。" * 10
PAGES = {
    "/": 3,
    "/search/?q=第77号机关": 4,
    "/search/?q=某省": 4,
    "/search/?year=2024&page=250": 4,
    "/agencies/p/": 5,
    "/agencies/a4999/": 5,
    f"/agencies/a4999/{YEAR}/": 4,
    "/directory/": 3,
    f"/years/{YEAR}/50/": 3,
    "/feed.xml": 1,
    "/sitemap-1.xml": 1,
}


def publish_all() -> None:
    """One release for every agency, without rendering."""
    edition = editions.for_year(YEAR)
    prose = dict.fromkeys(edition.prose_keys, "\n".join([PROSE] * 5))
    agencies = list(Agency.objects.all())
    content = gather(edition.code, YEAR, agency_facts(agencies[0]), numbered(YEAR), prose)
    reports = Report.objects.bulk_create(Report(agency=agency, year=YEAR, edition=edition.code) for agency in agencies)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reports_release DISABLE TRIGGER release_is_signed")  # nobody signed fifty thousand
    Release.objects.bulk_create(
        [
            Release(
                report=report,
                agency=report.agency,
                year=YEAR,
                number=1,
                edition=edition.code,
                agency_facts=agency_facts(report.agency),
                figures=figures.dump(content.figures),
                prose=prose,
                digest=content.digest(),
                round=1,
            )
            for report in reports
        ],
        batch_size=500,
    )
    Report.objects.update(state=State.PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reports_release ENABLE TRIGGER release_is_signed")
        cursor.execute("ANALYZE")


def measure(client: Client, address: str, **headers: str) -> int:
    """Print what a page costs; out comes its number of queries."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
        body = answer.getvalue()
    asked = len(queries)  # now: the next request empties the log
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        client.get(address, headers=headers).getvalue()
        times.append((time.perf_counter() - begin) * 1000)
    shown = f"{answer.status_code} {address[:40]}"
    sizes = f"{len(body) / 1000:>8.1f} kB{len(gzip.compress(body)) / 1000:>7.1f} kB zipped"
    print(f"{shown:<40}{statistics.median(times):>8.1f} ms{max(times):>8.1f} worst{asked:>3} queries{sizes}")
    return asked


@pytest.mark.django_db(transaction=True)
def test_public_pages_with_five_thousand_publishing_agencies(client: Client, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert register.load(province("甲路1号")).created == SIZE
    publish_all()
    print(f"\n{SIZE} agencies, each with a report; medians of {ROUNDS}")
    assert {address: measure(client, address) for address in PAGES} == PAGES
    report = f"/agencies/a4999/{YEAR}/"
    measure(client, report, **{"if-none-match": client.get(report)["ETag"]})
    file = attach(Release.objects.get(agency__code="a4999"), PDF * 20_000)
    assert measure(client, report + file.name) == 1
    assert measure(client, report + file.name, **{"if-none-match": f'"{file.sha256}"'}) == 1
