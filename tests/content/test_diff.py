"""What differs between two contents: cells by their labels, texts by sentence."""

from dataclasses import replace

import pytest

from reports.content import diff
from reports.content.diff import CellChange, DiffPiece, PartChange
from tests.factories import content


def diffed(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in diff.pieces(before, after)]


def test_equal_contents_differ_in_nothing() -> None:
    assert not diff.between(content(), content())


def test_changed_cells_come_in_the_order_of_the_paper_as_printed() -> None:
    before = content()
    figures = {**before.figures, "requests.received.business": None, "disclosure.licensing.decisions": 7}
    assert diff.between(before, replace(before, figures=figures)).cells == (
        CellChange("disclosure.licensing.decisions", "行政许可·本年处理决定数量", "0", "7"),
        CellChange("requests.received.business", "一、本年新收政府信息公开申请数量·商业企业", "0", ""),
    )


def test_changed_parts_keep_what_stands_around_the_change() -> None:
    changes = diff.between(content(overview="甲。乙。丙。"), content(overview="甲。丁。丙。", contact="电话：1"))
    assert changes.parts == (
        PartChange(
            "overview",
            "一、总体情况",
            (
                DiffPiece("kept", ("甲。",)),
                DiffPiece("deleted", ("乙。",)),
                DiffPiece("inserted", ("丁。",)),
                DiffPiece("kept", ("丙。",)),
            ),
        ),
        PartChange(
            "contact", "联系方式", (DiffPiece("deleted", ("这里写 contact。",)), DiffPiece("inserted", ("电话：1",)))
        ),
    )
    assert [piece.text for piece in changes.parts[0].changed] == ["乙。", "丁。"]


def test_new_name_in_the_title_is_a_change() -> None:
    changes = diff.between(content(), content(agency={"title_name": "新局"}))
    assert changes.title == ("沙坡头区司法局2024年政府信息公开工作年度报告", "新局2024年政府信息公开工作年度报告")
    assert changes


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("", "甲。", [("inserted", "甲。")]),
        ("甲。乙！", "乙！", [("deleted", "甲。"), ("kept", "乙！")]),
        ("他说：“甲。”乙", "他说：“甲。”丙", [("kept", "他说：“甲。”"), ("deleted", "乙"), ("inserted", "丙")]),
        ("甲\n\n  乙", "甲\n乙", [("kept", "甲乙")]),
        ("甲；乙。", "甲；乙；丙。", [("kept", "甲；"), ("deleted", "乙。"), ("inserted", "乙；丙。")]),
    ],
)
def test_texts_are_compared_by_sentence(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert diffed(before, after) == pieces


def test_reports_of_two_editions_are_not_compared() -> None:
    with pytest.raises(ValueError, match="格式版本不同"):
        diff.between(content(2020), content(2024))
