"""What was taken from public view: a dated notice in its place, and no way left to what it said."""

import pytest
from django.test import Client

from agencies.models import Agency
from reports.models import Release
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, Page, day, get, publish, text, withdraw

pytestmark = pytest.mark.django_db
OWN = "/agencies/nx-zw-spt-sfj/"
ADDRESS = OWN + "2024/"
NOTICE = "这份报告已于2025年3月1日撤下，不再提供查阅和下载。 理由：含有<b>个人信息</b>。"
TITLE = "沙坡头区司法局2024年政府信息公开工作年度报告"


@pytest.fixture
def sfj() -> Agency:
    return plant_ningxia()["nx-zw-spt-sfj"]


@pytest.fixture
def withdrawn(sfj: Agency) -> Release:
    publish(sfj, prose={"overview": "撤下的话。"}, pdf=PDF, on=day(2025, 1, 20))
    second = publish(sfj, prose={"overview": "也撤下的话。"}, pdf=PDF, on=day(2025, 2, 1))
    withdraw(second, "含有<b>个人信息</b>。", on=day(2025, 3, 1))
    return second


def gone(client: Client, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 410
    assert "撤下的话" not in answer.content.decode()
    return Page(answer)


@pytest.mark.parametrize(
    ("more", "notice"),
    [("", NOTICE), ("1/", NOTICE.replace("这份报告", "第1版")), ("2/", NOTICE.replace("这份报告", "第2版"))],
)
def test_withdrawn_report_and_its_earlier_versions_leave_a_dated_notice(
    withdrawn: Release, client: Client, more: str, notice: str
) -> None:
    page = gone(client, ADDRESS + more)
    assert page.text("h1") == TITLE
    assert page.text("div", class_="withdrawn") == notice
    assert page.links("ul", class_="ways") == [
        ("中卫市沙坡头区司法局已发布的年度报告", OWN),
        ("从首页的机关目录查阅", "/"),
    ]
    assert page.all("table") == page.all("script") == []


@pytest.mark.parametrize("version", ["", "1/", "2/"])
def test_files_of_a_withdrawn_report_answer_with_the_notice(withdrawn: Release, client: Client, version: str) -> None:
    name = withdrawn.files.get().name
    assert "撤下，不再提供查阅和下载" in gone(client, f"{ADDRESS}{version}{name}").text("div", class_="withdrawn")


def test_lists_feeds_and_maps_leave_a_withdrawn_report_out(withdrawn: Release, client: Client) -> None:
    addresses = ("/", "/search/?q=司法局", "/directory/", "/feed.xml", OWN + "feed.xml", "/sitemap.xml")
    pages = [client.get(address).content.decode() for address in addresses]
    assert [address for address, page in zip(addresses, pages, strict=True) if "2024" in page] == []
    assert [client.get(address).status_code for address in ("/years/2024/", "/sitemap-1.xml")] == [404, 404]
    assert get(client, "/compare/?a=nx-zw-spt-sfj-2024").texts("p", class_="notice") == [
        "没有在本站找到机关“nx-zw-spt-sfj”2024年的年度报告，请另选一份。"
    ]


def test_agency_shows_the_notice_among_its_years(withdrawn: Release, sfj: Agency, client: Client) -> None:
    publish(sfj, 2022, on=day(2023, 1, 9))
    page = get(client, OWN)
    (entries,) = page.all("ul", class_="plain")
    assert [text(entry) for entry in entries] == [
        f"{TITLE} 已于2025年3月1日撤下。理由：含有<b>个人信息</b>。",
        "沙坡头区司法局2022年政府信息公开工作年度报告 第1版 · 2023年1月9日发布",
    ]
    assert page.texts("th", scope="col") == ["2022年"]
    assert get(client, OWN + "2022/").links("nav", class_="neighbours") == [("沙坡头区司法局 全部年度", OWN)]


def test_correction_after_a_withdrawal_is_public_and_what_came_before_stays_hidden(
    withdrawn: Release, sfj: Agency, client: Client
) -> None:
    publish(sfj, prose={"overview": "更正的话。"}, pdf=b"third", on=day(2025, 4, 1), reason="删去个人信息。")
    page = get(client, ADDRESS)
    assert page.texts("div", class_="prose")[1] == "更正的话。"
    assert page.links("ul", class_="versions") == []
    assert [text(each) for each in page.all("ul", class_="versions")[0]] == [
        "第3版（本页） 2025年4月1日发布",
        "第2版 2025年2月1日发布，2025年3月1日撤下",
        "第1版 2025年1月20日发布，2025年3月1日撤下",
    ]
    (log,) = page.all("section", class_="corrections")
    assert "更正理由：删去个人信息。 第2版已经撤下，不再列出与它的差别。" in text(log)
    assert gone(client, ADDRESS + "1/").links("ul", class_="ways")[0] == ("2024年年度报告的现行版本（第3版）", ADDRESS)
    assert client.get(ADDRESS + withdrawn.files.get().name).getvalue() == b"third"


def test_version_that_never_was_is_unknown_even_of_a_withdrawn_report(withdrawn: Release, client: Client) -> None:
    assert client.get(ADDRESS + "3/").status_code == 404
