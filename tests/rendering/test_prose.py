"""Prose as people type it: paragraphs, headings of four levels, bold."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rendering.prose import Paragraph, Words, paragraphs


def drawn(prose: str) -> list[str]:
    """One line a paragraph: its level, [what belongs to the heading] and *what is bold*."""
    return [f"{each.level} " + "".join(_words(words) for words in each.words) for each in paragraphs(prose)]


def _words(words: Words) -> str:
    text = f"*{words.text}*" if words.bold else words.text
    return f"[{text}]" if words.heading else text


def test_each_line_is_a_paragraph_and_blank_lines_are_none():
    assert drawn("第一段。\n\n　　第二段。  \r\n \n\t第三段。\n") == ["0 第一段。", "0 第二段。", "0 第三段。"]


@pytest.mark.parametrize("prose", ["", " ", "\n\n", "　\n\t"])
def test_nothing_is_no_paragraph(prose):
    assert paragraphs(prose) == ()


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("（一）主动公开", 2),
        ("（十二）其他", 2),
        ("1.政务动态", 3),
        ("12．政务动态", 3),
        ("（1）政务动态", 4),
        ("（12）政务动态", 4),
        ("(一)半角括号", 0),
        ("一、总体情况", 0),
        ("一是加强领导。", 0),
        ("1.5万元用于培训。", 0),
        ("2024年", 0),
        ("2024.政务动态", 0),
        ("1、顿号", 0),
        ("（一二三四）", 0),
        ("（甲）", 0),
        ("（区分处理的）", 0),
        ("见（一）", 0),
    ],
)
def test_level_follows_from_how_the_line_begins(line, level):
    assert [each.level for each in paragraphs(line)] == [level]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("（一）主动公开情况", "2 [（一）主动公开情况]"),
        ("（一）主动公开情况。", "2 [（一）主动公开情况。]"),
        ("（一）主动公开情况。全年公开57件。", "2 [（一）主动公开情况。]全年公开57件。"),
        ("（一）主动公开：全年公开57件。其中12件。", "2 [（一）主动公开：]全年公开57件。其中12件。"),
        ("（一）组织领导不够有力；", "2 [（一）组织领导不够有力；]"),
        ("（一）" + "很" * 38 + "。后文。", "2 （一）" + "很" * 38 + "。后文。"),
        ("（一）" + "长" * 57, "2 [（一）" + "长" * 57 + "]"),
        ("（一）" + "长" * 58, "2 （一）" + "长" * 58),
        ("1.政务动态。后文。", "3 1.政务动态。后文。"),
    ],
)
def test_heading_is_the_whole_line_or_runs_in_to_its_first_stop(line, shown):
    assert drawn(line) == [shown]


def test_only_a_line_that_is_all_heading_is_kept_with_the_next():
    lines = "（一）主动公开\n（二）依申请公开。全年8件。\n1.政务动态\n正文"
    assert [each.is_heading for each in paragraphs(lines)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("全年**公开**57件", "0 全年*公开*57件"),
        ("**公开**和**受理**", "0 *公开*和*受理*"),
        ("**全部**", "0 *全部*"),
        ("没有**配对的", "0 没有**配对的"),
        ("一**二**三**四", "0 一*二*三**四"),
        ("空的****不算", "0 空的****不算"),
        ("单个*星号*", "0 单个*星号*"),
        ("（一）**主动**公开。后**文**。", "2 [（一）][*主动*][公开。]后*文*。"),
    ],
)
def test_bold_stands_between_two_double_stars(line, shown):
    assert drawn(line) == [shown]


def test_bold_does_not_reach_over_the_end_of_a_line():
    assert drawn("一**二\n三**四") == ["0 一**二", "0 三**四"]


@pytest.mark.parametrize(
    "line",
    [
        '<img src="http://example.com/x.png">',
        "<b>粗</b>",
        "&lt;&amp;",
        "<!-- 注 -->",
        "file:///etc/passwd",
        "[链](http://x)",
    ],
)
def test_markup_of_any_kind_is_text(line):
    assert paragraphs(line) == (Paragraph(0, (Words(line),)),)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("一二（）。：*1.\n　 ab<")))
def test_no_character_is_lost_but_space_around_lines_and_paired_stars(prose):
    def bare(text: str) -> str:
        return "".join(text.split()).replace("*", "")

    parsed = paragraphs(prose)
    assert "".join(bare(each.text) for each in parsed) == bare(prose)
    assert all(words.text for each in parsed for words in each.words)


def test_bold_that_reaches_over_the_end_of_a_heading_keeps_no_marks():
    assert drawn("（一）**主动公开。全年**57件。") == ["2 [（一）][*主动公开。*]*全年*57件。"]


@pytest.mark.parametrize("line", ["申请人张**、李**均已答复。", "证件号码6401**********1234"])
def test_stars_that_mask_a_name_or_number_are_text(line):
    assert drawn(line) == [f"0 {line}"]


def test_heading_that_is_bold_as_a_whole_is_still_a_heading():
    assert drawn("**（一）主动公开**") == ["2 [*（一）主动公开*]"]


def test_long_prose_takes_time_in_proportion_to_its_length():
    started = time.perf_counter()
    paragraphs("（一）主动公开**情况" * 20_000 + "\n" + "**" * 20_000 + "\n" * 1000)
    assert time.perf_counter() - started < 2
