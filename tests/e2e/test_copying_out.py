"""A table copied out of the editor, pasted into the programs of others: LibreOffice Calc and Writer show the same."""

import csv
import io

import pytest
from docx import Document
from openpyxl import load_workbook

from reports import editions
from reports.content.figures import complete, show
from reports.models import Report
from tests.e2e.steps import saved
from tests.e2e.test_copying import READ
from tests.e2e.test_spreadsheet import FIRST, at, press, report, sign_in  # noqa: F401 - fixtures
from tests.rendering.libreoffice import convert

pytestmark = pytest.mark.django_db(transaction=True)

BLOCK = [["11", "12", "13"], ["21", "22", "23"]]


@pytest.fixture
def page(report, sign_in):  # noqa: F811
    opened = sign_in()
    saved(opened)
    return opened


@pytest.fixture
def official(report) -> list[list[str]]:  # noqa: F811
    """The third table as the paper has it: every text at the upper left of the places its cell covers."""
    edition = editions.get(report.edition)
    grid = editions.grid_of(edition, "requests")
    figures = complete(edition, Report.objects.get(pk=report.pk).figures)
    lines: list[list[str | None]] = [[None] * len(grid.widths) for _ in grid.lines]
    for y, line in enumerate(grid.lines):
        for cell in line:
            x = lines[y].index(None)
            for below in range(cell.rowspan):
                for right in range(cell.colspan):
                    lines[y + below][x + right] = ""
            lines[y][x] = show(cell.cell, figures[cell.cell.key]) if cell.cell else cell.text
    return [[text or "" for text in line] for line in lines]


def copied(page) -> tuple[str, str]:
    """What lies on the clipboard: HTML and plain text."""
    press(page, "Control+c")
    return page.evaluate(READ, "text/html"), page.evaluate(READ, "text/plain")


def in_calc(folder, data: str, ending: str, opened_by: str) -> list[list[str]]:
    folder.mkdir()
    file = f'<meta charset="utf-8">{data}' if ending == "html" else data
    made = convert({f"copied.{ending}": file.encode()}, folder, "xlsx", f"--infilter={opened_by}")
    sheet = load_workbook(io.BytesIO(made["copied"])).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def in_writer(folder, html: str) -> list[list[str]]:
    """The table in Writer; a merged cell has its text at its upper left."""
    folder.mkdir()
    file = f'<html><head><meta charset="utf-8"></head><body>{html}</body></html>'
    made = convert({"copied.html": file.encode()}, folder, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    (table,) = Document(io.BytesIO(made["copied"])).tables
    seen: set[int] = set()
    lines = []
    for row in table.rows:
        cells = [(cell._tc not in seen and not seen.add(cell._tc), cell.text) for cell in row.cells]
        lines.append([text if first else "" for first, text in cells])
    return lines


def test_range_is_the_same_in_calc_and_writer(page, tmp_path):
    page.focus(at(FIRST))
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    html, text = copied(page)
    assert list(csv.reader(io.StringIO(text), delimiter="\t")) == BLOCK
    assert in_calc(tmp_path / "text", text, "csv", "CSV:9,34,76") == BLOCK
    assert in_calc(tmp_path / "html", html, "html", "HTML (StarCalc)") == BLOCK
    assert in_writer(tmp_path / "words", html) == BLOCK


def test_whole_table_is_the_official_form_in_calc_and_writer(page, official, tmp_path):
    page.focus(at(FIRST))
    press(page, "Control+a")
    html, text = copied(page)
    assert list(csv.reader(io.StringIO(text), delimiter="\t")) == official
    assert in_calc(tmp_path / "text", text, "csv", "CSV:9,34,76") == official
    assert in_calc(tmp_path / "html", html, "html", "HTML (StarCalc)") == official
    assert in_writer(tmp_path / "words", html) == official


def test_single_cell_is_bare_text(page):
    page.focus(at(FIRST))
    press(page, "Control+c")
    assert page.evaluate("navigator.clipboard.read().then(([item]) => item.types)") == ["text/plain"]
    assert page.evaluate("navigator.clipboard.readText()") == "11"


def test_whole_table_copied_comes_back_by_pasting(page, report):  # noqa: F811
    page.focus(at(FIRST))
    press(page, "Control+a", "Control+c", "Control+v")
    page.wait_for_selector("#fill-dialog[open]")
    assert page.locator("#fill-dialog td[data-level=same]").count() == 30
    assert page.locator("#fill-dialog .fill-remarks li").all_inner_texts() == [
        "有 114 格在粘贴的内容里是空白，没有填。"
    ]
