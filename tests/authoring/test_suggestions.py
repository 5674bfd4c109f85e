"""Which numbers of the prose are offered for binding, and to which cells, however they are written."""

import pytest

from reports import editions
from reports.authoring.suggestions import candidates
from reports.content.figures import complete
from tests import factories

EDITION = editions.get("2021")
NOW = complete(
    EDITION,
    factories.read_figures(
        **{
            "requests.received.natural_person": 12,
            "requests.granted.natural_person": 2,
            "requests.partly_granted.natural_person": 2,
            "requests.unavailable_not_held.natural_person": 8,
            "disclosure.charges.amount": "25.10",
            "disclosure.licensing.decisions": 1234,
            "proceedings.review.upheld": 1,
            "proceedings.review.corrected": 1,
        }
    ),
)


def offered(prose: str) -> list[tuple[str, str]]:
    """The words a token would take the place of, and the likeliest cell."""
    offered = list(candidates("overview", prose, EDITION, NOW))
    assert [prose[slice(*each.span)] for each in offered] == [each.number for each in offered]
    return [(each.number, each.choices[0].label) for each in offered]


@pytest.mark.parametrize("number", ["12", "１２", "十二"])
def test_number_is_offered_however_it_is_written(number):
    assert offered(f"全年收到申请{number}件。") == [(number, "一、本年新收政府信息公开申请数量·总计")]


def test_each_number_of_a_list_is_offered_to_its_own_cell():
    assert offered("申请的办理结果为予以公开2件、部分公开2件，因本机关不掌握相关政府信息而无法提供8件。") == [
        ("2", "（一）予以公开·总计"),
        ("2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）·总计"),
        ("8", "（四）无法提供1.本机关不掌握相关政府信息·总计"),
    ]
    assert offered("行政复议案件2件，其中结果维持1件、结果纠正1件。") == [
        ("2", "行政复议·总计"),
        ("1", "行政复议·结果维持"),
        ("1", "行政复议·结果纠正"),
    ]


def test_money_is_offered_in_the_unit_of_its_cell_only():
    assert offered("行政事业性收费25.10万元。") == [("25.10", "行政事业性收费·本年收费金额（单位：万元）")]
    assert offered("行政事业性收费25.10元。") == []


@pytest.mark.parametrize(
    "prose",
    [
        "作出行政许可决定1234余件。",
        "作出行政许可决定约1,234件。",
        "行政许可决定书第1234件。",
        "行政许可决定0.1234万件。",
        "办理建议提案12件。",
        "领导信箱答复12件。",
    ],
)
def test_number_that_is_not_the_cells_is_not_offered(prose):
    assert offered(prose) == []
