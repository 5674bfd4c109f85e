"""The arithmetic of the notice: each rule where it must speak, and where it must be silent."""

import copy
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import editions
from reports.checks.arithmetic import FigureSubject, check, check_stated
from reports.content import figures
from reports.findings import Finding, Level, errors
from tests.factories import read_figures

E2019, E2021 = editions.get("2019"), editions.get("2021")
COUNTED = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")


def subject(
    code: str = "2021", year: int = 2024, *, changes: dict[str, object] | None = None, **facts: Any
) -> FigureSubject:
    """A report in which nothing happened, but for the changes."""
    return FigureSubject(editions.get(code), year, read_figures(code, **(changes or {})), **facts)


def stated(code: str = "2021", *, changes: dict[str, Any] | None = None, **facts: Any) -> FigureSubject:
    """A published report in which nothing happened, but for the changes; totals are as somebody wrote them."""
    edition = editions.get(code)
    return FigureSubject(edition, 2024, figures.complete(edition, read_figures(code)) | (changes or {}), **facts)


def whole(code: str = "2021", **changes: object) -> figures.Figures:
    return figures.complete(editions.get(code), read_figures(code, **changes))


def error(code: str, where: str, says: str) -> Finding:
    return Finding(Level.ERROR, code, where, says)


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_report_in_which_nothing_happened_is_in_order(code):
    assert check(subject(code)) == []
    assert check_stated(stated(code)) == []
    assert check(subject(code, last_year=whole(code), may_make_regulations=False)) == []


# B101


def test_b101_speaks_of_each_column_and_not_again_of_the_total():
    unbalanced = subject(
        changes={
            "requests.received.natural_person": 8,
            "requests.granted.natural_person": 7,
            "requests.carried_in.other_organisation": 2,
            "requests.carried_out.other_organisation": 5,
        }
    )
    assert check(unbalanced) == [
        error("B101", "requests.received.natural_person", "自然人：8 + 0 ≠ 7 + 0，相差 1"),
        error("B101", "requests.received.other_organisation", "法人或其他组织·其他：0 + 2 ≠ 0 + 5，相差 3"),
    ]


def test_b101_is_silent_where_every_column_balances():
    balanced = {
        "requests.received.business": 8,
        "requests.carried_in.business": 2,
        "requests.granted.business": 4,
        "requests.other_other.business": 3,
        "requests.carried_out.business": 3,
    }
    assert check(subject(changes=balanced)) == []


def test_b101_speaks_of_columns_even_where_their_faults_cancel_in_the_total():
    crossed = {"requests.received.business": 1, "requests.granted.research": 1}
    assert check(subject(changes=crossed)) == [
        error("B101", "requests.received.business", "商业企业：1 + 0 ≠ 0 + 0，相差 1"),
        error("B101", "requests.received.research", "科研机构：0 + 0 ≠ 1 + 0，相差 1"),
    ]


def test_b101_says_nothing_of_a_column_with_a_blank_nor_of_its_total():
    blank = {"requests.received.business": 5, "requests.granted.business": None}
    assert [finding.code for finding in check(subject(changes=blank))] == ["B103"]


def test_b101_speaks_of_a_stated_total_where_no_column_is_at_fault():
    findings = check_stated(stated(changes={"requests.carried_in.total": 2}))
    assert findings == [
        error(
            "B102", "requests.carried_in.total", "二、上年结转政府信息公开申请数量·总计：报告写 2，各项相加为 0，相差 2"
        ),
        error("B101", "requests.received.total", "总计：0 + 2 ≠ 0 + 0，相差 2"),
    ]


def test_b101_holds_for_the_one_row_of_other_processing_in_2019():
    changes = {"requests.received.research": 2, "requests.other_processing.research": 2}
    assert check(subject("2019", 2020, changes=changes)) == []
    changes["requests.other_processing.research"] = 3
    assert check(subject("2019", 2020, changes=changes)) == [
        error("B101", "requests.received.research", "科研机构：2 + 0 ≠ 3 + 0，相差 1")
    ]


