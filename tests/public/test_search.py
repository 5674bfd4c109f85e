"""Search: agencies that published, by name and year, a page at a time, and words when nothing is found."""

import pytest
from django.test import Client

from tests.agencies.trees import plant, plant_ningxia
from tests.public.published import Page, get, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(db: None) -> None:
    tree = plant_ningxia()
    for year in (2020, 2022, 2024):
        publish(tree["nx-zw-spt-sfj"], year)
    publish(tree["nx-zw-spt-sfj"], 2024)
    publish(tree["nx-sft"])


def result_names(page: Page) -> list[str]:
    return [item for results in page.all("ul", class_="results") for item in ("".join(li.itertext()) for li in results)]


SFJ = "中卫市沙坡头区司法局 上级：沙坡头区"
SFT = "宁夏回族自治区司法厅 上级：宁夏回族自治区"


@pytest.mark.parametrize(
    ("query", "heading", "results"),
    [
        ("q=司法", "名称含“司法”、已发布报告的机关：2个", [SFT + "2024年", SFJ + "2024年2022年2020年"]),
        ("q=沙坡头 司法", "名称含“沙坡头 司法”、已发布报告的机关：1个", [SFJ + "2024年2022年2020年"]),
        ("q=司法&year=2022", "名称含“司法”、已发布2022年报告的机关：1个", [SFJ + "2022年"]),
        ("year=2024", "已发布2024年报告的机关：2个", [SFT + "2024年", SFJ + "2024年"]),
        ("", "已发布报告的机关：2个", [SFT + "2024年", SFJ + "2024年2022年2020年"]),
    ],
)
def test_search_finds_agencies_with_their_years(
    published: None, client: Client, query: str, heading: str, results: list[str]
) -> None:
    page = get(client, f"/search/?{query}")
    assert page.texts("h2") == [heading]
    assert result_names(page) == results


def test_result_links_to_the_agency_and_to_each_report(published: None, client: Client) -> None:
    own = "/agencies/nx-zw-spt-sfj/"
    assert get(client, "/search/?q=沙坡头区司法局").links("ul", class_="results") == [
        ("中卫市沙坡头区司法局", own),
        ("2024年", own + "2024/"),
        ("2022年", own + "2022/"),
        ("2020年", own + "2020/"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence", "suggested"),
    [
        ("q=教育局", "没有名称含“教育局”的机关。请检查用字，或者少写几个字再试，例如只写“司法局”。", []),
        ("q=%25", "没有名称含“%”的机关。请检查用字，或者少写几个字再试，例如只写“司法局”。", []),
        ("q=吴忠", "下列机关名称相符，但还没有在本站发布报告：", ["吴忠市人民政府"]),
        ("q=司法厅&year=2022", "下列机关名称相符，但没有在本站发布2022年的报告：", ["宁夏回族自治区司法厅"]),
    ],
)
def test_finding_nothing_is_explained(
    published: None, client: Client, query: str, sentence: str, suggested: list[str]
) -> None:
    page = get(client, f"/search/?{query}")
    assert (page.texts("h2"), page.texts("p", class_="empty")) == (["没有找到年度报告"], [sentence])
    assert result_names(page) == suggested


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("year=1999", "没有“1999”年度的年度报告，请另选年度。"),
        ("year=<b>", "没有“<b>”年度的年度报告，请另选年度。"),
        ("q=" + "局" * 101, "机关名称太长，请写不超过 100 个字。"),
    ],
)
def test_wrong_question_gets_a_sentence_at_its_field(
    published: None, client: Client, query: str, sentence: str
) -> None:
    page = get(client, f"/search/?{query}")
    assert page.texts("div", class_="invalid-feedback") == [sentence]
    assert (page.texts("h2"), result_names(page)) == ([], [])


def test_what_was_asked_stays_in_the_form_as_text(published: None, client: Client) -> None:
    page = get(client, '/search/?q="><script>&year=2022')
    assert [field.get("value") for field in page.all("input")] == ['"><script>']
    assert [option.get("value") for option in page.all("option") if option.get("selected") is not None] == ["2022"]
    assert page.all("script") == []


def test_long_results_come_in_pages_that_keep_the_question(client: Client) -> None:
    for number in range(45):
        publish(plant(f"a{number:02}"))
    pages = [
        get(client, f"/search/?q=局&year=2024{page}") for page in ("", "&page=2", "&page=3", "&page=99", "&page=x")
    ]
    assert [len(result_names(page)) for page in pages] == [20, 20, 5, 5, 20]
    assert [page.text("nav", class_="pages") for page in pages] == [
        "第1页，共3页 下一页",
        "上一页 第2页，共3页 下一页",
        "上一页 第3页，共3页",
        "上一页 第3页，共3页",
        "第1页，共3页 下一页",
    ]
    assert pages[1].links("nav", class_="pages") == [
        ("上一页", "?q=%E5%B1%80&year=2024&page=1"),
        ("下一页", "?q=%E5%B1%80&year=2024&page=3"),
    ]


def test_search_pages_are_not_for_robots(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /search/\nDisallow: /compare/\n\nSitemap: http://testserver/sitemap.xml\n"
    )
