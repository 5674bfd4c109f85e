"""What the editor of prose is told to draw: headings, printed numbers, findings and offers, at their places."""

import pytest

from reports import editions
from reports.authoring.prose_marks import part_marks
from reports.authoring.suggestions import candidates
from reports.content import references
from reports.content.figures import complete
from reports.findings import Finding, Level, fingerprint
from tests import factories

EDITION = editions.get("2021")
NOW = complete(EDITION, factories.read_figures(**{"requests.received.natural_person": 12}))
LABEL = "一、本年新收政府信息公开申请数量·总计"
TOKEN = "{{" + LABEL + "}}"


def marks(prose: str, *findings: Finding) -> dict:
    resolved = references.resolve("overview", prose, EDITION, NOW, {})
    return part_marks(prose, resolved, findings, list(candidates("overview", prose, EDITION, NOW)))


@pytest.mark.parametrize(
    ("prose", "headings"),
    [
        ("（一）主动公开。全年公开。", ["（一）主动公开。"]),
        ("（一）**主动公开**\n正文\n  （二）依申请公开", ["（一）**主动公开", "（二）依申请公开"]),
        (f"（一）新收{TOKEN}件。正文。", [f"（一）新收{TOKEN}件。"]),
        ("1.不是二级标题\n正文（一）也不是", []),
    ],
)
def test_headings_are_those_of_the_paper_in_the_text_as_written(prose, headings):
    assert [prose[slice(*span)] for span in marks(prose)["headings"]] == headings


def test_chip_prints_the_figure_of_its_cell_and_a_broken_one_says_so():
    assert marks(f"𠮷{TOKEN}件，{{{{没有}}}}。")["chips"] == {
        TOKEN: {"text": "12", "label": LABEL, "broken": False},
        "{{没有}}": {"text": "【未填】", "label": "没有", "broken": True},
    }


def test_finding_comes_with_its_words_its_mend_and_its_fingerprint():
    prose = "𠮷。截止目前，公开20条。"
    finding = Finding(Level.WARNING, "T602", "overview", "“截止目前”应为“截至目前”", "截至目前", (2, 6))
    assert marks(prose, finding)["findings"] == [
        {
            "span": (2, 6),
            "words": "截止目前",
            "level": "warning",
            "label": "提醒",
            "says": "“截止目前”应为“截至目前”",
            "suggests": "截至目前",
            "fingerprint": fingerprint(finding, {"overview": prose}),
        }
    ]


def test_number_of_a_cell_is_offered_with_the_token_that_binds_it():
    (offer,) = marks("𠮷。全年收到申请12件。")["offers"]
    assert (offer["span"], offer["words"], offer["choices"][0]) == ((8, 10), "12", {"label": LABEL, "token": TOKEN})
