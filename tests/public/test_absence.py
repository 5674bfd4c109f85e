"""What is not there: every wrong address is a page in Chinese that says what is missing and leads on."""

import pytest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, Page, publish

pytestmark = pytest.mark.django_db
OWN = "/agencies/nx-sft/"
EVERYWHERE = [("按机关名称和年度查找", "/search/"), ("从首页的机关目录查阅", "/")]
TO_AGENCY = ("宁夏回族自治区司法厅已发布的年度报告", OWN)
TO_FILE_PAGE = ("看这份报告的网页和可以下载的文件", OWN + "2024/")


@pytest.mark.parametrize(
    ("address", "says", "ways"),
    [
        ("/agencies/nix/", "没有代码为“nix”的机关。", []),
        ("/agencies/nix/2024/", "没有代码为“nix”的机关。", []),
        ("/agencies/nx-sft/2023/", "宁夏回族自治区司法厅没有在本站发布2023年的年度报告。", [TO_AGENCY]),
        ("/agencies/nx-sft/2023/1/", "宁夏回族自治区司法厅没有在本站发布2023年的年度报告。", [TO_AGENCY]),
        (
            "/agencies/nx-sft/2024/3/",
            "宁夏回族自治区司法厅2024年的年度报告没有第3版。",
            [("2024年年度报告的最新版（第2版）", OWN + "2024/"), TO_AGENCY],
        ),
        ("/agencies/nx-sft/2024/x.pdf", "没有名为“x.pdf”的文件。", [TO_FILE_PAGE]),
        ("/agencies/nx-sft/2023/x.pdf", "宁夏回族自治区司法厅没有在本站发布2023年的年度报告。", [TO_AGENCY]),
        ("/agencies/nx-sft/2024/9/x.pdf", "没有名为“x.pdf”的文件。", [TO_FILE_PAGE]),
        ("/nothing", "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。", []),
        ("/agencies/nx-sft/02024/", "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。", []),
        ("/agencies/nx-sft/9999/", "宁夏回族自治区司法厅没有在本站发布9999年的年度报告。", [TO_AGENCY]),
        ("/agencies/nx-sft/99999/", "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。", []),
        ("/agencies/nx-sft/2024/9999/", "宁夏回族自治区司法厅2024年的年度报告没有第9999版。",
         [("2024年年度报告的最新版（第2版）", OWN + "2024/"), TO_AGENCY]),
        ("/agencies/<b>/", "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。", []),
    ],
)  # fmt: skip
def test_wrong_address_says_what_is_missing_and_leads_on(
    client: Client, address: str, says: str, ways: list[tuple[str, str]]
) -> None:
    agency = plant_ningxia()["nx-sft"]
    publish(agency, pdf=PDF)
    publish(agency)
    answer = client.get(address)
    page = Page(answer)
    assert (answer.status_code, page.text("h1")) == (404, "没有找到")
    assert page.text("p", class_="lead") == says
    assert page.links("ul", class_="ways") == [*ways, *EVERYWHERE]


def test_addresses_without_their_last_slash_are_led_to_the_page(client: Client) -> None:
    publish(plant_ningxia()["nx-sft"])
    wrong = ("/agencies/nx-sft", "/agencies/nx-sft/2024", "/agencies/nx-sft/2024/1", "/search?q=1")
    assert [client.get(address)["Location"] for address in wrong] == [
        "/agencies/nx-sft/",
        "/agencies/nx-sft/2024/",
        "/agencies/nx-sft/2024/1/",
        "/search/?q=1",
    ]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_public_pages_can_only_be_read(client: Client, method: str) -> None:
    publish(plant_ningxia()["nx-sft"], pdf=PDF)
    pages = ("/", "/search/", "/robots.txt", OWN, OWN + "2024/", OWN + "2024/1/", OWN + "2024/x.pdf")
    assert [getattr(client, method)(address).status_code for address in pages] == [405] * len(pages)


@pytest.mark.parametrize(("template", "heading"), [("403.html", "不能查看这个页面"), ("500.html", "页面暂时不能显示")])
def test_refusals_and_failures_are_explained_without_the_database(
    template: str, heading: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        pages = [render_to_string(template), render(RequestFactory().get("/"), template).content.decode()]
    assert pages[0] == pages[1]
    assert f"<h1>{heading}</h1>" in pages[0]


def test_failure_in_a_view_shows_the_failure_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("reports.public.publications.years", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, Page(answer).text("h1")) == (500, "页面暂时不能显示")
