"""Numbers bound to cells: what a token prints, what is wrong with it, and where it stands in text and source."""

from decimal import Decimal

import pytest

from reports import editions
from reports.authoring.suggestions import candidates
from reports.content import references
from reports.content.figures import complete
from tests import factories

EDITION = editions.get("2021")
RECEIVED = "一、本年新收政府信息公开申请数量·总计"
GRANTED = "（一）予以公开·总计"


def figures(**changes):
    return complete(EDITION, factories.read_figures(**changes))


NOW = figures(
    **{
        "requests.received.natural_person": 9,
        "requests.granted.natural_person": 3,
        "disclosure.licensing.decisions": 137,
        "disclosure.charges.amount": "25.10",
    }
)
BEFORE = figures(**{"requests.received.natural_person": 8, "requests.granted.natural_person": 3})


def resolve(prose, last_year=BEFORE, now=NOW):
    return references.resolve("overview", prose, EDITION, now, last_year)


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (RECEIVED, "9"),
        ("requests.received.total", "9"),
        (" 一、本年新收政府信息公开申请数量 · 总计 ", "9"),
        (f"{RECEIVED}|同比", "增长12.5%"),
        (f"{GRANTED}|同比", "持平"),
        (f"{GRANTED}|占比|{RECEIVED}", "33.3%"),
        (f"{RECEIVED}|占比|{RECEIVED}", "100%"),
        ("行政事业性收费·本年收费金额（单位：万元）", "25.10"),
    ],
)
def test_token_prints(inside, printed):
    resolved = resolve("共{{" + inside + "}}件。")
    assert (resolved.text, resolved.findings) == (f"共{printed}件。", ())


def test_falling_numbers_print_the_fall_with_halves_rounded_up():
    now = figures(**{"requests.received.natural_person": 7})
    before = figures(**{"requests.received.natural_person": 16})
    assert resolve("{{requests.received.total|同比}}", before, now).text == "下降56.3%"  # 56.25


@pytest.mark.parametrize(
    ("prose", "says", "span"),
    [
        ("共{{requests.recieved.total}}件", "2021 版格式没有“requests.recieved.total”这一格", (1, 28)),
        ("{{requests.received.total|环比}}", "“环比”既不是“同比”，也不是“占比|另一格”", (0, 30)),
        ("{{requests.granted.total|占比|requests.carried_in.total}}", "为 0，不能算占比", None),
        ("{{requests.carried_in.total|占比}}", "“占比”既不是“同比”，也不是“占比|另一格”", None),
        ("{{disclosure.licensing.decisions|同比}}", "行政许可·本年处理决定数量上年为 0，不能算同比", None),
        ("开了{{头", "“{{”没有配成一个绑定的数字，请从“插入表中数字”重新选择，或者删去", (2, 4)),
        ("完了}}", "“}}”没有配成一个绑定的数字，请从“插入表中数字”重新选择，或者删去", (2, 4)),
    ],
)
def test_what_cannot_be_printed_is_an_error_at_its_place(prose, says, span):
    (finding,) = resolve(prose).findings
    assert (finding.level, finding.code, finding.where) == ("error", "N307", "overview")
    assert finding.says.removeprefix("绑定的数字不能印出：").endswith(says)
    assert span is None or finding.span == span


def test_blank_cell_is_an_error_and_prints_no_number():
    blank = complete(EDITION, {"requests.received.natural_person": None})
    resolved = resolve("共{{requests.received.total}}件。", BEFORE, blank)
    assert resolved.text == "共【未填】件。"
    assert [finding.says for finding in resolved.findings] == [f"绑定的数字不能印出：{RECEIVED}还没有填写"]


def test_change_without_a_report_of_last_year_is_an_error():
    resolved = resolve("{{requests.received.total|同比}}", None)
    assert [finding.says for finding in resolved.findings] == [
        f"绑定的数字不能印出：{RECEIVED}没有上年的数据，不能算同比"
    ]


def test_range_of_the_printed_text_leads_back_to_the_source():
    source = "甲{{requests.received.total}}件，乙{{disclosure.licensing.decisions}}件完"
    resolved = resolve(source)
    assert resolved.text == "甲9件，乙137件完"
    for printed, written in (("件，乙", "件，乙"), ("137", "{{disclosure.licensing.decisions}}"), ("件完", "件完")):
        start = resolved.text.rindex(printed)
        begins, ends = resolved.to_source((start, start + len(printed)))
        assert source[begins:ends] == written
    assert resolved.to_source((7, 8)) == (source.index("{{d"), source.index("件完"))


def offered(prose, now=NOW):
    return [
        (candidate.number, candidate.span, [choice.label for choice in candidate.choices])
        for candidate in candidates("overview", prose, EDITION, now)
    ]


def test_number_that_equals_a_cell_whose_words_stand_beside_it_is_offered():
    assert offered("本年新收申请９件，作出行政许可决定137件。") == [
        ("９", (6, 7), [RECEIVED]),
        ("137", (17, 20), ["行政许可·本年处理决定数量"]),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "2024年9月召开会议9次。",
        "国办公开办函〔2021〕9号，新收申请。",
        "电话 0951-9 件新收。",
        "办理建议提案9件。",
        "新收申请8件。",
        "新收申请占9%。",
        "新收申请{{requests.received.total}}件。",
    ],
)
def test_number_that_speaks_of_something_else_is_not_offered(prose):
    assert offered(prose) == []


def test_named_column_comes_before_the_total():
    now = figures(**{"requests.granted.business": 5})
    assert offered("予以公开的申请中，商业企业5件。", now)[0][2][0] == "（一）予以公开·商业企业"


def test_token_of_every_cell_of_every_edition_prints_that_cell():
    for code in ("2019", "2021"):
        edition = editions.get(code)
        done = complete(edition, dict.fromkeys(editions.typed_keys(edition), 1))
        for key, cell in editions.cells_of(edition).items():
            resolved = references.resolve("overview", references.token(cell), edition, done, None)
            assert (resolved.bound[0].key, Decimal(resolved.text)) == (key, Decimal(done[key] or 0))
