"""How long the words of a report may be: in lines as the paper prints them, all parts together."""

import pytest

from reports import editions
from reports.content import length
from reports.content.merge import Change, merge

EDITION = editions.get("2021")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 0), ("\n \n", 0), ("字", 1), ("字" * 26, 1), ("字" * 27, 2), ("字\n\n字", 2), ("字" * 54, 2)],
)
def test_lines_are_those_of_the_paper_with_an_indent(text, lines):
    assert length.printed_lines(text) == lines


def test_text_beyond_the_lines_of_all_parts_is_refused_and_nothing_of_it_written():
    values = {"prose.overview": "字" * 9_000, "prose.other": "没有。"}
    merged = merge(
        EDITION, values, {"prose.problems": Change("", "字" * 9_000), "prose.other": Change("没有。", "无。")}
    )
    says = (
        "各部分的文字合起来约 645 行（每行 28 字，约 30 页），超过 600 行，这次写的没有保存；请精简，或者把短行并成段落"
    )
    assert [(each.place, each.says, each.kept) for each in merged.refused] == [("prose.problems", says, False)]
    assert merged.written == {"prose.other": ("没有。", "无。")}


def test_short_lines_count_as_lines():
    assert length.fault({}, {"prose.overview": "公\n" * length.MOST_LINES}) == ""
    assert "超过 600 行" in length.fault({}, {"prose.overview": "公\n" * (length.MOST_LINES + 1)})


def test_report_that_is_too_long_from_another_time_may_be_shortened_and_not_lengthened():
    too_long = {"prose.overview": "字" * 40_000}
    assert length.fault(too_long, {"prose.overview": "字" * 39_000}) == ""
    assert length.fault(too_long, {"prose.overview": "字" * 40_100}) != ""


def test_bold_type_has_an_end():
    assert length.fault({}, {"prose.overview": "**粗**" * length.MOST_BOLD}) == ""
    assert length.fault({}, {"prose.overview": "**粗**" * (length.MOST_BOLD + 1)}) == (
        "各部分的文字里有 401 处加粗，超过 400 处，这次写的没有保存"
    )
