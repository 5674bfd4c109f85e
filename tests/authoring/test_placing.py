"""Bare blocks and blocks with headings: never shifted, and asked about where they fit in more than one way."""

import pytest

from reports import editions
from reports.authoring.pasting import PasteChoices, RefusedCell, read_block

EDITION = editions.get("2021")
FIRST = "proceedings.review.upheld"
GROUPS, RESULTS = ("review", "direct_suit", "suit_after_review"), ("upheld", "corrected", "other", "pending")
TWELVE = [f"{group}.{result}" for group in GROUPS for result in RESULTS]
HEADS = (
    "行政复议\t\t\t\t\t行政诉讼\n"
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
    "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
)
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")

TITLES = {each.key: each.title for each in EDITION.sections if each.key in EDITION.tables}
PAIRS_OF_TABLES = [(of, into, TITLES[of]) for of in TITLES for into in TITLES if of != into]
FIRSTS = {"disclosure": "regulations.issued", "requests": "received.natural_person", "proceedings": "review.upheld"}


def read(text, table="proceedings", at=FIRST, **choices):
    return read_block(EDITION, table, at, text, PasteChoices(**choices))


def values(pasted):
    return {one.key.partition(".")[2]: one.value for one in pasted.placed}


def numbers(*row):
    return "\t".join(map(str, row))


def filled(count):
    return dict(zip(TWELVE, map(str, range(1, count + 1)), strict=False))


@pytest.mark.parametrize("between", ["\t", "\n"])
def test_twelve_numbers_fill_the_twelve_cells_that_are_typed(between):
    pasted = read(between.join(map(str, range(1, 13))))
    assert (values(pasted), pasted.ways) == (filled(12), [])


def test_fifteen_numbers_have_the_totals_among_them_and_those_are_compared():
    pasted = read(numbers(1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11, 12, 43))
    assert values(pasted) == filled(12)
    assert pasted.remarks == ["复议后起诉·总计：粘贴的合计是 43，各项相加为 42；合计由系统计算，请核对各项"]


@pytest.mark.parametrize(("fifth", "likelier"), [(10, "all-all"), (7, "typed-all")])
def test_block_that_may_or_may_not_have_a_total_is_asked_about(fifth, likelier):
    pasted = read(numbers(1, 2, 3, 4, fifth))
    assert (sorted(way.key for way in pasted.ways), pasted.way) == (["all-all", "typed-all"], likelier)
    assert values(read(numbers(1, 2, 3, 4, fifth), way="typed-all")) == filled(4) | {"direct_suit.upheld": str(fifth)}
    assert values(read(numbers(1, 2, 3, 4, fifth), way="all-all")) == filled(4)


def test_whole_row_pasted_into_its_middle_goes_to_its_start_unless_one_says_otherwise():
    pasted = read(numbers(*range(1, 13)), at="proceedings.review.other")
    assert (values(pasted), len(pasted.ways)) == (filled(12), 2)
    assert pasted.remarks == ["从“行政复议·结果维持”放起：粘贴的内容正好是这么多格"]


def test_each_way_is_listed_once():
    pasted = read(numbers(1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11, 12, 42), at="proceedings.review.pending")
    assert (values(pasted), pasted.ways) == (filled(12), [])


@pytest.mark.parametrize("at", [FIRST, "proceedings.review.pending"])
def test_thirteen_numbers_are_not_taken_for_totals(at):
    pasted = read(numbers(*range(1, 14)), at=at)
    says = "一行有 13 个数，分不清哪些是合计，没有填。请只粘贴要填的格，或者连合计粘贴完整的一行"
    assert (values(pasted), pasted.ways, pasted.remarks) == ({}, [], [says])


def test_part_of_a_row_with_totals_that_are_its_sums_is_placed():
    pasted = read(numbers(1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11))
    assert (values(pasted), pasted.remarks) == (filled(11), [])


@pytest.mark.parametrize(("of", "into", "title"), PAIRS_OF_TABLES)
def test_block_of_another_table_is_refused(of, into, title):
    drawn = [[each.text or "5" for each in line] for line in editions.grid_of(EDITION, of).lines]
    pasted = read("\n".join(map("\t".join, drawn)), into, f"{into}.{FIRSTS[into]}")
    assert (values(pasted), pasted.remarks) == ({}, [f"这是“{title}”的内容，不是这一张表"])


def test_several_tables_at_once_fill_the_one_they_are_pasted_in():
    tables = ("disclosure", "requests", "proceedings")
    drawn = [[each.text or "5" for each in line] for of in tables for line in editions.grid_of(EDITION, of).lines]
    pasted = read("\n".join(map("\t".join, drawn)), "disclosure", "disclosure.regulations.issued")
    assert values(pasted)["regulations.issued"] == "5"


@pytest.mark.parametrize(("width", "height"), [(6, 24), (6, 25), (7, 24), (7, 25)])
def test_whole_third_table_fits_with_and_without_its_totals(width, height):
    rows = [numbers(*range(1, 7), 21)[: None if width == 7 else -3] for _ in range(height)]
    pasted = read("\n".join(rows), "requests", "requests.granted.research")
    assert (len(pasted.placed), pasted.ways) == (24 * 6, [])
    assert {one.value for one in pasted.placed if one.key.endswith(".other_organisation")} == {"6"}


