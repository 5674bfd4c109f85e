"""What a new year's report begins with."""

import pytest

from reports import actions
from reports.models import Report
from reports.queries import history
from tests import factories

pytestmark = pytest.mark.django_db

LAST = {
    "opening": "本报告依据国办公开办函〔2021〕30号编制，统计期限为2023年1月1日至2023年12月31日。",
    "overview": "2023年工作平稳。\n（一）主动公开情况。全年公开12件。\n（二）依申请公开\n收到3件。",
    "problems": "（一）存在的主要问题：人手不足。\n（二）改进情况。加强培训。",
    "other": "2023年未收取信息处理费。",
    "contact": "电话：0955-7012345",
}


@pytest.fixture
def last_year():
    carried = {"requests.received.business": 3, "requests.carried_out.business": 3}
    return factories.report(year=2023, figures=factories.figures(**carried), prose=factories.prose(**LAST))


def test_new_year_takes_over_what_stays_and_no_sentence_and_no_zero_but_the_carried_over(last_year):
    report = actions.start(last_year.agency, 2024)
    assert report.prose == {
        "opening": "本报告依据国办公开办函〔2021〕30号编制，统计期限为2024年1月1日至2024年12月31日。",
        "overview": "（一）主动公开情况\n（二）依申请公开",
        "problems": "（一）存在的主要问题\n（二）改进情况",
        "contact": "电话：0955-7012345",
    }
    columns = ("natural_person", "research", "nonprofit", "legal_service", "other_organisation")
    assert report.figures == {"requests.carried_in.business": 3} | {
        f"requests.carried_in.{column}": 0 for column in columns
    }


def test_taken_over_cells_are_known_until_somebody_changes_them(last_year):
    report = actions.start(last_year.agency, 2024)
    place = "figures.requests.carried_in.business"
    assert history.untouched(report, actions.FROM_LAST_YEAR)[place] == "3"
    actions.save(report, {place: actions.Change("3", "4")}, by=None)
    assert place not in history.untouched(report, actions.FROM_LAST_YEAR)


def test_first_report_of_an_agency_begins_with_the_topics_the_notice_asks_for():
    report = actions.start(factories.agency(), 2024)
    assert report.prose["overview"] == (
        "（一）主动公开\n（二）依申请公开\n（三）政府信息管理\n（四）政府信息公开平台建设\n（五）监督保障"
    )
    assert "国办公开办函〔2021〕30号" in report.prose["opening"]
    assert "2024年1月1日至12月31日" in report.prose["opening"]
    assert report.figures == {}


def test_opening_is_written_anew_when_the_notice_is_another():
    last = factories.report(year=2020, figures=factories.figures("2019"), prose=factories.prose("2019", **LAST))
    report = actions.start(last.agency, 2021)
    assert "国办公开办函〔2021〕30号" in report.prose["opening"]
    assert "2021年1月1日至12月31日" in report.prose["opening"]


def test_starting_twice_gives_the_same_report_and_changes_nothing(last_year):
    first = actions.start(last_year.agency, 2024)
    actions.save(first, {"prose.other": actions.Change("", "无收费。")}, by=None)
    again = actions.start(last_year.agency, 2024)
    assert (again.pk, again.prose["other"], Report.objects.filter(year=2024).count()) == (first.pk, "无收费。", 1)