# B106


def test_b106_speaks_of_each_kind_of_proceedings_without_requests():
    findings = check(subject(changes={"proceedings.review.upheld": 4, "proceedings.direct_suit.pending": 1}))
    tail = "，而本年没有新收、也没有结转的申请；只计因政府信息公开引起的案件"
    assert findings == [
        Finding(Level.WARNING, "B106", "proceedings.review.total", f"行政复议·总计是 4{tail}"),
        Finding(Level.WARNING, "B106", "proceedings.direct_suit.total", f"未经复议直接起诉·总计是 1{tail}"),
    ]


@pytest.mark.parametrize("row", ["received", "carried_in"])
def test_b106_is_silent_where_somebody_asked(row):
    asked = {
        f"requests.{row}.business": 1,
        "requests.granted.business": 1,
        "proceedings.review.upheld": 1,
    }
    assert check(subject(changes=asked)) == []


def test_b106_is_silent_where_requests_of_last_year_may_still_be_contested():
    last = whole(**{"requests.received.business": 1, "requests.granted.business": 1})
    assert check(subject(changes={"proceedings.review.upheld": 1}, last_year=last)) == []
    assert [each.code for each in check(subject(changes={"proceedings.review.upheld": 1}, last_year=whole()))] == [
        "B106"
    ]


# B107


def processed(**rows: int) -> dict[str, object]:
    changes = {f"requests.{row}.natural_person": count for row, count in rows.items()}
    return changes | {"requests.received.natural_person": sum(rows.values())}


def test_b107_speaks_at_the_row_that_holds_most():
    assert check(subject(changes=processed(granted=6, other_other=4, other_not_corrected=2))) == [
        Finding(
            Level.NOTICE,
            "B107",
            "requests.other_other.total",
            "其他处理 6 件，占办理结果 12 件的 50%，请核对是否归入了应归的类别",
        )
    ]


@pytest.mark.parametrize("rows", [{"granted": 1, "other_other": 4}, {"granted": 90, "other_other": 10}])
def test_b107_is_silent_where_others_are_few_or_a_small_share(rows):
    assert check(subject(changes=processed(**rows))) == []


# C203, C204


def jumped(then: int, now: int) -> list[tuple[str, str]]:
    key = "disclosure.licensing.decisions"
    findings = check(subject(changes={key: now}, last_year=whole(**{key: then})))
    return [(each.code, each.says) for each in findings]


def test_c203_speaks_of_a_figure_many_times_last_years():
    says = "行政许可·本年处理决定数量：本年 300，上年 20，变化很大，请核对是否填错"
    assert jumped(20, 300) == [("C203", says)]
    assert [code for code, _ in jumped(300, 20)] == ["C203"]
    assert [code for code, _ in jumped(0, 30)] == ["C203"]


@pytest.mark.parametrize(("then", "now"), [(1, 20), (100, 250), (0, 0), (0, 29), (29, 0), (1000, 400)])
def test_c203_is_silent_where_few_or_less_than_three_times(then, now):
    assert jumped(then, now) == []


def test_c203_compares_with_a_report_of_another_edition_only_what_both_count():
    before = whole("2019", **{"disclosure.licensing.decisions": 5, "disclosure.regulations.made": 400})
    now = subject(year=2021, changes={"disclosure.licensing.decisions": 6}, last_year=before)
    assert [each.code for each in check(now)] == []


def test_c204_speaks_where_an_agency_that_published_before_has_nothing_for_last_year():
    (finding,) = check(subject(expects_last_year=True))
    assert (finding.level, finding.code, finding.where) == (Level.NOTICE, "C204", "requests.carried_in.total")
    assert check(subject(expects_last_year=True, last_year=whole())) == []


