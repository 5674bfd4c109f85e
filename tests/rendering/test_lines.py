"""Lines of Chinese type: where they break, and that they fill the measure."""

from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from reports.rendering import fonts
from reports.rendering.lines import Line, Run, compose
from reports.rendering.lines.breaks import INSIDE, NOT_FIRST, NOT_LAST, SPACES, levels
from reports.rendering.lines.filling import TIGHTEST

FACES = fonts.load(Path(settings.FREE_FONT_DIR))
WIDTH = 442.2047
GRID = (WIDTH - 28 * 16) / 27
INDENT = 2 * (16 + GRID)
HAN = "国务院办公厅政府信息与政务公开办公室关于做好年度报告编制工作的通知"
PROSE = (
    "2024年，沙坡头区司法局认真贯彻落实《中华人民共和国政府信息公开条例》（以下简称《条例》），按照《国务院办公厅"
    "政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕"
    "30号）要求，主动公开信息1,234条，同比增长12.5%，网址https://www.spt.gov.cn/xxgk/zfxxgkml/index.html?a=1&b=2，"
    "电话0955-7068123。“一是”……加强——做好1月1日至12月31日工作。"
)


def lines(text: str, **how) -> list[Line]:
    return compose([Run(text, "fang")], FACES, **how)


def texts(text: str, **how) -> list[str]:
    return [line.text for line in lines(text, **how)]


def natural(line: Line) -> float:
    return sum(FACES.advance(char, run.role, run.bold) for run in line.runs for char in run.text) * 16


def filled(line: Line) -> float:
    return natural(line) + line.spacing_pt * (len(line.text) - 1) + line.indent_pt


# Breaking


def test_a_full_line_holds_28_characters_and_the_first_26():
    assert [len(text) for text in texts(HAN * 4)] == [26, 28, 28, 28, 22]


def test_prose_is_set_as_a_compositor_would():
    assert texts(PROSE) == [
        "2024年，沙坡头区司法局认真贯彻落实《中华人民共和国政",
        "府信息公开条例》（以下简称《条例》），按照《国务院办公厅",
        "政府信息与政务公开办公室关于印发〈中华人民共和国政府信息",
        "公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
        "要求，主动公开信息1,234条，同比增长12.5%，网址https://",
        "www.spt.gov.cn/xxgk/zfxxgkml/index.html?a=1&b=2，电话",
        "0955-7068123。“一是”……加强——做好1月1日至12月31日工",
        "作。",
    ]


@pytest.mark.parametrize("mark", "、，。；：？！）〕】》〉」』”’…—％%℃·～")
def test_a_mark_without_room_takes_the_character_before_it_to_the_next_line(mark):
    assert texts("国" * 28 + mark + "年", indent=0) == ["国" * 27, f"国{mark}年"]


@pytest.mark.parametrize("mark", "、，。；：？！）〕】》〉」』”’")
def test_a_closing_mark_is_drawn_in_where_another_mark_has_room_to_give(mark):
    text = "国，" + "国" * 26
    assert texts(text + mark + "年报", indent=0) == [text + mark, "年报"]


def test_a_mark_is_drawn_in_on_the_indented_line_too():
    text = "国，" + "国" * 24
    assert texts(text + "。年报") == [text + "。", "年报"]


def test_two_marks_are_not_drawn_in_together():
    text = "国，" + "国" * 26
    assert texts(text + "。”年", indent=0) == [text[:-1], "国。”年"]


def test_a_paragraph_may_end_in_a_mark_drawn_in():
    text = "国，" + "国" * 26 + "。"
    (line,) = lines(text, indent=0)
    assert (line.text, line.is_last) == (text, True)
    assert filled(line) == pytest.approx(WIDTH)


@pytest.mark.parametrize("mark", "（〔【《〈「『“‘¥￥№")
def test_an_opening_mark_goes_over_with_what_it_opens(mark):
    assert texts("国" * 27 + mark + "年报", indent=0) == ["国" * 27, f"{mark}年报"]


@pytest.mark.parametrize("pair", ["——", "……"])
def test_dashes_and_ellipses_are_not_parted(pair):
    assert texts("国" * 27 + pair + "年报", indent=0) == ["国" * 26, f"国{pair}年报"]


@pytest.mark.parametrize("number", ["2024", "1,234.56", "12.5%", "35℃", "100‰", "0955-7068123"])
def test_numbers_stay_whole_with_their_signs(number):
    assert texts("国" * 27 + number + "年", indent=0) == ["国" * 27, f"{number}年"]


def test_a_date_may_part_after_its_number_but_not_inside():
    assert texts("国" * 25 + "12月31日", indent=0) == ["国" * 25 + "12月31", "日"]
    assert texts("国" * 26 + "12月31日", indent=0) == ["国" * 26 + "12月", "31日"]


def test_latin_words_and_mail_addresses_stay_whole():
    assert texts("国" * 25 + "Government", indent=0) == ["国" * 25, "Government"]
    assert texts("国" * 24 + "xxgk@spt.gov.cn", indent=0) == ["国" * 24, "xxgk@spt.gov.cn"]


