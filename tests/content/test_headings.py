"""What is a sub-heading and what is text, and under which heading nothing is written."""

import pytest

from reports.content import headings

TEXTS = [
    "1.人手不足",
    "（1）人手不足",
    "一是人手不足",
    "（一）公开意识不强。",
    "（一）主动公开情况，详见下表",
    "没有其他需要报告的事项",
]


@pytest.mark.parametrize(
    "line", ["（一）主动公开情况", "(二) 改进情况", "**（三）监督保障情况**", "（四）平台建设情况。", "（五）问题："]
)
def test_heading_alone_is_not_yet_anything_written(line):
    assert (headings.is_heading(line), headings.is_written(f"\n{line}\n")) == (True, False)


@pytest.mark.parametrize("line", TEXTS)
def test_short_text_is_text(line):
    assert (headings.is_heading(line), headings.is_written(line)) == (False, True)


def test_heading_is_bare_before_another_one_and_at_the_end():
    text = " （一）甲情况\n（二）乙情况。有字。\n（三）丙情况\n\n（四）丁情况：\n"
    bare = [(each.words, text[slice(*each.span)]) for each in headings.bare_headings(text)]
    assert bare == [("甲情况", "（一）甲情况"), ("丙情况", "（三）丙情况"), ("丁情况", "（四）丁情况：")]


@pytest.mark.parametrize("under", [*TEXTS, "（一）加强培训。\n（二）充实人员。"])
def test_list_or_sentence_under_a_heading_fills_it(under):
    assert list(headings.bare_headings(f"（二）改进情况\n{under}")) == []