OUTCOMES = sorted(
    {cell.row for cell in editions.cells_of(E2021).values() if cell.table == "requests" and not cell.computed}
)
OUTCOMES = [row for row in OUTCOMES if row not in ("received", "carried_in", "carried_out")]
counts = st.integers(0, 10**6)


@st.composite
def balanced(draw: st.DrawFn) -> dict[str, object]:
    """Typed figures of 2021 that balance in every column, money and proceedings at random."""
    entered: dict[str, object] = {"disclosure.charges.amount": str(draw(st.decimals(0, 10**6, places=6)))}
    for column in COUNTED:
        outcomes = {
            f"requests.{row}.{column}": draw(counts) for row in draw(st.sets(st.sampled_from(OUTCOMES), max_size=4))
        }
        out = draw(counts)
        carried_in = draw(st.integers(0, out + sum(outcomes.values())))
        entered |= {
            **outcomes,
            f"requests.carried_out.{column}": out,
            f"requests.carried_in.{column}": carried_in,
            f"requests.received.{column}": out + sum(outcomes.values()) - carried_in,
        }
    entered["proceedings.review.upheld"] = draw(counts)
    return entered


@settings(deadline=None, max_examples=50)
@given(entered=balanced())
def test_balanced_figures_raise_no_error(entered):
    assert errors(check(subject(changes=entered))) == []
    assert errors(check_stated(FigureSubject(E2021, 2024, whole(**entered)))) == []


@settings(deadline=None, max_examples=50)
@given(entered=balanced(), row=st.sampled_from(OUTCOMES), column=st.sampled_from(COUNTED), more=st.integers(1, 10**6))
def test_one_outcome_changed_is_one_b101_with_the_difference(entered, row, column, more):
    key = f"requests.{row}.{column}"
    entered[key] = int(str(entered.get(key, 0))) + more
    findings = errors(check(subject(changes=entered)))
    assert [(finding.code, finding.where) for finding in findings] == [("B101", f"requests.received.{column}")]
    assert findings[0].says.endswith(f"，相差 {more}")


# B102


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("requests.granted.total", "（一）予以公开·总计：报告写 3，各项相加为 0，相差 3"),
        ("requests.refused_law.total", "（三）不予公开2.其他法律行政法规禁止公开·总计：报告写 3，各项相加为 0，相差 3"),
        ("proceedings.review.total", "行政复议·总计：报告写 3，各项相加为 0，相差 3"),
        ("proceedings.suit_after_review.total", "复议后起诉·总计：报告写 3，各项相加为 0，相差 3"),
    ],
)
def test_b102_compares_a_stated_total_with_its_parts(key, says):
    assert errors(check_stated(stated(changes={key: 3}))) == [error("B102", key, says)]


def test_b102_speaks_of_the_sum_of_outcomes_and_of_the_row_that_sums_it_again():
    findings = check_stated(stated(changes={"requests.concluded.business": 2}))
    assert [finding for finding in findings if finding.code == "B102"] == [
        error("B102", "requests.concluded.business", "（七）总计·商业企业：报告写 2，各项相加为 0，相差 2"),
        error("B102", "requests.concluded.total", "（七）总计·总计：报告写 0，各项相加为 2，相差 2"),
    ]


def test_b102_is_never_reported_of_a_report_being_written():
    written = FigureSubject(E2021, 2024, {**read_figures(), "requests.granted.total": 9})
    assert check(written) == []


# B103


def test_b103_asks_for_every_blank_cell():
    assert check(subject(changes={"requests.refused_law.business": None, "disclosure.charges.amount": None})) == [
        error(
            "B103",
            "disclosure.charges.amount",
            "行政事业性收费·本年收费金额（单位：万元）没有填写；本年度没有发生的，请填 0",
        ),
        error(
            "B103",
            "requests.refused_law.business",
            "（三）不予公开2.其他法律行政法规禁止公开·商业企业没有填写；本年度没有发生的，请填 0",
        ),
    ]


