"""R802 beside real agencies: whose words are looked at, and what a copied report is told."""

import pytest

from agencies.models import Agency
from reports.models.neighbours import neighbours
from tests import factories

pytestmark = pytest.mark.django_db

COPIED = (
    "我局每周检查一次门户网站的栏目，发现链接失效当天修复。各股室指定一名联络员，负责整理本股室应当公开的文件。"
    "新进人员先参加半天的公开业务培训，再上岗办理答复。"
)


@pytest.fixture
def parent() -> Agency:
    return factories.agency("nx-x", name="甲县人民政府", kind="government")


def department(parent: Agency, code: str, name: str) -> Agency:
    return factories.agency(code, name=name, parent=parent)


def test_neighbours_are_those_beside_and_of_its_kind_but_not_above_or_below(parent):
    other = factories.agency("nx-y", name="乙县人民政府", kind="government")
    own = department(parent, "nx-x-sfj", "甲县司法局")
    department(parent, "nx-x-jyj", "甲县教育局")
    department(other, "nx-y-sfj", "乙县司法局")
    department(other, "nx-y-jyj", "乙县教育局")
    department(own, "nx-x-sfj-1", "甲县城关司法所")
    assert [each.names for each in neighbours(own, 2024)] == [("甲县教育局",), ("乙县司法局",)]


def test_draft_of_another_agency_is_never_read(parent):
    own, other = department(parent, "nx-a", "甲县司法局"), department(parent, "nx-b", "甲县教育局")
    factories.report(other, 2024, prose=factories.prose(overview=COPIED))
    assert [each.prose for each in neighbours(own, 2024)] == [{}]


def test_text_taken_from_another_agencys_published_report_is_told(parent):
    own, other = department(parent, "nx-a", "甲县司法局"), department(parent, "nx-b", "甲县教育局")
    factories.release(factories.report(other, 2024, prose=factories.prose(overview=COPIED)))
    report = factories.report(own, 2024, prose=factories.prose(overview=COPIED))
    (finding,) = [each for each in report.findings() if each.code == "R802"]
    assert (finding.where, finding.level) == ("overview", "warning")
    assert finding.says.startswith("这一部分有 100% 的文字与甲县教育局的报告相同")


def test_name_of_another_agency_is_an_error(parent):
    own = department(parent, "nx-a", "甲县司法局")
    department(parent, "nx-b", "甲县教育局")
    report = factories.report(own, 2024, prose=factories.prose(other="2024年，甲县教育局未收取信息处理费。"))
    (finding,) = [each for each in report.findings() if each.code == "R802"]
    assert (finding.level, report.prose["other"][slice(*finding.span)]) == ("error", "甲县教育局")
