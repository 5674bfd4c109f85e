"""The page of an agency: its years, its place, what stands below it, how to reach it."""

import pytest
from django.test import Client

from agencies.models import Agency
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, day, get, publish, text

pytestmark = pytest.mark.django_db
OWN = "/agencies/nx-zw-spt-sfj/"


@pytest.fixture
def tree() -> dict[str, Agency]:
    return plant_ningxia()


def test_years_come_newest_first_each_in_its_newest_version(tree: dict[str, Agency], client: Client) -> None:
    sfj = tree["nx-zw-spt-sfj"]
    publish(sfj, 2022, on=day(2023, 1, 9), pdf=PDF)
    publish(sfj, 2024, on=day(2025, 1, 20), pdf=PDF)
    publish(sfj, 2024, on=day(2025, 3, 1), pdf=PDF * 100)
    page = get(client, OWN)
    assert page.text("h1") == "中卫市沙坡头区司法局"
    title = "沙坡头区司法局{}年政府信息公开工作年度报告"
    (entries,) = page.all("ul", class_="plain")
    assert [text(entry) for entry in entries] == [
        f"{title.format(2024)} 第2版 · 2025年3月1日发布 下载 PDF 1.9 KB",
        f"{title.format(2022)} 第1版 · 2023年1月9日发布 下载 PDF 19 字节",
    ]
    assert [address for name, address in page.links("ul", class_="plain") if name.startswith("沙")] == [
        OWN + "2024/",
        OWN + "2022/",
    ]
    downloads = [address for name, address in page.links("ul", class_="plain") if name.startswith("下载")]
    assert [client.get(address).getvalue() for address in downloads] == [PDF * 100, PDF]


def test_agency_stands_under_its_superiors_and_above_those_that_published(
    tree: dict[str, Agency], client: Client
) -> None:
    publish(tree["nx-zw-spt-sfj"])
    page = get(client, "/agencies/nx-zw/")
    assert page.links("nav", class_="breadcrumb") == [("首页", "/"), ("宁夏回族自治区", "/agencies/nx/")]
    (below,) = page.all("section", **{"aria-labelledby": "below"})
    assert [(text(link), link.get("href")) for link in below.iter("a")] == [("沙坡头区司法局", OWN)]
    assert page.texts("p", class_="empty") == ["本机关还没有在本站发布年度报告。下级机关的报告见“下级机关”。"]


def test_agency_without_reports_says_so(tree: dict[str, Agency], client: Client) -> None:
    page = get(client, OWN)
    assert page.texts("p", class_="empty") == ["本机关还没有在本站发布年度报告。"]
    assert page.texts("h2") == ["年度报告"]


def test_contact_is_what_the_newest_report_says(tree: dict[str, Agency], client: Client) -> None:
    sfj = tree["nx-zw-spt-sfj"]
    facts = {"address": "鼓楼西街265号", "postcode": "755000", "telephone": "0955-7630167", "portal_name": "区政府网站",
             "portal_url": "http://www.spt.gov.cn"}  # fmt: skip
    Agency.objects.filter(pk=sfj.pk).update(**facts)
    sfj.refresh_from_db()
    publish(sfj)
    Agency.objects.filter(pk=sfj.pk).update(telephone="0000")
    page = get(client, OWN)
    assert page.texts("dt") == ["地址", "电话", "门户网站"]
    assert page.texts("dd") == ["鼓楼西街265号（邮编 755000）", "0955-7630167", "区政府网站"]
    assert page.links("dl", class_="facts") == [("区政府网站", "http://www.spt.gov.cn")]