def test_heading_rows_are_recognised_and_say_nothing():
    pasted = read(HEADS + numbers(1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11, 12, 42))
    assert (values(pasted), pasted.remarks) == (filled(12), [])


def test_headings_tell_which_columns_a_part_of_the_table_has():
    heads = "\t\t\t商业企业\t自 然 人"
    pasted = read(f"{heads}\n一、本年新收政府信息公开申请数\t\t\t3\t4", "requests", "requests.granted.research")
    assert values(pasted) == {"received.business": "3", "received.natural_person": "4"}
    assert pasted.remarks == ["列的次序与格式不同，已按列名对应。"]


@pytest.mark.parametrize(
    "label",
    ["1、属于国家秘密", "属于国家秘密", "（三）不予公开1.属于国家秘密", "1.属于 国家秘密", "1.属于国家机密"],
)
def test_label_may_be_written_a_little_differently(label):
    pasted = read(f"{label}\t{numbers(1, 2, 3, 4, 5, 6, 21)}", "requests", "requests.granted.research")
    assert values(pasted) == {
        f"refused_state_secret.{column}": str(number) for number, column in enumerate(COLUMNS, start=1)
    }


@pytest.mark.parametrize("labels", ["", "三、本年度办理结果\t（三）不予公开\t", "\t（三）不予公开\t"])
@pytest.mark.parametrize("total", ["", "\t21"])
def test_merged_labels_before_the_row_do_not_shift_its_figures(labels, total):
    row = f"{labels}2.其他法律行政法规禁止公开\t\t2\t3\t4\t5\t6{total}"
    below = f"{labels}3.危及“三安全一稳定”\t1\t2\t3\t4\t5\t6{total}"
    pasted = read(f"{row}\n{below}", "requests", "requests.received.natural_person")
    assert [values(pasted)[f"refused_law.{column}"] for column in COLUMNS[1:]] == ["2", "3", "4", "5", "6"]
    assert pasted.blank == ["requests.refused_law.natural_person"]


def test_more_figures_than_the_row_has_cells_are_refused():
    pasted = read(f"二、上年结转政府信息公开申请数量\t{numbers(*range(9))}", "requests", "requests.granted.research")
    assert (values(pasted), pasted.remarks) == (
        {},
        ["第 1 行“二、上年结转政府信息公开申请数量”有 9 个数，多于应有的 7 个，没有采用"],
    )


def test_words_behind_the_figures_are_left_out():
    pasted = read("（一）予以公开\t1\t2\t3\t4\t5\t6\t21\t见台账", "requests", "requests.received.research")
    assert [values(pasted)[f"granted.{column}"] for column in COLUMNS] == ["1", "2", "3", "4", "5", "6"]
    assert pasted.remarks == ["第 1 行有 1 个内容放不进表格：见台账"]


@pytest.mark.parametrize("label", ["（六）其他处理", "（三）不予公开"])
def test_figures_of_a_group_go_nowhere(label):
    """In the format of 2019 （六）其他处理 was a row; now it is three."""
    pasted = read(f"{label}\t{numbers(*range(7))}", "requests", "requests.received.natural_person")
    assert (values(pasted), pasted.remarks) == ({}, [f"第 1 行没有找到对应的行，没有采用：{label} 0 1 2 3 4 5 6"])


def test_block_of_the_format_of_2019_fills_what_both_have():
    rows = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t10\t1\t137\n其他对外管理服务事项\t1\t0\t1"
    pasted = read(rows, "disclosure", "disclosure.regulations.issued")
    assert (values(pasted), len(pasted.remarks)) == ({}, 3)
    assert "第 2 行“行政许可”有 3 个数，多于应有的 1 个，没有采用" in pasted.remarks


def test_dashes_are_refused_until_they_are_said_to_be_zeros():
    row = "8\t/\t—\t-\t无\t空"
    pasted = read(row, "requests", "requests.received.natural_person")
    assert (values(pasted), pasted.dashes) == ({"received.natural_person": "8"}, ["/", "—", "-", "无", "空"])
    assert pasted.refused[0] == RefusedCell("requests.received.business", "/", "不是数字")
    pasted = read(row, "requests", "requests.received.natural_person", dashes=True)
    assert list(values(pasted).values()) == ["8", "0", "0", "0", "0", "0"]
    assert pasted.refused == []


def test_unknown_names_at_the_left_are_left_out_and_the_figures_not_shifted():
    pasted = read(f"新收\t{numbers(*range(1, 8))}", "requests", "requests.received.natural_person")
    assert [values(pasted)[f"received.{column}"] for column in COLUMNS] == ["1", "2", "3", "4", "5", "6"]
    assert pasted.remarks[0] == "左边的行名没有认出来，没有采用：新收；数字按位置放"


def test_every_table_with_a_balance_has_the_three_columns_of_labels_that_its_foot_spans():
    tables = [table for edition in editions.all_editions() for table in edition.tables.values()]
    assert {table.label_columns for table in tables if any(block.balances for block in table.blocks)} == {3}
