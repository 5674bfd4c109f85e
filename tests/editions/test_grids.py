"""The three tables of both editions, drawn whole."""

import re
from pathlib import Path

import pytest

from reports import editions
from tests.editions.drawing import as_word, draw
from tests.skipping import OPTIONAL

DRAWINGS = Path(__file__).parent / "drawings"
TEMPLATE = OPTIONAL["format"] / "official_template_2021_structure.txt"
TABLES = ("disclosure", "requests", "proceedings")


@pytest.mark.parametrize("code", ["2019", "2021"])
@pytest.mark.parametrize("table", TABLES)
def test_grid_is_the_table_of_the_notice(code, table):
    drawn = draw(editions.grid_of(editions.get(code), table))
    assert drawn == (DRAWINGS / f"{table}-{code}.txt").read_text(encoding="utf-8")


def template_tables() -> list[tuple[list[str], list[str]]]:
    """Widths and lines of the tables of the official Word template, without what is only its typing."""
    tables: list[tuple[list[str], list[str]]] = []
    for line in TEMPLATE.read_text(encoding="utf-8").splitlines():
        if line.startswith("TABLE"):
            tables.append((re.findall(r"'(\d+)'", line), []))
        elif line[0].isdigit():
            cells = line.split(" ", 1)[1]
            tables[-1][1].append(
                re.sub(r"\[[/\s]*\|", "[|", cells).replace("商业/企业", "商业企业").replace("科研/机构", "科研机构")
            )
    return tables


@pytest.mark.needs("format")
@pytest.mark.parametrize("number", range(3), ids=TABLES)
def test_grid_of_2021_has_the_cells_of_the_official_word_template(number):
    _, lines = template_tables()[number]
    assert as_word(editions.grid_of(editions.get("2021"), TABLES[number])) == lines


@pytest.mark.needs("format")
@pytest.mark.parametrize("number", range(3), ids=TABLES)
def test_grid_of_2021_has_the_proportions_of_the_official_word_template(number):
    widths = editions.grid_of(editions.get("2021"), TABLES[number]).widths
    official = [int(width) for width in template_tables()[number][0]]
    ours = [width / sum(widths) for width in widths]
    assert ours == pytest.approx([width / sum(official) for width in official], abs=0.001)


@pytest.mark.parametrize(
    ("code", "table", "head"),
    [(code, *rest) for code in ("2019", "2021") for rest in [("disclosure", 0), ("requests", 3), ("proceedings", 3)]],
)
def test_heading_lines_repeat_on_a_new_page_where_one_heading_rules_the_whole_table(code, table, head):
    assert len(editions.grid_of(editions.get(code), table).head) == head


def test_bodies_of_table_two_are_its_items():
    for code, sizes in {"2019": [4, 4, 4, 3, 3], "2021": [4, 3, 4, 3]}.items():
        grid = editions.grid_of(editions.get(code), "disclosure")
        assert [len(body.lines) for body in grid.bodies] == sizes


@pytest.mark.parametrize("code", ["2019", "2021"])
@pytest.mark.parametrize("table", TABLES)
def test_value_cells_carry_the_cells_of_the_edition_in_the_order_of_the_paper(code, table):
    edition = editions.get(code)
    drawn = [cell for line in editions.grid_of(edition, table).lines for cell in line if cell.cell]
    assert [cell.cell for cell in drawn] == [
        cell for cell in editions.cells_of(edition).values() if cell.table == table
    ]
    assert [cell.role for cell in drawn] == ["computed" if cell.cell.computed else "typed" for cell in drawn]


def test_headings_tell_html_which_cells_they_head():
    grid = editions.grid_of(editions.get("2021"), "requests")
    scopes = {cell.text: cell.scope for line in grid.lines for cell in line if cell.cell is None}
    chosen = ("申请人情况", "自然人", "法人或其他组织", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密")
    assert [scopes[text] for text in chosen] == ["colgroup", "col", "colgroup", "rowgroup", "rowgroup", "row"]
    assert editions.grid_of(editions.get("2021"), "disclosure").lines[0][0].scope == "colgroup"
