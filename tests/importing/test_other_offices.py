"""Papers that resemble what other offices produce: every figure is right, or in doubt with a reason."""

from dataclasses import replace

import pytest

from reports.content.report import Content
from reports.editions import GridCell
from reports.importing import Reading, ValueState, kinds, read_report
from reports.importing.assembling import assemble
from reports.rendering import document, pdf, portal, word
from tests.importing import offices
from tests.importing.test_own_writers import as_read, as_written
from tests.rendering import libreoffice
from tests.rendering.chromium import printed
from tests.rendering.papers import DEMO_NAMES, demo_content, made_content

YEARS = (2020, 2024)


def numbered(year: int) -> Content:
    """The words of a demo report, and a different number in every cell that is typed."""
    words = next(demo_content(name) for name in DEMO_NAMES if name.endswith(str(year)))
    return replace(words, figures=made_content(year).figures)


def everything(reading: Reading) -> dict[str, object]:
    """What was read, with nothing left in doubt or out."""
    doubtful = [key for key, value in reading.cells.items() if value.state in (ValueState.DOUBTFUL, ValueState.MISSING)]
    return {**as_read(reading), "doubtful": doubtful}


def exactly(content: Content) -> dict[str, object]:
    return {**as_written(content), "doubtful": []}


@pytest.mark.parametrize("year", YEARS)
def test_a_page_pasted_from_word_in_an_old_encoding_is_read(year):
    content = numbered(year)
    reading = read_report(offices.pasted_page(content))
    assert everything(reading) == exactly(content)
    assert [left.text for left in reading.unmatched] == ["首页 > 政府信息公开年报"]


@pytest.mark.parametrize("year", YEARS)
def test_a_word_file_with_text_boxes_and_tables_in_tables_is_read(year):
    content = numbered(year)
    assert everything(read_report(offices.nested_word(content))) == exactly(content)


@pytest.mark.parametrize("year", YEARS)
def test_a_workbook_with_everything_on_one_sheet_is_read(year):
    content = numbered(year)
    assert everything(read_report(offices.one_sheet(content))) == exactly(content)


@pytest.mark.parametrize("year", YEARS)
def test_a_markdown_file_is_read(year):
    content = numbered(year)
    assert everything(read_report(offices.markdown(content))) == exactly(content)


@pytest.mark.parametrize("year", YEARS)
def test_a_pdf_printed_by_libreoffice_is_read(year, tmp_path):
    content = numbered(year)
    made = libreoffice.convert({"report.docx": word.render(content)}, tmp_path, "pdf")["report"]
    assert everything(read_report(made)) == exactly(content)


@pytest.mark.parametrize("year", YEARS)
def test_a_pdf_printed_by_a_browser_is_read(year):
    content = numbered(year)
    assert everything(read_report(printed(portal.render(content).decode()))) == exactly(content)


@pytest.mark.parametrize("year", YEARS)
def test_our_pdf_is_read_from_what_is_printed_alone(year):
    content = numbered(year)
    paper = replace(kinds.paper_of(pdf.render(content), "pdf"), embedded=b"")
    assert everything(assemble(paper)) == exactly(content)


def drawn(content: Content, key: str) -> list[list[GridCell]]:
    """The lines of an official table with its figures."""
    table = next(part.table for part in document.build(content).parts if part.key == key)
    assert table is not None
    return offices.lines_of(table)


def swapped_rows(lines: list[list[GridCell]]) -> list[list[GridCell]]:
    """Lines 4 and 5, the second and third of a table's rows without a group, in each other's place."""
    return [*lines[:3], lines[4], lines[3], *lines[5:]]


def test_rows_in_another_order_are_read_by_their_labels():
    content = numbered(2024)
    lines = swapped_rows(drawn(content, "requests"))
    assert everything(read_report(offices.pasted_page(content, {"requests": lines}))) == exactly(content)


def swapped_columns(lines: list[list[GridCell]]) -> list[list[GridCell]]:
    """Business and research, headings and all, in each other's place."""
    changed = [[*line] for line in lines]
    changed[2][0], changed[2][1] = changed[2][1], changed[2][0]
    for line in changed[3:]:
        line[-6], line[-5] = line[-5], line[-6]
    return changed


def test_columns_in_another_order_are_read_by_their_headings():
    content = numbered(2024)
    lines = swapped_columns(drawn(content, "requests"))
    assert everything(read_report(offices.pasted_page(content, {"requests": lines}))) == exactly(content)


def test_a_row_shifted_by_one_column_is_in_doubt():
    content = numbered(2024)
    lines = drawn(content, "requests")
    at = next(number for number, line in enumerate(lines) if any(cell.text.startswith("6.属于") for cell in line))
    label, *values = lines[at]
    lines[at] = [label, replace(values[0], text="", cell=None), *values]
    reading = read_report(offices.pasted_page(content, {"requests": lines}))
    row = {key: value for key, value in reading.cells.items() if ".refused_process." in key}
    assert {value.state for value in row.values()} == {ValueState.DOUBTFUL}
    assert {key: value.figure for key, value in row.items()} == {key: content.figures[key] for key in row}
    others = {key: figure for key, figure in reading.figures.items() if key not in row}
    assert others == {key: figure for key, figure in content.figures.items() if key not in row}


def test_a_group_label_torn_by_a_page_break_belongs_to_its_rows():
    content = numbered(2024)
    lines = drawn(content, "requests")
    at = next(number for number, line in enumerate(lines) if any(cell.text.startswith("2.没有") for cell in line))
    torn = GridCell("row", "法提供")
    lines[at - 1] = [
        replace(cell, text="（四）无") if cell.text == "（四）无法提供" else cell for cell in lines[at - 1]
    ]
    lines[at - 1] = [replace(cell, rowspan=1) if cell.text == "（四）无" else cell for cell in lines[at - 1]]
    lines[at] = [replace(torn, rowspan=2), *lines[at]]
    assert everything(read_report(offices.pasted_page(content, {"requests": lines}))) == exactly(content)
