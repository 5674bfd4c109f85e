"""Content → Document: the report from its title to its contact block, with the text of every cell."""

import pytest

from reports import editions
from reports.content.report import gather
from reports.editions import grid_of
from reports.rendering import document
from tests import factories
from tests.editions.drawing import draw


def built(year: int = 2024, **changes: object) -> document.Document:
    edition = editions.for_year(year).code
    figures = factories.figures(edition, **changes)
    return document.build(gather(edition, year, factories.FACTS, figures, factories.prose(edition)))


def values(done: document.Document, key: str) -> str:
    """The texts of the value cells of a table, line by line."""
    (part,) = [part for part in done.parts if part.key == key]
    assert part.table is not None
    lines = [[cell.text or "□" for cell in line if cell.cell] for line in part.table.lines]
    return "\n".join(" ".join(line) for line in lines if line)


@pytest.mark.parametrize("year", [2020, 2024])
def test_parts_are_the_six_sections_in_words_or_in_tables(year):
    done = built(year)
    assert [(part.title, [each.text for each in part.paragraphs], bool(part.table)) for part in done.parts] == [
        ("一、总体情况", ["这里写 overview。"], False),
        ("二、主动公开政府信息情况", [], True),
        ("三、收到和处理政府信息公开申请情况", [], True),
        ("四、政府信息公开行政复议、行政诉讼情况", [], True),
        ("五、存在的主要问题及改进情况", ["这里写 problems。"], False),
        ("六、其他需要报告的事项", ["这里写 other。"], False),
    ]
    assert [each.text for each in done.opening] == ["这里写 opening。"]
    assert [each.text for each in done.contact] == ["这里写 contact。"]


def test_title_is_broken_between_agency_and_year():
    done = built()
    assert done.title_lines == ("沙坡头区司法局", "2024年政府信息公开工作年度报告")
    assert done.title == "".join(done.title_lines)


def test_figures_of_table_two_stand_in_their_cells():
    done = built(
        **{
            "disclosure.normative_documents.issued": 3,
            "disclosure.penalties.decisions": 12,
            "disclosure.charges.amount": "25.10",
        }
    )
    assert values(done, "disclosure") == "0 0 0\n3 0 0\n0\n12\n0\n25.10"


def test_blank_cell_stays_empty_and_so_do_the_totals_over_it():
    done = built(**{"requests.granted.business": None})
    assert values(done, "requests").splitlines()[2] == "0 □ 0 0 0 0 □"
    assert values(done, "requests").splitlines()[-2] == "0 □ 0 0 0 0 □"


def test_totals_of_table_three_are_printed_as_computed():
    done = built(**{"requests.granted.business": 2, "requests.refused_law.research": 5})
    lines = values(done, "requests").splitlines()
    assert (lines[2], lines[5], lines[-2]) == ("0 2 0 0 0 0 2", "0 0 5 0 0 0 5", "0 2 5 0 0 0 7")


def test_money_of_2019_carries_its_unit_and_a_decrease_its_sign():
    done = built(2020, **{"disclosure.procurement.amount": "251000", "disclosure.licensing.change": -3})
    assert values(done, "disclosure").splitlines() == [
        "0 0 0",
        "0 0 0",
        "0 -3 0",
        "0 0 0",
        "0 0 0",
        "0 0 0",
        "0 0",
        "0 251000元",
    ]


@pytest.mark.parametrize("year", [2020, 2024])
def test_tables_keep_the_shape_of_their_edition(year):
    edition = editions.for_year(year)
    tables = {part.key: draw(part.table) for part in built(year).parts if part.table}
    assert tables == {key: draw(grid_of(edition, key)) for key in ("disclosure", "requests", "proceedings")}


def test_building_leaves_the_edition_as_it_was():
    before = grid_of(editions.get("2021"), "requests")
    built(**{"requests.granted.business": 2})
    assert grid_of(editions.get("2021"), "requests") is before
    assert {cell.text for line in before.lines for cell in line if cell.cell} == {""}


def test_markup_in_prose_and_names_stays_text():
    evil = '<img src="http://example.com/x.png">'
    content = gather(
        "2021", 2024, {**factories.FACTS, "title_name": evil}, factories.figures(), factories.prose(overview=evil)
    )
    done = document.build(content)
    assert done.title_lines[0] == evil
    assert [each.text for each in done.parts[0].paragraphs] == [evil]


def test_empty_prose_is_a_part_without_paragraphs():
    done = document.build(gather("2021", 2024, factories.FACTS, factories.figures(), {}))
    assert [len(part.paragraphs) for part in done.parts] == [0] * 6
    assert (done.opening, done.contact) == ((), ())
