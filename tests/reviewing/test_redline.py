"""Marks of a proof, drawn: [deleted], {inserted} and <what has a finding>."""

import pytest

from reports.findings import Level
from reports.rendering.marks import Mark
from reports.reviewing.redline import Span, paragraphs, with_findings

MARKS = {"kept": "", "deleted": "[]", "inserted": "{}"}


def drawn(before: str | None, after: str) -> str:
    def mark(kind: str, text: str) -> str:
        return f"{MARKS[kind][:1]}{text}{MARKS[kind][1:]}"

    return "\n".join(
        "".join(mark(span.kind, span.text) for sentence in line for span in sentence.spans)
        for line in paragraphs(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "picture"),
    [
        (None, "甲。乙。\n丙。", "甲。乙。\n丙。"),
        ("甲。乙。", "甲。乙。", "甲。乙。"),
        ("", "甲。", "{甲。}"),
        ("甲。", "", "[甲。]"),
        ("受理申请12件，已办结。", "受理申请13件，已办结。", "受理申请1[2]{3}件，已办结。"),
        ("第一句话说这个。第二句话说那个。", "第二句话说那个。", "[第一句话说这个。]第二句话说那个。"),
        ("甲甲甲。\n乙乙乙。", "甲甲甲。\n丙丙丙丙。\n乙乙乙。", "甲甲甲。\n{丙丙丙丙。}\n乙乙乙。"),
        ("甲甲甲。\n乙乙乙。", "甲甲甲。", "甲甲甲。[乙乙乙。]"),
    ],
)
def test_marks_show_what_changed(before, after, picture):
    assert drawn(before, after) == picture


def test_text_without_the_marks_is_what_it_says_now():
    before, after = "一。二二二。三三三三。", "一。\n二二四。五五五五五。"
    text = "".join(sentence.text for line in paragraphs(before, after) for sentence in line)
    assert text == after.replace("\n", "")


def mark_at(number: int, after: str, words: str, level: Level = Level.WARNING) -> Mark:
    start = after.index(words)
    return Mark(number, level, "overview", (start, start + len(words)))


def numbered(before: str | None, after: str, *marks: Mark) -> str:
    """Words with a finding as <number level words>, the number only where it begins."""
    lines = with_findings(paragraphs(before, after), after, marks)
    return "\n".join("".join(_finding(each) for sentence in line for each in sentence.spans) for line in lines)


def _finding(span: Span) -> str:
    words = f"{MARKS[span.kind][:1]}{span.text}{MARKS[span.kind][1:]}"
    return f"<{','.join(map(str, span.flags))}{span.level[:1]} {words}>" if span.level else words


def test_findings_stand_at_their_words_through_changes_and_paragraphs():
    before, after = "受理申请12件，已办结。", "新的一段。\n  受理申请13件，已办结。"
    words = mark_at(1, after, "13件"), mark_at(2, after, "办结")
    assert numbered(before, after, *words) == "{新的一段。}\n受理申请<1w 1>[2]<w {3}><w 件>，已<2w 办结>。"


def test_finding_over_two_sentences_has_its_number_once():
    after = "甲乙。丙丁。"
    assert numbered(None, after, mark_at(1, after, "乙。丙")) == "甲<1w 乙。><w 丙>丁。"


def test_words_with_two_findings_are_drawn_with_the_heavier_one():
    after = "甲乙丙丁"
    marks = mark_at(1, after, "甲乙"), mark_at(2, after, "乙丙", Level.ERROR)
    assert numbered(None, after, *marks) == "<1w 甲><2e 乙><e 丙>丁"


def test_same_sentence_twice_is_marked_where_the_finding_is():
    after = "同一句话。同一句话。"
    mark = Mark(1, Level.WARNING, "overview", (5, 7))
    assert numbered(None, after, mark) == "同一句话。<1w 同一>句话。"
