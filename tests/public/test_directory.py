"""The register of agencies: all that published, or those of a year, in pages with addresses of their own."""

import pytest
from django.test import Client

from reports.public import directory
from tests.agencies.trees import plant, plant_ningxia
from tests.public.published import get, publish

pytestmark = pytest.mark.django_db


def test_register_lists_every_agency_with_its_years(client: Client) -> None:
    tree = plant_ningxia()
    for year in (2022, 2024):
        publish(tree["nx-zw-spt-sfj"], year)
    publish(tree["nx-sft"])
    own = "/agencies/nx-zw-spt-sfj/"
    assert get(client, "/directory/").links("ul", class_="results") == [
        ("宁夏回族自治区司法厅", "/agencies/nx-sft/"),
        ("2024年", "/agencies/nx-sft/2024/"),
        ("中卫市沙坡头区司法局", own),
        ("2024年", own + "2024/"),
        ("2022年", own + "2022/"),
    ]
    page = get(client, "/years/2022/")
    assert (page.text("h1"), page.texts("h2")) == ("2022年年度报告", ["已发布2022年报告的机关：1个"])
    assert page.links("ul", class_="results") == [("中卫市沙坡头区司法局", own), ("2022年", own + "2022/")]


def test_long_register_comes_in_pages_with_addresses_of_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PER_PAGE", 2)
    for number in range(5):
        publish(plant(f"a{number}"))
    pages = [get(client, f"/years/2024/{number}") for number in ("", "2/", "3/")]
    assert [page.links("nav", class_="pages") for page in pages] == [
        [("下一页", "/years/2024/2/")],
        [("上一页", "/years/2024/"), ("下一页", "/years/2024/3/")],
        [("上一页", "/years/2024/2/")],
    ]
    assert get(client, "/directory/3/").links("nav", class_="pages") == [("上一页", "/directory/2/")]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/years/2019/", "没有机关在本站发布2019年的年度报告。"),
        ("/years/2024/2/", "2024年的机关名录没有第2页。"),
        ("/directory/9/", "机关名录没有第9页。"),
        ("/directory/1/", "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。"),
    ],
)
def test_page_that_is_not_there_says_so(client: Client, address: str, sentence: str) -> None:
    publish(plant("x"))
    answer = client.get(address)
    assert (answer.status_code, sentence in answer.content.decode()) == (404, True)


def test_register_without_reports_says_so(client: Client) -> None:
    assert get(client, "/directory/").texts("p", class_="empty") == ["还没有机关发布年度报告。"]