def test_b103_asks_once_for_each_typed_cell_of_an_empty_report_and_for_nothing_else():
    findings = check(FigureSubject(E2021, 2024, {}))
    assert [(finding.code, finding.where) for finding in findings] == [
        ("B103", key) for key in editions.typed_keys(E2021)
    ]


def test_b103_names_a_blank_total_of_a_published_report():
    assert check_stated(stated(changes={"proceedings.review.total": None})) == [
        error("B103", "proceedings.review.total", "行政复议·总计是空白")
    ]


# B104


def test_b104_gives_the_fault_of_a_cell_and_b103_does_not_ask_for_it_again():
    entered = figures.parse_all(
        E2021, {**read_figures(), "requests.granted.business": "三", "requests.granted.research": -1}
    )
    assert check(FigureSubject(E2021, 2024, entered.figures, entered.faults)) == [
        error("B104", "requests.granted.business", "（一）予以公开·商业企业：“三”不是整数"),
        error("B104", "requests.granted.research", "（一）予以公开·科研机构：“-1”是负数"),
    ]


def test_b104_names_a_key_the_edition_does_not_have():
    entered = figures.parse_all(E2019, {**read_figures("2019"), "requests.other_other.business": 1})
    assert check(FigureSubject(E2019, 2020, entered.figures, entered.faults)) == [
        error("B104", "requests.other_other.business", "2019 版格式没有“requests.other_other.business”这一格")
    ]


def test_b104_lets_the_change_of_2019_be_negative():
    assert check(subject("2019", 2020, changes={"disclosure.licensing.change": -3})) == []


def test_b104_lets_money_have_decimals():
    assert check(subject(changes={"disclosure.charges.amount": "25.123456"})) == []


# B105


def test_b105_warns_of_regulations_by_a_body_that_may_not_make_them():
    findings = check(subject(changes={"disclosure.regulations.in_force": 3}, may_make_regulations=False))
    says = "规章·现行有效件数填了 3，而本机关没有规章制定权；如是行政规范性文件，请填入下一行"
    assert findings == [Finding(Level.WARNING, "B105", "disclosure.regulations.in_force", says)]


def test_b105_is_silent_for_a_body_that_may_for_zeros_and_for_other_rows():
    made = {"disclosure.regulations.in_force": 3}
    assert check(subject(changes=made, may_make_regulations=True)) == []
    assert check(subject(may_make_regulations=False)) == []
    assert check(subject(changes={"disclosure.normative_documents.in_force": 3}, may_make_regulations=False)) == []


# C201


def carried(row: str, **columns: int) -> dict[str, int]:
    """So many carried in or out by column; what is carried in is answered, what is carried out was received."""
    other = {"carried_in": "granted", "carried_out": "received"}[row]
    return {f"requests.{each}.{column}": number for each in (row, other) for column, number in columns.items()}


def test_c201_compares_with_what_last_year_carried_out_and_says_it_once():
    before = whole(**carried("carried_out", business=2, research=1))
    findings = check(subject(changes=carried("carried_in", business=3, research=1), last_year=before))
    says = "商业企业：上年结转填了 3，而 2023 年度报告结转下年度 2，相差 1"
    assert findings == [error("C201", "requests.carried_in.business", says)]


def test_c201_is_silent_where_all_columns_agree_or_there_is_no_last_year():
    now = subject(changes=carried("carried_in", business=3))
    assert check(now) == []
    assert (
        check(subject(changes=carried("carried_in", business=3), last_year=whole(**carried("carried_out", business=3))))
        == []
    )


def test_c201_does_not_take_a_blank_for_a_zero():
    before = whole(**carried("carried_out", business=3))
    blank = subject(changes={"requests.carried_in.business": None}, last_year=before)
    assert [finding.code for finding in check(blank)] == ["B103"]
    now = subject(changes=carried("carried_in", business=3), last_year={})
    assert check(now) == []


