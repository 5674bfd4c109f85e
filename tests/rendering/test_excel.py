"""The Excel file: read back by openpyxl, and calculated anew by LibreOffice."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from reports.content import figures
from reports.editions import grid_of
from reports.rendering import excel
from reports.rendering.typesetting import Unprintable
from tests.editions.drawing import draw
from tests.rendering import libreoffice
from tests.rendering.papers import DEMO_NAMES, demo_content, made_content

EVIL = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "＝1+1", "－1", "<b>&amp;</b>"]


def opened(data, *, values=False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def tables(book, content):
    """The sheets of the official tables by key."""
    return dict(zip(content.edition.tables, book.worksheets[1:-1], strict=True))


def drawing(sheet):
    """The sheet below its title in the words of tests/editions/drawing.py."""
    merged = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
    covered = {place for area in merged.values() for place in list(area.cells)[1:]}
    lines = []
    for row in sheet.iter_rows(min_row=2):
        cells = [cell for cell in row if (cell.row, cell.column) not in covered]
        lines.append(" | ".join(drawn(cell, merged.get(cell.coordinate)) for cell in cells) + "\n")
    return "".join(lines)


def drawn(cell, area):
    text = cell.value if cell.data_type == "s" else "=" if cell.data_type == "f" else "·"
    wide, high = (area.size["columns"], area.size["rows"]) if area else (1, 1)
    down = " 竖" if cell.alignment.text_rotation == 255 else ""
    return text + (f" →{wide}" if wide > 1 else "") + (f" ↓{high}" if high > 1 else "") + down


def places(book, content):
    """By key the sheet's cell: figures stand in the order of the grid, which is that of the edition's cells."""
    official = draw_order(content)
    by_cell = {}
    for table, sheet in tables(book, content).items():
        covered = {place for area in sheet.merged_cells.ranges for place in list(area.cells)[1:]}
        own = [
            cell
            for row in sheet.iter_rows(min_row=2)
            for cell in row
            if cell.alignment.shrink_to_fit and (cell.row, cell.column) not in covered
        ]
        by_cell |= dict(zip(official[table], own, strict=True))
    return by_cell


def draw_order(content):
    grids = {key: grid_of(content.edition, key) for key in content.edition.tables}
    return {key: [each.cell.key for line in grid.lines for each in line if each.cell] for key, grid in grids.items()}


def read(book, content):
    """The figures as the sheets show them, decimals by the format of the cell."""
    return {key: figure(cell) for key, cell in places(book, content).items()}


def figure(cell):
    if cell.value in (None, ""):
        return None
    _, _, decimals = cell.number_format.partition('"')[0].partition(".")
    if isinstance(cell.value, str):
        return Decimal(cell.value)
    return Decimal(f"{cell.value:.{len(decimals)}f}")


def changed(content, **figures_changed):
    edition = content.edition
    return replace(content, figures=figures.complete(edition, {**content.figures, **figures_changed}))


@pytest.fixture(scope="module")
def calculated(tmp_path_factory):
    """What LibreOffice makes of the demo reports, and of one in which somebody changed figures on the sheets."""
    files = {f"{name}.xlsx": excel.render(demo_content(name)) for name in DEMO_NAMES}
    content = made_content()
    book = opened(excel.render(content))
    for key, cell in places(book, content).items():
        if key in CHANGES:
            cell.value = CHANGES[key]
    kept = io.BytesIO()
    book.save(kept)
    made = libreoffice.convert({**files, "changed.xlsx": kept.getvalue()}, tmp_path_factory.mktemp("excel"), "xlsx")
    return {name: opened(data, values=True) for name, data in made.items()}


CHANGES = {"requests.granted.business": 7000, "requests.refused_law.research": None, "proceedings.review.other": 0}


@pytest.mark.parametrize("year", [2020, 2024])
def test_sheets_are_merged_as_the_official_grid_with_formulas_for_totals(year):
    content = made_content(year)
    book = opened(excel.render(content))
    assert {key: drawing(sheet) for key, sheet in tables(book, content).items()} == {
        key: draw(grid_of(content.edition, key)) for key in content.edition.tables
    }
    assert book.sheetnames == [
        "说明",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "文字",
    ]
    assert [sheet["A1"].value for sheet in book.worksheets[1:-1]] == book.sheetnames[1:-1]


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_figures_read_from_the_file_equal_the_report(name):
    content = demo_content(name)
    assert read(opened(excel.render(content), values=True), content) == content.figures


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_figures_that_libreoffice_calculates_equal_the_report(calculated, name):
    content = demo_content(name)
    assert read(calculated[name], content) == content.figures


def test_totals_follow_when_somebody_changes_figures_on_the_sheet(calculated):
    content = made_content()
    assert read(calculated["changed"], content) == changed(content, **CHANGES).figures


def test_total_adds_up_the_cells_of_the_edition_and_stays_blank_over_a_blank():
    content = made_content()
    formulas = {key: cell.value for key, cell in places(opened(excel.render(content)), content).items()}
    wanted = ["requests.received.total", "requests.concluded.business", "proceedings.suit_after_review.total"]
    assert [formulas[key] for key in wanted] == [
        '=IF(COUNT(D5:I5)=6,SUM(D5:I5),"")',
        '=IF(COUNT(E7:E27)=21,SUM(E7:E27),"")',
        '=IF(COUNT(K5:N5)=4,SUM(K5:N5),"")',
    ]


def test_blank_stays_empty_and_zero_is_a_number():
    content = changed(made_content(), **{"requests.granted.business": None, "requests.granted.research": 0})
    book = opened(excel.render(content), values=True)
    cells = places(book, content)
    assert [cells[f"requests.granted.{column}"].value for column in ("business", "research", "total")] == [
        None,
        0,
        None,
    ]


@pytest.mark.parametrize(
    ("amount", "value", "shown"),
    [
        ("146.359", 146.359, "0.000"),
        ("25.10", 25.1, "0.00"),
        ("0.1", 0.1, "0.0"),
        ("7", 7, "0"),
        ("99999.9999999999", 99999.9999999999, "0.0000000000"),
        ("123456789012.1234567890", "123456789012.1234567890", "0.0000000000"),
    ],
)
def test_money_keeps_every_decimal(amount, value, shown):
    content = changed(made_content(), **{"disclosure.charges.amount": Decimal(amount)})
    cell = places(opened(excel.render(content)), content)["disclosure.charges.amount"]
    assert (cell.value, cell.number_format) == (value, shown)


def test_money_of_2019_shows_its_unit_and_a_decrease_its_sign():
    content = changed(
        made_content(2020), **{"disclosure.procurement.amount": Decimal("251000.50"), "disclosure.licensing.change": -3}
    )
    cells = places(opened(excel.render(content)), content)
    amount, change = cells["disclosure.procurement.amount"], cells["disclosure.licensing.change"]
    assert ((amount.value, amount.number_format), (change.value, change.number_format)) == (
        (251000.5, '0.00"元"'),
        (-3, "0"),
    )


def test_sheet_of_facts_says_what_the_file_is():
    content = made_content()
    rows = {name.value: value.value for name, value in opened(excel.render(content))["说明"].iter_rows()}
    assert (rows["标题"], rows["机关"], rows["机关代码"], rows["年度"], rows["内容摘要（SHA-256）"]) == (
        content.title,
        "宁夏回族自治区司法厅",
        "nx-sft",
        2024,
        content.digest(),
    )
    assert len(rows["内容摘要（SM3）"]) == 64
    assert rows["格式"].startswith("国办公开办函〔2021〕30号（")


def test_prose_has_a_row_for_each_paragraph():
    content = made_content(opening="开头。", overview="（一）主动公开\n**公开**57件。", contact="地址：某路\n电话：1")
    rows = [tuple(cell.value for cell in row) for row in opened(excel.render(content))["文字"].iter_rows()]
    assert rows == [
        ("部分", "文字"),
        ("开头", "开头。"),
        ("一、总体情况", "（一）主动公开"),
        ("一、总体情况", "公开57件。"),
        ("联系方式", "地址：某路"),
        ("联系方式", "电话：1"),
    ]


def test_text_that_looks_like_a_formula_stays_text():
    content = made_content(other="\n".join(EVIL))
    content = replace(content, agency={**content.agency, "name": EVIL[0]})
    book = opened(excel.render(content))
    cells = [book["说明"]["B2"], *(row[1] for row in book["文字"].iter_rows(min_row=2))]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in [EVIL[0], *EVIL]]
    assert [cell.quotePrefix for cell in cells] == [True] * 8 + [False]


def test_paragraph_longer_than_a_cell_goes_on_in_the_next():
    text = "长𠮷" * 20_000
    content = made_content(other=text)
    rows = list(opened(excel.render(content))["文字"].iter_rows(min_row=2))
    assert ("".join(row[1].value for row in rows), {row[0].value for row in rows}) == (text, {"六、其他需要报告的事项"})
    assert max(len(row[1].value.encode("utf-16-le")) // 2 for row in rows) <= 32_767


def test_sheets_print_on_a4_with_their_heads_on_every_page():
    sheet = opened(excel.render(made_content())).worksheets[2]
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (
        9,
        True,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$4", "D5")


def test_same_report_gives_the_same_bytes_and_no_clock():
    content = demo_content("nx-sft-2024")
    data = excel.render(content)
    assert data == excel.render(content)
    facts = opened(data).properties
    assert (facts.title, facts.creator, f"{facts.modified:%F}") == (content.title, content.agency["name"], "2024-12-31")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 12, 31, 0, 0, 0)}


def test_character_that_no_file_can_hold_is_refused_in_one_sentence():
    with pytest.raises(Unprintable) as error:
        excel.render(made_content(other="一\x02二"))
    assert str(error.value) == "文字中有文件不能保存的控制字符（U+0002），请删去后再试"
