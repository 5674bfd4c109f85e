"""口径说明: the page of an edition, and the data that the editor's panel reads."""

import pytest
from django.test import Client

from reports import editions
from reports.content import outline
from reports.editions.guidance import guidance_of
from tests.public.published import Page, text

CELL = "figures.requests.partly_granted.business"


@pytest.mark.django_db
@pytest.mark.parametrize("edition", editions.all_editions(), ids=lambda edition: edition.code)
def test_page_explains_every_part_row_and_column_without_a_query(client: Client, edition, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = Page(client.get(f"/help/guidance/{edition.code}/"))
    assert [text(heading) for heading in page.all("h2")] == ["目录", *outline.page_titles(edition).values()]
    guidance = guidance_of(edition)
    guides = [*guidance.sections.values(), *guidance.rows.values(), *guidance.columns.values()]
    assert sorted(text(guide.findall("*")[0]) for guide in page.all("div", class_="guide")) == sorted(
        guide.counts for guide in guides
    )
    assert edition.notice in text(page.all("header", class_="report-head")[0])


def test_page_of_a_year_is_that_of_its_format(client: Client):
    assert client.get("/help/guidance/2024/").content == client.get("/help/guidance/2021/").content


def test_data_names_what_explains_a_cell_its_row_first(client: Client):
    data = client.get("/help/guidance/2024/requests.json").json()
    place = data["places"][CELL]
    assert place == {
        "name": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）·商业企业",
        "guides": ["row requests.partly_granted", "column requests.business"],
    }
    row = guidance_of(editions.get("2021")).rows["requests.partly_granted"]
    assert data["guides"][place["guides"][0]] == {
        "name": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "counts": row.counts,
        "basis": list(row.basis),
        "mistakes": list(row.mistakes),
        "example": row.example,
    }
    assert (data["title"], data["page"]) == ("三、收到和处理政府信息公开申请情况", ["requests"])


@pytest.mark.parametrize("edition", editions.all_editions(), ids=lambda edition: edition.code)
def test_every_typed_place_of_every_page_is_explained(client: Client, edition):
    explained = {}
    for page in outline.page_titles(edition):
        data = client.get(f"/help/guidance/{edition.code}/{page}.json").json()
        explained[page] = {place: len(entry["guides"]) for place, entry in data["places"].items()}
        assert {key for entry in data["places"].values() for key in entry["guides"]} <= set(data["guides"])
    counts = {"disclosure": 2, "requests": 2, "proceedings": 2}
    assert explained == {
        page: dict.fromkeys(outline.places_on(edition, page), counts.get(page, 1))
        for page in outline.page_titles(edition)
    }


def test_column_below_a_group_is_explained_by_both_headings(client: Client):
    data = client.get("/help/guidance/2024/proceedings.json").json()
    guides = data["places"]["figures.proceedings.suit_after_review.upheld"]["guides"]
    assert [data["guides"][key]["name"] for key in guides] == ["复议后起诉", "结果维持"]


def test_reader_whose_copy_is_current_gets_304(client: Client):
    tag = client.get("/help/guidance/2024/requests.json")["ETag"]
    assert client.get("/help/guidance/2024/requests.json", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["2018/", "2018/requests.json", "2024/nothing.json"])
def test_what_no_format_has_is_not_there(client: Client, address: str):
    assert client.get(f"/help/guidance/{address}").status_code == 404