def test_c201_works_over_the_change_of_edition():
    before = whole("2019", **carried("carried_out", natural_person=4))
    assert check(subject("2021", 2021, last_year=before)) == [
        error(
            "C201",
            "requests.carried_in.natural_person",
            "自然人：上年结转填了 0，而 2020 年度报告结转下年度 4，相差 4",
        )
    ]
    assert check(subject("2021", 2021, changes=carried("carried_in", natural_person=4), last_year=before)) == []


# C202


def test_c202_warns_where_documents_in_force_do_not_follow_from_last_year():
    before = whole(**{"disclosure.normative_documents.in_force": 10})
    now = {
        "disclosure.normative_documents.issued": 2,
        "disclosure.normative_documents.repealed": 1,
        "disclosure.normative_documents.in_force": 12,
    }
    says = "行政规范性文件：上年现行有效件数 10 + 本年制发件数 2 − 本年废止件数 1 ≠ 现行有效件数 12，相差 1"
    assert check(subject(changes=now, last_year=before)) == [
        Finding(Level.WARNING, "C202", "disclosure.normative_documents.in_force", says)
    ]
    assert check(subject(changes={**now, "disclosure.normative_documents.in_force": 11}, last_year=before)) == []


def test_c202_is_silent_without_last_year_over_a_blank_and_after_an_edition_that_did_not_count_them():
    grown = {"disclosure.normative_documents.in_force": 5}
    assert check(subject(changes=grown)) == []
    blank = whole(**{"disclosure.normative_documents.in_force": None})
    assert check(subject(changes=grown, last_year=blank)) == []
    assert check(subject(changes=grown, year=2021, last_year=whole("2019"))) == []


# The whole


def test_findings_come_in_the_order_of_the_rules_and_within_a_rule_of_the_paper():
    entered = figures.parse_all(
        E2021,
        {
            **read_figures(),
            "requests.received.business": 1,
            "requests.granted.research": "?",
            "requests.granted.nonprofit": None,
            "disclosure.regulations.issued": 1,
            "requests.carried_in.legal_service": 1,
        },
    )
    findings = check(
        FigureSubject(E2021, 2024, entered.figures, entered.faults, may_make_regulations=False, last_year=whole())
    )
    assert [(finding.code, finding.where.partition(".")[2]) for finding in findings] == [
        ("B104", "granted.research"),
        ("B103", "granted.nonprofit"),
        ("B101", "received.business"),
        ("B101", "received.legal_service"),
        ("B105", "regulations.issued"),
        ("C201", "carried_in.legal_service"),
        ("C202", "regulations.in_force"),
    ]


def test_checking_changes_nothing_and_says_the_same_twice():
    checked = subject(changes={"requests.received.business": 1}, last_year=dict(whole()))
    before = copy.deepcopy(checked)
    assert check(checked) == check(checked)
    assert check_stated(checked) == check_stated(checked)
    assert checked == before


@pytest.mark.parametrize("do", [check, check_stated])
def test_check_takes_milliseconds(do):
    busy = subject(changes={f"requests.received.{column}": 9 for column in COUNTED}, last_year=whole())
    do(busy)
    times = []
    for _ in range(20):
        started = time.perf_counter()
        do(busy)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.025  # 0.6 ms on a quiet machine: nothing here goes over the cells for each cell


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_sentences_are_one_chinese_sentence_without_its_stop(code):
    strange = {key: 7 + number % 3 for number, key in enumerate(editions.typed_keys(editions.get(code)))}
    strange["disclosure.regulations.issued" if code == "2021" else "disclosure.regulations.made"] = None  # type: ignore[assignment]
    findings = check(subject(code, 2022, changes=strange, may_make_regulations=False, last_year=whole(code)))
    assert {finding.code for finding in findings} >= {"B101", "B103", "B105", "C201"}
    for finding in findings:
        assert re.fullmatch(r"[^\n。！？]*[一-鿿][^\n。！？]*[^，；：\s]", finding.says)
        assert "None" not in finding.says and "Decimal" not in finding.says


