"""Real published reports: every figure as it stands on the paper, their known faults as findings."""

import json
from decimal import Decimal

import pytest

from reports.checks.inspection import inspect
from reports.content.figures import text
from reports.importing import ValueState, read_report

SEEDS = (
    "000_cdeef38ae2f7a1d2.txt",
    "001_fdb8945cfca4de2a.txt",
    "002_9944da9601cf06f9.txt",
    "003_87bbbc62a9fc9bd5.txt",
    "004_43edee1ebad1860f.txt",
    "huaian_hongze_2023.pdf",
    "shanghai_szfbgt_2019.html",
)


@pytest.fixture(scope="module")
def readings(corpus):
    return {name: read_report((corpus / name).read_bytes()) for name in SEEDS}


@pytest.mark.parametrize("name", SEEDS)
def test_every_figure_is_read_as_it_stands_there(readings, corpus, name):
    stem = name.rpartition(".")[0]
    expected = json.loads((corpus / "expected" / f"{stem}.json").read_text(encoding="utf-8"))
    assert {key: text(figure) or None for key, figure in readings[name].figures.items()} == expected["figures"]


@pytest.mark.parametrize("name", SEEDS)
def test_nothing_in_a_seed_is_doubtful(readings, name):
    assert [key for key, value in readings[name].cells.items() if value.state is ValueState.DOUBTFUL] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (SEEDS[0], ("2021", "沙坡头区司法局", 2024)),
        (SEEDS[1], ("2021", "自治区司法厅", 2024)),
        (SEEDS[2], ("2021", "中卫市沙坡头区司法局", 2022)),
        (SEEDS[3], ("2019", "中卫市沙坡头区司法局", 2020)),
        (SEEDS[4], ("2021", "红寺堡区司法局", 2024)),
        (SEEDS[5], ("2021", "洪泽区人民政府", 2023)),
        (SEEDS[6], ("2019", "上海市人民政府办公厅", 2019)),
    ],
)
def test_edition_agency_and_year_come_from_the_paper(readings, name, expected):
    reading = readings[name]
    assert (reading.edition, reading.agency, reading.year) == expected


def findings_of(reading, *codes):
    return [(finding.code, finding.where) for finding in reading.findings if finding.code in codes]


def test_a_heading_that_lacks_a_word_is_a_finding(readings):
    assert findings_of(readings[SEEDS[1]], "F503") == [("F503", "problems")]


def test_five_blank_cells_are_one_finding_and_no_zeros(readings):
    reading = readings[SEEDS[2]]
    assert findings_of(reading, "B103") == [("B103", "proceedings.review.upheld")]
    blank = [key for key, value in reading.cells.items() if value.state is ValueState.BLANK]
    assert blank == [f"proceedings.review.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]


def test_a_group_printed_as_one_row_is_a_finding_and_its_other_rows_are_missing(readings):
    reading = readings[SEEDS[5]]
    assert findings_of(reading, "I103") == [("I103", "requests.other_other.natural_person")]
    missing = {key.split(".")[1] for key, value in reading.cells.items() if value.state is ValueState.MISSING}
    assert missing == {"other_not_corrected", "other_not_paid"}


def test_a_misprinted_label_is_a_finding_with_its_likeness(readings):
    (misprint,) = (finding for finding in readings[SEEDS[5]].findings if finding.code == "I102")
    assert misprint.says == "行名印作“2.其他法律行政止公开”，按“2.其他法律行政法规禁止公开”读取（相似度 87%）"


def test_totals_that_are_not_sums_are_findings_and_stay_as_they_are(readings):
    reading = readings[SEEDS[5]]
    assert findings_of(reading, "B102") == [
        ("B102", "proceedings.review.total"),
        ("B102", "proceedings.suit_after_review.total"),
    ]
    assert reading.figures["proceedings.review.total"] == 0


def test_a_unit_in_a_cell_is_not_part_of_its_figure(readings):
    assert readings[SEEDS[3]].cells["disclosure.procurement.amount"].figure == Decimal(1382400)
    assert readings[SEEDS[3]].cells["disclosure.procurement.amount"].raw == "1382400 元"


def test_lines_torn_by_a_page_are_paragraphs_again(readings):
    parts = {part.key: part.text.split("\n") for part in readings[SEEDS[0]].sections}
    assert [len(part) for part in parts["overview"]] == [197, 101, 48, 140, 274, 161]
    assert len(parts["problems"]) == 2


def test_the_contact_is_found_at_the_end_and_in_the_opening(readings):
    assert readings[SEEDS[1]].facts["telephone"] == "0951-4113470"
    assert readings[SEEDS[4]].facts == {
        "address": "吴忠市红寺堡区燕然路与弘德街交汇处",
        "postcode": "751999",
        "telephone": "0953-5098528",
        "fax": "0953-5098528",
        "email": "hsf12348@168.com",
    }


def test_a_blank_cell_of_a_portal_page_has_its_place(readings):
    cell = readings[SEEDS[6]].cells["requests.received.research"]
    assert (cell.state, cell.place.table, cell.place.row) == (ValueState.BLANK, 6, 4)


def test_a_draft_can_be_checked_before_it_is_entered(readings):
    codes = {finding.code for finding in inspect(readings[SEEDS[4]])}
    assert {"B106", "F501", "F502", "F505", "T602", "T605"} <= codes


PAGES = ("pingtan_gonganju_2021.txt", "pingtan_gonganju_2022.txt")


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        (PAGES[0], {"requests.received.natural_person": 1, "disclosure.penalties.decisions": 141}),
        (PAGES[1], {"requests.concluded.total": 2, "disclosure.penalties.decisions": 157}),
    ],
)
def test_digits_that_ran_together_are_parted_where_their_sum_allows_one_way_only(corpus, name, sure):
    reading = read_report((corpus / name).read_bytes())
    assert {key: reading.cells[key].figure for key in sure} == sure
    assert {reading.cells[key].state for key in sure} == {ValueState.READ}


def test_digits_that_can_be_parted_in_several_ways_are_doubtful(corpus):
    reading = read_report((corpus / PAGES[1]).read_bytes())
    doubtful = [key for key, value in reading.cells.items() if value.state is ValueState.DOUBTFUL]
    assert doubtful == [f"disclosure.normative_documents.{column}" for column in ("issued", "repealed", "in_force")]