def test_a_web_address_parts_after_its_marks_where_the_line_would_be_torn():
    address = "https://www.nx.gov.cn/zwgk/zfxxgk/zfxxgknb/202401/t20240131_4439999.html?id=20240131&from=index"
    done = texts("国" * 10 + address, indent=0)
    assert "".join(done) == "国" * 10 + address
    assert [text[-1] for text in done[:-1]] == ["/", "&"]


def test_a_word_longer_than_a_line_parts_anywhere_but_not_before_a_mark():
    done = texts("国" + "a" * 100 + "。", indent=0)
    assert "".join(done) == "国" + "a" * 100 + "。"
    assert [len(text) for text in done] == [57, 45]


def test_a_document_number_stays_together_and_parts_only_before_the_line_is_torn():
    assert texts("国" * 24 + "〔2021〕30号文", indent=0) == ["国" * 24, "〔2021〕30号文"]
    assert texts("国" * 4 + "〔2021〕30号文", indent=0, measure=8, width_pt=128) == ["国" * 4 + "〔2021〕", "30号文"]


def test_spaces_between_han_and_latin_are_kept_and_dropped_at_the_end_of_a_line():
    assert texts("国 API 年", indent=0) == ["国 API 年"]
    assert texts("国" * 28 + "  " + "年报 ", indent=0) == ["国" * 28, "年报"]


def test_without_a_grid_no_line_is_naturally_wider_than_the_column():
    done = texts("国，国国国。国国", indent=0, measure=1, size_pt=10, width_pt=50)
    assert done == ["国，国国", "国。国国"]


def test_nothing_makes_no_lines():
    assert lines("") == compose([], FACES) == []


def test_runs_keep_their_faces_across_lines():
    done = compose([Run("一是。", "fang", bold=True), Run(HAN, "fang"), Run("完", "kai")], FACES)
    assert [line.runs for line in done] == [
        (Run("一是。", "fang", bold=True), Run(HAN[:23], "fang")),
        (Run(HAN[23:], "fang"), Run("完", "kai")),
    ]


# Filling


def test_a_full_line_has_the_spacing_of_the_grid():
    first, second, last = lines(HAN * 2)
    assert [line.indent_pt for line in (first, second, last)] == pytest.approx([INDENT, 0, 0])
    assert [line.spacing_pt for line in (first, second, last)] == pytest.approx([GRID, GRID, GRID])
    assert [line.is_last for line in (first, second, last)] == [False, False, True]


def test_every_line_but_the_last_fills_the_measure_exactly():
    done = lines(PROSE)
    assert [filled(line) for line in done[:-1]] == pytest.approx([WIDTH] * (len(done) - 1), abs=1e-6)


ALPHABET = st.sampled_from("国年报，。；：（）《》“”〔〕—…、·%℃0123456789.,abcXYZ/-@ 　¥№𬭚～") | st.characters()
# Left to themselves, texts are a few characters long and have one line; half of these have several.
TEXT = st.text(ALPHABET, max_size=300) | st.text(ALPHABET, min_size=80, max_size=300)
RUNS = st.lists(st.builds(Run, TEXT, st.sampled_from(["fang", "kai", "hei"]), st.booleans()), max_size=4)
MANY = example_settings(max_examples=300, deadline=None)


@MANY
@given(RUNS)
def test_text_is_kept_but_for_spaces_at_the_ends_of_lines(runs):
    done = compose(runs, FACES)
    assert solid("".join(line.text for line in done)) == solid("".join(run.text for run in runs))
    assert [line.text for line in done] == [line.text.rstrip(SPACES) for line in done]
    assert [line.is_last for line in done] == [False] * (len(done) - 1) + [True] * bool(done)


def solid(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, SPACES)))


@MANY
@given(RUNS)
def test_lines_fill_the_measure_and_are_never_too_tight(runs):
    for line in compose(runs, FACES):
        assert line.spacing_pt >= TIGHTEST * 16
        if len(line.text) > 1 and not line.is_last:
            assert filled(line) == pytest.approx(WIDTH, abs=1e-6)
        assert line.is_last or len(line.text) < 2 or line.spacing_pt >= GRID - 1e-9 or line.text[-1] in NOT_FIRST


@MANY
@given(st.text(st.sampled_from("国年报，。（）《》“”—…、%2024abc ，。"), min_size=100, max_size=400))
def test_no_line_begins_or_ends_with_a_mark_that_may_not_unless_nothing_else_is_near(text):
    good = levels(text)
    at = 0
    for before, after in pairwise(lines(text)):
        at = text.index(before.text, at) + len(before.text)
        start = at - len(before.text)
        lawful = [
            place for place in range(start + len(before.text) // 2, at) if good[place] >= INSIDE and place > start
        ]
        if lawful and after.text:
            assert (after.text[0] in NOT_FIRST, before.text[-1] in NOT_LAST) == (False, False)


@given(st.text(st.characters(), max_size=200))
def test_no_text_can_fail(text):
    lines(text)
    lines(text, measure=1, size_pt=10.5, width_pt=5)
