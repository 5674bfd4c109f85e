"""The paper under made-up content: full lines and pages, long reports, rare characters, hostile text."""

import os
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from reports.rendering import document, pdf
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from tests.rendering import inside
from tests.rendering.papers import BOTTOM, EM, LEFT, RIGHT, TOP, Paper, demo_content, demo_paper, made_content
from tests.rendering.test_pdf import expected_paragraphs, expected_value_rows, read_value_rows

HAN = "政府信息公开工作年度报告按照条例规定向社会公布"
ROOT = Path(__file__).parents[2]


def test_full_line_holds_28_characters_from_margin_to_margin():
    paper = Paper(pdf.render(made_content(opening=HAN * 20)))
    lines = [line for line in paper.lines if line.size < 20][1:10]
    assert [len(line.text) for line in lines] == [28] * 9
    assert [(line.x0, line.x1) for line in lines] == [(pytest.approx(LEFT, abs=0.3), pytest.approx(RIGHT, abs=0.3))] * 9


def test_full_page_holds_22_lines_from_top_to_bottom():
    paper = Paper(pdf.render(made_content(opening=HAN * 80)))
    lines = paper.on_page(2)
    assert len(lines) == 22
    assert lines[0].top - TOP == pytest.approx(BOTTOM - lines[-1].bottom, abs=0.5)
    steps = {round(below.top - above.top, 1) for above, below in pairwise(lines)}
    assert steps == {29.0}


def test_first_line_of_a_paragraph_is_indented_two_characters():
    paper = Paper(pdf.render(made_content(opening=HAN * 3)))
    first = next(line for line in paper.lines if line.size < 20)
    assert first.x0 - LEFT == pytest.approx(2 * EM, abs=0.6)
    assert len(first.text) == 26


@pytest.mark.parametrize("name", ["nx-sft-2024", "nx-zw-spt-sfj-2020"])
def test_report_ten_times_as_long_still_comes_out_right(name):
    short = demo_content(name)
    prose = {key: "\n".join([text.strip()] * 10) for key, text in short.prose.items()}
    content = type(short)(short.edition, short.year, short.agency, short.figures, prose)
    paper = Paper(pdf.render(content))
    assert paper.paragraphs() == expected_paragraphs(content)
    assert read_value_rows(paper, content) == expected_value_rows(content)


def test_table_that_crosses_pages_repeats_its_head_and_its_group_labels():
    crossing = Paper(pdf.render(made_content(overview="\n".join([HAN] * 9))))
    assert pages_of(crossing) == [2, 3]
    heads = [row for row in crossing.rows if row[-1] == "申请人情况"]
    assert len(heads) == 2
    assert sum("三、本年度办理结果" in row for row in crossing.rows) == 2


def pages_of(paper):
    """The pages on which table three stands."""
    return [
        number
        for number, page in enumerate(paper.pdf.pages, start=1)
        if any(
            "申请人情况" in (row[-1] or row[3] or "")
            for table in page.extract_tables()
            for row in table
            if len(row) == 10
        )
    ]


@pytest.mark.parametrize("year", [2020, 2024])
def test_every_cell_of_either_edition_stands_in_its_place(year):
    content = made_content(year)
    assert read_value_rows(Paper(pdf.render(content)), content) == expected_value_rows(content)


def test_twelve_digits_fit_into_the_narrowest_cell():
    content = made_content()
    figures = {key: 999_999_999_999 if key.startswith("requests") else value for key, value in content.figures.items()}
    big = type(content)(content.edition, content.year, content.agency, figures, content.prose)
    assert read_value_rows(Paper(pdf.render(big)), big) == expected_value_rows(big)


def test_rare_characters_of_names_are_printed():
    paper = Paper(pdf.render(made_content(opening="联系人：𬭚、堃、珺。")))
    assert paper.paragraphs()[2] == "联系人：𬭚、堃、珺。"
    assert inside.characters_without_glyph(paper.data) == []


def test_character_that_no_font_has_is_named_with_its_place():
    with pytest.raises(Unprintable) as refused:
        pdf.render(made_content(overview="工作顺利😀。"))
    assert str(refused.value) == "一、总体情况：字体中没有😀（U+1F600）"


def test_markup_and_addresses_in_prose_print_as_text_and_nothing_is_fetched(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    hostile = '<img src="http://127.0.0.1:9/a.png"><script>1</script>file:///etc/passwd<a href="http://x.cn">甲</a>'
    paper = Paper(pdf.render(made_content(opening=hostile)))
    assert paper.paragraphs()[2] == hostile
    assert asked == []


def test_engine_refuses_every_address():
    engine = pdf.engine()
    page = (
        '<html><body style="background:url(file:///etc/hostname)"><img src="http://127.0.0.1:9/a.png">甲</body></html>'
    )
    assert "甲" in Paper(engine.write(page, made_content())).pdf.pages[0].extract_text()


def test_another_process_makes_the_same_bytes(tmp_path):
    script = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; django.setup()\n"
        "from tests.rendering.papers import demo_content; from reports.rendering import pdf\n"
        f"open({str(tmp_path / 'a.pdf')!r}, 'wb').write(pdf.render(demo_content('nx-sft-2024')))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "TZ": "America/Lima"}, check=True)
    assert (tmp_path / "a.pdf").read_bytes() == demo_paper("nx-sft-2024").data


def test_tables_are_tagged_with_their_headings():
    tags = inside.structure_tags(demo_paper("nx-sft-2024").pdf)
    headings = {
        drawn.text
        for part in document.build(demo_content("nx-sft-2024")).parts
        if part.table
        for line in part.table.lines
        for drawn in line
        if drawn.cell is None
    }
    assert tags["H1"] == 1
    assert tags["H2"] == 6
    assert tags["Table"] >= 3
    assert tags["TH"] >= len(headings)


def test_absent_fonts_are_named_with_the_command_that_brings_them(settings, tmp_path):
    settings.FREE_FONT_DIR = tmp_path
    with pytest.raises(FontsMissing, match=r"FandolFang-Regular\.otf"):
        pdf.render(made_content())
