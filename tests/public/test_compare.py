"""Two reports side by side: cells with their difference, and plain words where something cannot be compared."""

import pytest
from django.test import Client

from agencies.models import Agency
from reports.editions import cells_of, for_year
from tests.agencies.trees import plant_ningxia
from tests.public.published import Page, get, numbered, publish, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Agency]:
    return plant_ningxia()


def rows(page: Page) -> list[list[str]]:
    lines = (line for table in page.all("table", class_="compared") for line in table.find("tbody"))
    return [[text(cell) for cell in line] for line in lines]


def test_two_years_stand_side_by_side_with_their_difference(tree: dict[str, Agency], client: Client) -> None:
    sfj = tree["nx-zw-spt-sfj"]
    changed = {
        "disclosure.licensing.decisions": 2,
        "disclosure.charges.amount": "1.25",
        "disclosure.penalties.decisions": None,
    }
    publish(sfj, 2023)
    publish(sfj, 2024, entered={**numbered(2024), **changed})
    page = get(client, "/compare/?a=nx-zw-spt-sfj-2023&b=nx-zw-spt-sfj-2024")
    compared = rows(page)
    assert compared[5:10] == [
        ["行政规范性文件·现行有效件数", "6", "6", "0"],
        ["行政许可·本年处理决定数量", "7", "2", "−5"],
        ["行政处罚·本年处理决定数量", "8", "", ""],
        ["行政强制·本年处理决定数量", "9", "9", "0"],
        ["行政事业性收费·本年收费金额（单位：万元）", "10", "1.25", "−8.75"],
    ]
    assert len(compared) == len(cells_of(for_year(2024)))
    assert page.texts("th", scope="col")[:3] == ["2023年", "2024年", "增减"]


def test_two_agencies_are_named_above_their_columns(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-zw-spt-sfj"])
    publish(tree["nx-sft"])
    page = get(client, "/compare/?a=nx-zw-spt-sfj-2024&b=nx-sft-2024")
    assert page.texts("th", scope="col")[:2] == ["沙坡头区司法局2024年", "宁夏回族自治区司法厅2024年"]


def test_cells_that_one_format_lacks_are_left_blank(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-sft"], 2020)
    publish(tree["nx-sft"], 2024)
    page = get(client, "/compare/?a=nx-sft-2020&b=nx-sft-2024")
    assert ["规章·本年新制作数量", "1", "", ""] in rows(page)
    assert ["规章·本年制发件数", "", "1", ""] in rows(page)
    assert len(rows(page)) == len(cells_of(for_year(2020)).keys() | cells_of(for_year(2024)).keys())
    assert "两份报告的格式不同，一方没有的格留空。" in page.text("p", class_="lead")


def test_one_report_is_offered_others_to_compare_with(tree: dict[str, Agency], client: Client) -> None:
    for year in (2022, 2023, 2024):
        publish(tree["nx-zw-spt-sfj"], year)
    publish(tree["nx-sft"])
    publish(tree["nx-zw"], 2023)
    page = get(client, "/compare/?a=nx-zw-spt-sfj-2024&other=宁夏")
    name = "nx-zw-spt-sfj"
    assert page.links("ul", class_="years") == [
        ("2023年", f"?a={name}-2023&b={name}-2024"),
        ("2022年", f"?a={name}-2022&b={name}-2024"),
    ]
    assert page.links("ul", class_="results") == [("与宁夏回族自治区司法厅2024年比较", f"?a={name}-2024&b=nx-sft-2024")]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("a=nx-sft-2024&b=nx-sft-2024", ["两边是同一份报告，请另选一份来比较。"]),
        ("a=nx-sft-2024&b=nx-sft-2023", ["没有在本站找到机关“nx-sft”2023年的年度报告，请另选一份。"]),
        ("a=nix-2024&b=nx-sft-2024", ["没有在本站找到机关“nix”2024年的年度报告，请另选一份。"]),
        ("a=<b>&b=%00", ["“<b>”不是报告的编号。编号由机关代码和年度组成，例如 nx-sft-2024。"]),
        ("a=nx-sft-99999", ["“nx-sft-99999”不是报告的编号。编号由机关代码和年度组成，例如 nx-sft-2024。"]),
        ("a=nx-sft-2024&other=<i>", []),
        ("", []),
    ],
)
def test_what_cannot_be_compared_is_said(
    tree: dict[str, Agency], client: Client, query: str, sentences: list[str]
) -> None:
    publish(tree["nx-sft"])
    page = get(client, f"/compare/?{query}")
    assert page.texts("p", class_="notice") == sentences
    assert page.all("table") == page.all("i") == []


def test_agency_page_leads_to_the_comparison_of_its_last_two_years(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-sft"], 2022)
    publish(tree["nx-sft"], 2024)
    assert get(client, "/agencies/nx-sft/").links("p", class_="to-compare") == [
        ("逐格比较2022年和2024年", "/compare/?a=nx-sft-2022&b=nx-sft-2024"),
        ("与别的年度或机关比较", "/compare/?a=nx-sft-2024"),
    ]
