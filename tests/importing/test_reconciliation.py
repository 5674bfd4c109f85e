"""Collating: what a reading would put into a report, and what a person must look at before."""

from dataclasses import replace

from reports import editions
from reports.importing import reconciliation
from reports.importing.reading import FilePlace, ReadSection, Unmatched, Value, ValueState
from reports.importing.reconciliation import Decision
from tests import uploads

E2021, E2019 = editions.get("2021"), editions.get("2019")
RECEIVED = "figures.requests.received.natural_person"
TOTAL = "figures.requests.received.total"
GRANTED = "figures.requests.granted.business"


def sheet(reading, **texts):
    return reconciliation.reconcile(E2021, reading, {place: Decision(text, "核对人") for place, text in texts.items()})


def open_places(reconciled):
    return [line.place for line in reconciled.open]


def test_faultless_reading_asks_nothing_and_gives_every_value():
    reconciled = sheet(uploads.reading())
    assert (open_places(reconciled), reconciled.left, len(reconciled.lines)) == ([], (), 205)
    assert reconciled.values[RECEIVED] == "0"
    assert reconciled.values["prose.overview"] == "这里写 overview。"
    assert TOTAL not in reconciled.values


def test_doubtful_and_missing_cells_and_totals_that_differ_are_open():
    assert open_places(sheet(uploads.doubtful())) == [RECEIVED, TOTAL, GRANTED]


def test_blank_on_the_paper_stays_blank_and_is_not_open():
    line = sheet(uploads.doubtful()).by_place["figures.requests.granted.research"]
    assert (line.now, line.is_open, line.how) == ("", False, "空白")


def test_line_says_state_raw_text_place_and_doubt():
    line = sheet(uploads.doubtful()).by_place[RECEIVED]
    assert line.says == "存疑，原文“8 0”，第3页第2张表第5行，两个数连在一起"


def test_confirmed_and_corrected_places_are_settled_and_say_by_whom():
    reconciled = sheet(uploads.doubtful(), **{RECEIVED: "8", GRANTED: "0"})
    assert [(reconciled.by_place[place].now, reconciled.by_place[place].how) for place in (RECEIVED, GRANTED)] == [
        ("8", "核对"),
        ("0", "改正"),
    ]
    assert open_places(reconciled) == [TOTAL]


def test_correction_that_makes_the_stated_total_right_settles_it():
    reconciled = sheet(uploads.doubtful(), **{RECEIVED: "9", GRANTED: "0"})
    assert open_places(reconciled) == []
    assert reconciled.by_place[TOTAL].now == "9"


def test_confirmed_total_is_open_again_when_its_sum_changes():
    settled = {GRANTED: "0", RECEIVED: "8", TOTAL: "8"}
    assert open_places(sheet(uploads.doubtful(), **settled)) == []
    assert open_places(sheet(uploads.doubtful(), **{**settled, RECEIVED: "7"})) == [TOTAL]


def test_total_over_a_blank_cell_is_not_silently_lost():
    blank = Value(ValueState.BLANK, None, "", FilePlace(3, 2, 5))
    stated = Value(ValueState.READ, 4, "4", FilePlace(3, 2, 5))
    reading = uploads.with_cells(
        uploads.reading(), **{"requests.received.natural_person": blank, "requests.received.total": stated}
    )
    (line,) = sheet(reading).open
    assert (line.place, line.why) == (
        TOTAL,
        "原件的合计是 4，各格有空白，不能相加；报告里的合计总是由各格相加",
    )


def test_total_of_cells_some_of_which_are_blank_for_zero_is_no_doubt():
    line = sheet(uploads.doubtful()).by_place["figures.requests.granted.total"]
    assert (line.is_open, line.now, line.why) == (False, "", "各格有空白，报告里的合计也空着；没有发生的请填 0")


def test_value_its_cell_cannot_hold_is_doubtful():
    reading = uploads.with_cells(
        uploads.reading(), **{"requests.received.natural_person": Value(ValueState.READ, -1, "-1", FilePlace(3))}
    )
    line = sheet(reading).by_place[RECEIVED]
    assert (line.state, line.now, line.why) == (ValueState.DOUBTFUL, "", "“-1”是负数")


def test_part_without_words_is_missing_until_somebody_says_so():
    reading = replace(uploads.reading(), contact="")
    assert open_places(sheet(reading)) == ["prose.contact"]
    assert open_places(sheet(reading, **{"prose.contact": ""})) == []


def test_what_has_no_place_is_listed():
    section = ReadSection("requests", "三", "收到和处理政府信息公开申请情况", "本年没有申请。")
    reading = replace(uploads.doubtful(), sections=(*uploads.reading().sections, section))
    assert sheet(reading).left == (
        Unmatched("第 3 页 共 5 页", FilePlace(3)),
        Unmatched("“收到和处理政府信息公开申请情况”下的文字：本年没有申请。"),
    )


def test_paper_of_the_other_format_leaves_its_own_cells_and_misses_ours():
    reconciled = sheet(uploads.reading(2020))
    assert "figures.disclosure.regulations.issued" in open_places(reconciled)
    assert "另一版格式的单元格（requests.other_processing.natural_person）：0" in [
        each.text for each in reconciled.left
    ]
    assert reconciled.by_place[RECEIVED].state is ValueState.READ


def test_what_was_said_of_a_cell_of_another_kind_counts_for_nothing():
    line = sheet(uploads.doubtful(), **{RECEIVED: "-3"}).by_place[RECEIVED]
    assert (line.now, line.is_open) == ("8", True)


def test_digest_changes_with_one_character():
    one, other = sheet(uploads.reading()), sheet(uploads.reading(), **{"prose.overview": "这里写 overview！"})
    assert (one.digest == sheet(uploads.reading()).digest, one.digest == other.digest) == (True, False)


def test_agency_year_and_edition_that_differ_are_asked_about():
    reading = replace(uploads.reading(2020), agency="另一个局")
    assert reconciliation.disagreements(reading, E2021, 2023, ["中卫市沙坡头区司法局", "沙坡头区司法局"]) == {
        "agency": "文件里的机关是“另一个局”，与本机关的名称不同。",
        "year": "文件是 2020 年度的报告，您选的是 2023 年度。",
        "edition": "文件用的是 2019 版格式，2023 年度应当用 2021 版。",
    }


def test_name_without_the_places_before_it_is_the_same_agency():
    names = ["中卫市沙坡头区司法局"]
    assert reconciliation.disagreements(uploads.reading(), E2021, 2023, names) == {}


def test_agency_and_year_that_were_not_read_are_asked_about():
    reading = replace(uploads.reading(), agency="", year=None)
    assert sorted(reconciliation.disagreements(reading, E2021, 2023, ["某局"])) == ["agency", "year"]
