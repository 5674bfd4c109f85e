"""Which edition a report follows, and what stands around its tables."""

import pytest

from reports import editions
from reports.editions import NoEdition
from reports.editions.schema import Balance, CarryOver, Stock

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def test_editions_are_the_two_of_the_office_oldest_first():
    assert [(each.code, each.notice, each.first_year, each.last_year) for each in editions.all_editions()] == [
        ("2019", "国办公开办函〔2019〕60号", 2019, 2020),
        ("2021", "国办公开办函〔2021〕30号", 2021, None),
    ]


def test_notices_have_their_full_titles():
    assert {each.code: each.notice_title for each in editions.all_editions()} == {
        "2019": "国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知",
        "2021": "国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知",
    }


@pytest.mark.parametrize(
    ("year", "code"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021"), (2099, "2021")]
)
def test_edition_follows_from_the_year(year, code):
    assert editions.for_year(year) is editions.get(code)


@pytest.mark.parametrize("year", [2018, 0, -1])
def test_year_before_the_first_edition_is_refused_in_a_sentence(year):
    with pytest.raises(NoEdition) as refusal:
        editions.for_year(year)
    assert str(refusal.value) == f"{year} 年没有适用的年度报告格式（最早为 2019 年度）"


@pytest.mark.parametrize("code", ["2020", "", "２０２１"])
def test_unknown_code_is_refused_in_a_sentence(code):
    with pytest.raises(NoEdition) as refusal:
        editions.get(code)
    assert str(refusal.value) == f"没有代码为“{code}”的格式版本（现有：2019、2021）"


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_sections_have_the_official_headings(code):
    assert [section.title for section in editions.get(code).sections] == HEADINGS


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_prose_and_tables_have_their_keys_in_the_order_of_the_paper(code):
    edition = editions.get(code)
    assert edition.prose_keys == ("opening", "overview", "problems", "other", "contact")
    assert list(edition.tables) == ["disclosure", "requests", "proceedings"]


@pytest.mark.parametrize(
    ("code", "topics", "length"),
    [
        ("2019", ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"), None),
        ("2021", ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"), 1000),
    ],
)
def test_overview_has_the_topics_and_the_length_the_notice_asks(code, topics, length):
    overview = editions.get(code).sections[0]
    assert (overview.topics, overview.max_characters) == (topics, length)
    assert overview.government_topics == ("工作考核", "社会评议", "责任追究")


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_relations_are_the_one_balance_and_one_carry_over_of_table_three(code):
    blocks = [block for table in editions.get(code).tables.values() for block in table.blocks]
    assert [balance for block in blocks for balance in block.balances] == [
        Balance(left=("received", "carried_in"), right=("concluded", "carried_out"))
    ]
    assert [carry for block in blocks for carry in block.carry_overs] == [
        CarryOver(opening="carried_in", closing="carried_out")
    ]


def test_running_stock_is_declared_for_2021_only():
    stocks = {
        edition.code: [stock for table in edition.tables.values() for block in table.blocks for stock in block.stocks]
        for edition in editions.all_editions()
    }
    assert stocks == {"2019": [], "2021": [Stock(closing="in_force", added="issued", removed="repealed")]}
