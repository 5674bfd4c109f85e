"""Marks of a proof, drawn: [deleted] and {inserted}."""

import pytest

from reports.marking import paragraphs

MARKS = {"kept": "", "deleted": "[]", "inserted": "{}"}


def drawn(before: str | None, after: str) -> str:
    def mark(kind: str, text: str) -> str:
        return f"{MARKS[kind][:1]}{text}{MARKS[kind][1:]}"

    return "\n".join(
        "".join(mark(stretch.kind, stretch.text) for sentence in line for stretch in sentence.stretches)
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
    said = "".join(sentence.text for line in paragraphs(before, after) for sentence in line)
    assert said == after.replace("\n", "")
