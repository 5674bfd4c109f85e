"""A corrected report: what changed, against which version, and why."""

import pytest
from django.test import Client

from agencies.models import Agency
from tests.agencies.trees import plant_ningxia
from tests.public.published import Page, day, get, numbered, publish, text

pytestmark = pytest.mark.django_db
ADDRESS = "/agencies/nx-zw-spt-sfj/2024/"


@pytest.fixture
def sfj() -> Agency:
    """An agency with a first version that says 甲。乙。"""
    agency = plant_ningxia()["nx-zw-spt-sfj"]
    publish(agency, prose={"overview": "甲。乙。"}, on=day(2025, 1, 20))
    return agency


def log(page: Page) -> str:
    return text(page.all("section", class_="corrections")[0])


def test_first_version_has_no_corrections(sfj: Agency, client: Client) -> None:
    assert get(client, ADDRESS).all("section", class_="corrections") == []


def test_correction_says_why_and_lists_cells_and_sentences(sfj: Agency, client: Client) -> None:
    entered = {**numbered(2024), "disclosure.licensing.decisions": 70}
    publish(sfj, entered=entered, prose={"overview": "甲。丙<b>。"}, reason="写错了<i>。", on=day(2025, 3, 1))
    page = get(client, ADDRESS)
    assert page.text("p", class_="corrected") == "更正版：2025年3月1日起替代第1版。更正理由：写错了<i>。 看改了什么"
    rows = [[text(cell) for cell in row] for row in page.all("table", class_="changed-cells")[0].iter("tr")]
    assert rows == [["位置", "原来", "现在"], ["行政许可·本年处理决定数量", "7", "70"]]
    assert page.texts("del") == ["乙。"]
    assert page.texts("ins") == ["丙<b>。"]
    assert log(page).startswith("更正记录 第2版，2025年3月1日发布 更正理由：写错了<i>。 改动的数据")


def test_every_version_is_compared_with_the_one_before_it(sfj: Agency, client: Client) -> None:
    publish(sfj, prose={"overview": "甲。"}, on=day(2025, 3, 1))
    publish(sfj, prose={"overview": "甲。"}, on=day(2025, 4, 1), reason="换了附件。")
    assert log(get(client, ADDRESS)) == (
        "更正记录 第3版，2025年4月1日发布 更正理由：换了附件。 数据和文字与第2版相同。"
        " 第2版，2025年3月1日发布 一、总体情况 删去 乙。"
    )
    assert log(get(client, ADDRESS + "2/")) == "更正记录 第2版，2025年3月1日发布 一、总体情况 删去 乙。"
    assert get(client, ADDRESS + "1/").all("section", class_="corrections") == []


def test_change_of_paragraphs_alone_is_called_that(sfj: Agency, client: Client) -> None:
    publish(sfj, prose={"overview": "甲。\n乙。"})
    assert log(get(client, ADDRESS)).endswith("一、总体情况 只改了分段。")
