"""The paper, read back from the PDF: what it says, and where it stands on the page (paper.md; GB/T 9704-2012)."""

import json

import pytest

from reports.rendering import document, pdf
from tests.rendering import inside
from tests.rendering.papers import (
    BOTTOM,
    DEMO_NAMES,
    LEFT,
    MM,
    RIGHT,
    TOP,
    demo_content,
    demo_paper,
    tidy,
)

pytestmark = pytest.mark.parametrize("name", DEMO_NAMES)
HAN = "政府信息公开工作年度报告按照条例规定向社会公布"


def expected_paragraphs(content):
    drawn = document.build(content)
    expected = list(drawn.title_lines)
    expected += [paragraph.text for paragraph in drawn.opening]
    for part in drawn.parts:
        expected += [part.title, *(paragraph.text for paragraph in part.paragraphs)]
    return expected + [paragraph.text for paragraph in drawn.contact]


def expected_value_rows(content):
    """Figures as the grid holds them, row by row."""
    tables = [part.table for part in document.build(content).parts if part.table]
    rows = [[drawn.text for drawn in line if drawn.cell] for table in tables for line in table.lines]
    return [row for row in rows if row]


def read_value_rows(paper, content):
    """Figures as the paper holds them: the last cells of every row that holds figures."""
    widths = [len(row) for row in expected_value_rows(content)]
    return [row[-width:] for row, width in zip(paper.value_rows(), widths, strict=True)]


def test_every_cell_of_the_paper_equals_its_figure(name):
    assert read_value_rows(demo_paper(name), demo_content(name)) == expected_value_rows(demo_content(name))


def test_every_paragraph_of_the_paper_equals_the_prose(name):
    assert demo_paper(name).paragraphs() == expected_paragraphs(demo_content(name))


def test_page_numbers_alternate_sides_seven_millimetres_below_the_text(name):
    paper = demo_paper(name)
    numbers = paper.page_numbers
    assert [line.text for line in numbers] == [f"— {page} —" for page in range(1, len(paper.pdf.pages) + 1)]
    for line in numbers:
        odd = line.page % 2
        edge = RIGHT - line.x1 if odd else line.x0 - LEFT
        assert (edge, line.size) == (pytest.approx(14, abs=0.3), pytest.approx(14, abs=0.01))
        assert (line.top + line.bottom) / 2 - BOTTOM == pytest.approx(7 * MM, abs=0.6)


def test_text_stays_within_the_margins(name):
    for number, page in enumerate(demo_paper(name).pdf.pages, start=1):
        below = [char for char in page.chars if char["top"] > BOTTOM]
        assert "".join(char["text"] for char in below) == f"— {number} —"
        body = [char for char in page.chars if char not in below]
        assert min(char["x0"] for char in body) >= LEFT - 0.1
        assert max(char["x1"] for char in body) <= RIGHT + 0.5
        assert min(char["top"] for char in body) >= TOP
        assert max(char["bottom"] for char in body) <= BOTTOM


def test_every_font_is_an_embedded_subset(name):
    fonts = inside.fonts(demo_paper(name).pdf)
    assert fonts
    assert [font for font in fonts if not (font.subset and font.embedded)] == []


def test_no_glyph_stands_in_for_a_missing_one(name):
    assert inside.characters_without_glyph(demo_paper(name).data) == []


def test_paper_is_tagged_archivable_and_titled(name):
    content = demo_content(name)
    facts = inside.facts(demo_paper(name).pdf)
    assert facts == {
        "marked": True,
        "structure": True,
        "language": "zh-CN",
        "title": content.title,
        "part": "3",
        "conformance": "A",
        "relationship": "Data",
    }


def test_bookmarks_are_the_title_and_the_six_headings(name):
    bookmarks = [text for level, text in inside.bookmarks(demo_paper(name).pdf) if level <= 2]
    content = demo_content(name)
    assert [tidy(text) for text in bookmarks] == [
        content.title,
        *(part.title for part in document.build(content).parts),
    ]


def test_data_attached_to_the_paper_equal_the_content(name):
    attached = inside.attachments(demo_paper(name).pdf)
    assert {file: json.loads(data) for file, data in attached.items()} == {"report.json": demo_content(name).data()}


def test_same_report_gives_the_same_bytes(name):
    assert pdf.render(demo_content(name)) == demo_paper(name).data