# Real reports


def real(corpus: Path, name: str, **facts: Any) -> FigureSubject:
    expected = json.loads((corpus / "expected" / f"{name}.json").read_text("utf-8"))
    edition = editions.get(expected["edition"])
    entered = figures.parse_all(edition, expected["figures"])
    return FigureSubject(edition, expected["year"], entered.figures, entered.faults, **facts)


@pytest.mark.parametrize("name", ["000_cdeef38ae2f7a1d2", "001_fdb8945cfca4de2a", "003_87bbbc62a9fc9bd5"])
def test_real_reports_that_add_up_raise_nothing(corpus, name):
    assert check_stated(real(corpus, name)) == []
    assert check(real(corpus, name)) == []


def test_b106_speaks_of_the_real_report_with_four_reviews_and_no_request(corpus):
    findings = check_stated(real(corpus, "004_43edee1ebad1860f"))
    assert [(finding.level, finding.code, finding.where) for finding in findings] == [
        (Level.WARNING, "B106", "proceedings.review.total")
    ]


def test_real_report_with_five_blanks_is_asked_for_them(corpus):
    read = real(corpus, "002_9944da9601cf06f9")
    assert [(finding.code, finding.where) for finding in check_stated(read)] == [
        ("B103", f"proceedings.review.{result}") for result in ("upheld", "corrected", "other", "pending", "total")
    ]
    assert [finding.where for finding in check(read)] == [
        f"proceedings.review.{result}" for result in ("upheld", "corrected", "other", "pending")
    ]


def test_real_report_with_totals_of_zero_under_other_figures_is_told_so(corpus):
    findings = [finding for finding in check_stated(real(corpus, "huaian_hongze_2023")) if finding.code != "B103"]
    assert findings == [
        error("B102", "proceedings.review.total", "行政复议·总计：报告写 0，各项相加为 11，相差 11"),
        error("B102", "proceedings.suit_after_review.total", "复议后起诉·总计：报告写 0，各项相加为 5，相差 5"),
    ]


def pingtan(year: int) -> FigureSubject:
    """平潭综合实验区公安局: two real reports, one after the other; what is not named here is 0 on the paper."""
    by_year: dict[int, dict[str, object]] = {
        2021: {
            "disclosure.normative_documents.in_force": 2,
            "disclosure.penalties.decisions": 141,
            "requests.received.natural_person": 1,
            "requests.other_other.natural_person": 1,
            "requests.carried_out.natural_person": 1,
        },
        2022: {
            "disclosure.normative_documents.issued": 4,
            "disclosure.normative_documents.repealed": 1,
            "disclosure.normative_documents.in_force": 7,
            "disclosure.penalties.decisions": 157,
            "requests.received.natural_person": 1,
            "requests.carried_in.natural_person": 1,
            "requests.partly_granted.natural_person": 1,
            "requests.other_not_corrected.natural_person": 1,
        },
    }
    last_year = whole(**by_year[2021]) if year == 2022 else None
    return FigureSubject(E2021, year, whole(**by_year[year]), last_year=last_year, may_make_regulations=False)


def test_real_pair_carries_over_rightly_though_its_first_year_does_not_balance():
    assert check_stated(pingtan(2021)) == [
        error("B101", "requests.received.natural_person", "自然人：1 + 0 ≠ 1 + 1，相差 1")
    ]
    says = "行政规范性文件：上年现行有效件数 2 + 本年制发件数 4 − 本年废止件数 1 ≠ 现行有效件数 7，相差 2"
    assert check_stated(pingtan(2022)) == [
        Finding(Level.WARNING, "C202", "disclosure.normative_documents.in_force", says)
    ]
