"""When blank cells are listed one by one, and when they are counted."""

import pytest

from reports import editions
from reports.checks.blanks import MANY_BLANKS, group_blanks
from reports.findings import Finding, Level

EDITION = editions.get("2021")
KEYS = [key for key in editions.typed_keys(EDITION) if key.startswith("disclosure.")]
TITLE = "二、主动公开政府信息情况"


def blanks(count: int) -> list[Finding]:
    return [Finding(Level.ERROR, "B103", key, "没有填写") for key in KEYS[:count]]


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (MANY_BLANKS - 1, ["没有填写"] * (MANY_BLANKS - 1)),
        (MANY_BLANKS, [f"“{TITLE}”有 {MANY_BLANKS} 格没有填写；没有发生的，请填 0"]),
    ],
)
def test_blank_cells_of_a_table_are_one_finding_when_they_are_many(count, says):
    assert [finding.says for finding, _ in group_blanks(EDITION, blanks(count))] == says


def test_other_findings_keep_their_place_and_sentence():
    other, words = Finding(Level.ERROR, "B101", KEYS[0], "不平"), Finding(Level.NOTICE, "F504", "overview", "缺")
    grouped = list(group_blanks(EDITION, [words, *blanks(5), other]))
    assert [(finding.code, keys) for finding, keys in grouped] == [
        ("F504", ()),
        ("B103", tuple(KEYS[:5])),
        ("B101", (KEYS[0],)),
    ]
