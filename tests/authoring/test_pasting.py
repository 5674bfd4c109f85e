"""Blocks from the clipboard: which number goes into which cell, and what is said about the rest."""

import pytest

from reports import editions
from reports.authoring.pasting import PastedCell, read_block

EDITION = editions.get("2021")
AT = "requests.received.natural_person"


def read(text, table="requests", at=AT):
    return read_block(EDITION, table, at, text)


def values(pasted):
    return {one.key.partition(".")[2]: one.value for one in pasted.placed}


def row(name, *numbers):
    columns = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")
    return {f"{name}.{column}": number for column, number in zip(columns, numbers, strict=False)}


def test_bare_block_follows_the_cell_it_was_pasted_at():
    pasted = read("8\t0\t0\t0\t0\t0\t8\n1\t0\t0\t0\t0\t0\t1")
    assert values(pasted) == row("received", *"800000") | row("carried_in", *"100000")
    assert (pasted.blank, pasted.remarks) == ([], [])


def test_block_without_its_totals_fills_the_same_cells():
    assert values(read("8\t0\t0\t0\t0\t0")) == row("received", *"800000")


def test_block_pasted_in_the_middle_fills_from_there():
    assert values(read("5\t6", at="requests.granted.research")) == {"granted.research": "5", "granted.nonprofit": "6"}


def test_labelled_block_goes_where_its_labels_say_in_any_order():
    last = "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1"
    inner = "三、本年度\t（三）不予公开\t2．其他法律行政法规禁止公开\t3\t0\t0\t0\t0\t0\t3"
    assert values(read(f"{last}\n{inner}")) == row("carried_out", *"100000") | row("refused_law", *"300000")


def test_full_width_digits_separators_units_and_blanks_are_read_as_people_mean_them():
    pasted = read("１２\t1,234\t3件\t\t0\t0\t1249")
    assert pasted.placed[:3] == [
        PastedCell("requests.received.natural_person", "12", "１２"),
        PastedCell("requests.received.business", "1234", "1,234"),
        PastedCell("requests.received.research", "3", "3件"),
    ]
    assert pasted.blank == ["requests.received.nonprofit"]


def test_stated_total_that_differs_is_said_and_not_filled_in():
    pasted = read("8\t0\t0\t0\t0\t0\t9")
    assert pasted.remarks == [
        "一、本年新收政府信息公开申请数量·总计：粘贴的合计是 9，各项相加为 8；合计由系统计算，请核对各项"
    ]


def test_what_finds_no_cell_is_listed():
    pasted = read("收文情况\n8\t0\t0\t0\t0\t0\t8\t备注\nx\t0")
    assert values(pasted) == row("received", *"800000") | {"carried_in.business": "0"}
    assert pasted.remarks == [
        "第 1 行没有找到对应的行，没有采用：收文情况",
        "第 2 行有 1 个内容放不进表格：备注",
        "二、上年结转政府信息公开申请数量·自然人：“x”不是整数，没有填入",
    ]


def test_rows_below_the_table_are_listed():
    pasted = read("1\t0\t0\t0\t0\t0\n7\t7", at="requests.carried_out.natural_person")
    assert values(pasted) == row("carried_out", *"100000")
    assert pasted.remarks == ["第 2 行有 2 个内容放不进表格：7、7"]


def test_line_of_proceedings_fills_all_twelve_and_compares_the_totals():
    pasted = read("1\t1\t1\t1\t4" + "\t0" * 10, "proceedings", "proceedings.review.upheld")
    assert (len(pasted.placed), pasted.remarks) == (12, [])


def test_money_keeps_its_decimals_and_drops_its_unit():
    pasted = read("行政事业性收费\t146.359万元", "disclosure", "disclosure.regulations.issued")
    assert pasted.placed == [PastedCell("disclosure.charges.amount", "146.359", "146.359万元")]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\t", "字" * 5000, "9" * 5000, "\t" * 5000])
def test_no_text_breaks_the_reader(text):
    assert len(read(text).placed) == 0
