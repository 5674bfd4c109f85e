"""The page of rules: what each rule means, and how often it spoke in the reports that the person may see."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.roles import Role
from reports import actions
from reports.checks import catalogue
from reports.models import Report
from reports.models.explanation import reviewed_findings
from reports.queries import rule_counts
from tests import factories
from tests.agencies.people import person
from tests.public.published import Page, text

pytestmark = pytest.mark.django_db
FAULTY = "截止目前公开信息20条，给与答复。"


@pytest.fixture(autouse=True)
def forgotten():
    cache.clear()


@pytest.fixture
def report():
    return factories.report(prose=factories.prose(overview=FAULTY))


@pytest.fixture
def drafter(report):
    return person("drafter", Role.DRAFTER, at=report.agency)


def row(client, code: str) -> list[str]:
    (line,) = Page(client.get("/desk/rules/")).all("tr", id=code)
    return [" ".join(text(cell).split()) for cell in line]


def explain(report: Report, by, reason: str) -> None:
    finding = next(each for each in reviewed_findings(report, report.findings()) if "给与" in each.finding.says)
    actions.explain(report, finding.fingerprint, reason, by)


def test_rule_shows_meaning_source_example_and_counts(client, report, drafter):
    explain(report, drafter, "引用原文。")
    client.force_login(drafter)
    assert row(client, "T602") == [
        "常见的错字和混用的词依据：校对惯例（可由单位增补的词表）",
        "提醒",
        "截止目前，公开信息20条。→ 截至目前",
        "2 处，1 份",
        "1",
    ]
    assert row(client, "B101")[3:] == ["0", "0"]


def test_page_lists_every_rule_and_says_what_was_counted(client, report, drafter):
    client.force_login(drafter)
    shown = Page(client.get("/desk/rules/"))
    assert [line.get("id") for line in shown.all("tr") if line.get("id")] == [
        entry.code for family in catalogue.families() for entry in family.entries
    ]
    assert "您能看到的 1 份报告中最近改动的 1 份" in text(shown.root)


def test_stranger_to_every_agency_reads_the_rules_without_counts(client, report):
    client.force_login(person("stranger"))
    assert row(client, "T602")[3:] == ["0", "0"]
    assert "您还没有可以看到的报告" in text(Page(client.get("/desk/rules/")).root)


def test_supervisor_counts_the_agencies_below_and_no_others(report):
    report.agency.parent = factories.agency("nx", kind="government", level="province")
    report.agency.save()
    elsewhere = factories.report(factories.agency("nx-sft"), prose=factories.prose(overview=FAULTY))
    tally = rule_counts.for_user(person("office", Role.SUPERVISOR, at=report.agency.parent))
    assert (tally.counted, tally.visible, tally.fired["T602"], tally.reports["T602"]) == (1, 1, 2, 1)
    assert elsewhere.pk != report.pk


def test_count_follows_a_save_and_an_explanation_taken_back(report, drafter):
    explain(report, drafter, "引用原文。")
    before = rule_counts.for_user(drafter)
    explain(report, drafter, "")
    actions.save(report, {"prose.overview": actions.Change(FAULTY, "公开信息20条，给与答复。")}, drafter)
    after = rule_counts.for_user(drafter)
    assert [(each.fired["T602"], each.explained["T602"]) for each in (before, after)] == [(2, 1), (1, 0)]


def test_reports_counted_lately_are_not_checked_again(report, drafter):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            rule_counts.for_user(drafter)
        return len(captured)

    first = queries()
    second = queries()
    for year in range(2019, 2024):
        factories.report(report.agency, year)
    third = queries()
    assert second < first
    assert queries() == second < third


def test_only_so_many_reports_are_counted(report, drafter, monkeypatch):
    for year in range(2019, 2024):
        factories.report(report.agency, year)
    monkeypatch.setattr(rule_counts, "NEWEST", 4)
    tally = rule_counts.for_user(drafter)
    assert (tally.counted, tally.visible) == (4, 6)
    cache.clear()
    monkeypatch.setattr(rule_counts, "SECONDS_TO_COUNT", -1.0)
    assert rule_counts.for_user(drafter).counted == 0
