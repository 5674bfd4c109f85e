"""The Word file: read as XML, read by python-docx, and opened by LibreOffice and printed."""

import io
import re
import statistics
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from reports.rendering import document, word
from reports.rendering.typesetting import Unprintable
from tests.editions.drawing import as_word
from tests.rendering import libreoffice
from tests.rendering.papers import (
    AGENCY,
    BOTTOM,
    DEMO_NAMES,
    EM,
    LEFT,
    RIGHT,
    TOP,
    Paper,
    demo_content,
    made_content,
    tidy,
)
from tests.rendering.test_pdf import expected_paragraphs, expected_value_rows, read_value_rows

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FANG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def find(element, path):
    return element.find(path.replace("w:", W))


def all_of(element, path):
    return element.findall(path.replace("w:", W))


def value(element, path):
    element = find(element, path)
    return None if element is None else element.get(f"{W}val")


def text_of(element):
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def rows_of(table):
    """A table as the official Word template was written down (see `as_word`)."""
    return [" ".join(map(cell_as_text, all_of(row, "w:tc"))) for row in all_of(table, "w:tr")]


def cell_as_text(cell):
    merge = value(cell, "w:tcPr/w:vMerge")
    span = value(cell, "w:tcPr/w:gridSpan") or "1"
    return f"[{text_of(cell)}|gs{span}{f'|v:{merge}' if merge else ''}]"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every demo report as LibreOffice prints its Word file."""
    files = {f"{name}.docx": word.render(demo_content(name)) for name in DEMO_NAMES}
    made = libreoffice.convert(files, tmp_path_factory.mktemp("word"), "pdf")
    return {name: Paper(data) for name, data in made.items()}


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_every_cell_that_libreoffice_prints_equals_its_figure(printed, name):
    assert read_value_rows(printed[name], demo_content(name)) == expected_value_rows(demo_content(name))


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_libreoffice_prints_every_label_of_the_tables(printed, name):
    tables = [part.table for part in document.build(demo_content(name)).parts if part.table]
    labels = [drawn for table in tables for line in table.lines for drawn in line if not drawn.cell]
    cells = {text for row in printed[name].rows for text in row}
    assert [drawn.text for drawn in labels if drawn.text not in cells and not drawn.vertical] == []
    (down,) = [drawn.text for drawn in labels if drawn.vertical]
    assert any(sorted(down) == sorted(text) for text in cells)


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_every_paragraph_that_libreoffice_prints_equals_the_prose(printed, name):
    assert [tidy(text) for text in printed[name].paragraphs()] == [
        tidy(text) for text in expected_paragraphs(demo_content(name))
    ]


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_libreoffice_prints_28_characters_a_line_within_the_margins(printed, name):
    full = [line for line in printed[name].lines if line.x0 < LEFT + 1 and line.x1 > RIGHT - 1]
    chinese = [len(line.text) for line in full if not re.search("[ -~]", line.text)]
    # Fewer where a mark may not begin the next line; newer LibreOffices let a mark stand beyond the margin.
    assert (statistics.mode(chinese), max(chinese) <= 29) == (28, True)
    assert max(line.x1 for line in full) < RIGHT + EM


def test_libreoffice_prints_22_lines_on_a_page_of_text(printed):
    paper = printed["nx-zw-spt-sfj-2020"]
    assert [len(paper.on_page(page)) for page in (2, 3)] == [22, 22]
    assert all(line.top >= TOP and line.bottom <= BOTTOM for line in paper.lines)


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_libreoffice_numbers_the_pages_right_and_left(printed, name):
    numbers = printed[name].page_numbers
    assert [tidy(line.text) for line in numbers] == [f"—{page}—" for page in range(1, len(numbers) + 1)]
    assert [line.x0 > 297 for line in numbers] == [line.page % 2 == 1 for line in numbers]


@pytest.mark.parametrize("name", ["nx-sft-2024", "nx-zw-spt-sfj-2020"])
def test_tables_are_merged_as_the_official_grid(name):
    content = demo_content(name)
    tables = part(word.render(content), "word/document.xml").iter(f"{W}tbl")
    assert [rows_of(table) for table in tables] == [
        as_word(part.table) for part in document.build(content).parts if part.table
    ]


@pytest.mark.parametrize("year", [2020, 2024])
def test_columns_fill_the_156_millimetres_and_cells_the_columns(year):
    tables = list(part(word.render(made_content(year)), "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        widths = [int(column.get(f"{W}w")) for column in all_of(table, "w:tblGrid/w:gridCol")]
        assert sum(widths) == int(156 / 25.4 * 1440)
        for row in all_of(table, "w:tr"):
            assert sum(int(find(cell, "w:tcPr/w:tcW").get(f"{W}w")) for cell in all_of(row, "w:tc")) == sum(widths)


def test_heads_repeat_rows_stay_whole_and_the_long_group_runs_down():
    tables = list(part(word.render(made_content()), "word/document.xml").iter(f"{W}tbl"))
    heads = [[find(row, "w:trPr/w:tblHeader") is not None for row in all_of(table, "w:tr")] for table in tables]
    assert [sum(flags) for flags in heads] == [0, 3, 3]
    assert [flags[:3] for flags in heads[1:]] == [[True] * 3] * 2
    assert all(find(row, "w:trPr/w:cantSplit") is not None for table in tables for row in all_of(table, "w:tr"))
    down = [
        cell for table in tables for cell in table.iter(f"{W}tc") if find(cell, "w:tcPr/w:textDirection") is not None
    ]
    assert ({text_of(cell) for cell in down}, len(down)) == ({"三、本年度办理结果", ""}, 22)


def test_blocks_of_table_two_are_kept_on_one_page():
    (first, *_) = part(word.render(made_content()), "word/document.xml").iter(f"{W}tbl")
    kept = [find(row, "w:tc/w:p/w:pPr/w:keepNext") is not None for row in all_of(first, "w:tr")]
    assert "".join("·" if keep else "|" for keep in kept) == "···|··|···|··|"


def test_labels_stand_left_where_they_do_on_the_paper():
    tables = part(word.render(made_content()), "word/document.xml").iter(f"{W}tbl")
    left = [
        [text_of(cell) for cell in table.iter(f"{W}tc") if value(cell, "w:p/w:pPr/w:jc") == "left"] for table in tables
    ]
    assert (left[0], left[1][:3], len(left[1]), left[2]) == (
        [],
        ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"],
        25,
        [],
    )


def test_headings_are_headings_and_what_runs_in_is_set_like_one():
    content = made_content(
        overview="（一）主动公开情况\n（二）依申请公开。全年**8件**。\n1.其中\n正文", problems="", other=""
    )
    opened = docx.Document(io.BytesIO(word.render(content)))
    drawn = [
        (paragraph.style.name, [(run.text, run.style.name) for run in paragraph.runs])
        for paragraph in opened.paragraphs
    ]
    plain = "Default Paragraph Font"
    title = f"{AGENCY['title_name']}|2024年政府信息公开工作年度报告".split("|")
    assert drawn == [
        ("Title", [(title[0], plain), ("\n" + title[1], plain)]),
        ("Heading 1", [("一、总体情况", plain)]),
        ("Heading 2", [("（一）主动公开情况", plain)]),
        ("Body Text", [("（二）依申请公开。", "Heading 2 Char"), ("全年", plain), ("8件", "Strong"), ("。", plain)]),
        ("Body Text", [("1.其中", plain)]),
        ("Body Text", [("正文", plain)]),
        ("Heading 1", [("二、主动公开政府信息情况", plain)]),
        ("Heading 1", [("三、收到和处理政府信息公开申请情况", plain)]),
        ("Heading 1", [("四、政府信息公开行政复议、行政诉讼情况", plain)]),
        ("Heading 1", [("五、存在的主要问题及改进情况", plain)]),
        ("Heading 1", [("六、其他需要报告的事项", plain)]),
    ]


def test_styles_have_the_faces_and_sizes_of_the_standard():
    styles = part(word.render(made_content()), "word/styles.xml")
    styled = {"": (find(styles, "w:docDefaults/w:rPrDefault/w:rPr"))}
    styled |= {style.get(f"{W}styleId"): find(style, "w:rPr") for style in all_of(styles, "w:style")}
    faces = {
        name: (find(run, "w:rFonts").get(f"{W}eastAsia"), value(run, "w:sz"))
        for name, run in styled.items()
        if run is not None and find(run, "w:rFonts") is not None
    }
    assert faces == {
        "": (FANG, "32"),
        "Title": (TITLE, "44"),
        "Heading1": (HEI, None),
        "Heading2": (KAI, None),
        "Heading2Char": (KAI, None),
        "Strong": (HEI, None),
        "Footer": (SONG, "28"),
        "Cell": (SONG, "21"),
    }
    body = next(style for style in all_of(styles, "w:style") if style.get(f"{W}styleId") == "BodyText")
    assert find(body, "w:pPr/w:ind").get(f"{W}firstLineChars") == "200"


def test_every_face_has_its_other_names_in_the_font_table():
    fonts = all_of(part(word.render(made_content()), "word/fontTable.xml"), "w:font")
    assert {font.get(f"{W}name"): value(font, "w:altName").split(",")[0] for font in fonts} == {
        TITLE: "FZXiaoBiaoSong-B05S",
        HEI: "SimHei",
        KAI: "KaiTi_GB2312",
        FANG: "FangSong_GB2312",
        SONG: "SimSun",
    }


def test_page_has_the_margins_of_the_standard_and_22_lines():
    opened = docx.Document(io.BytesIO(word.render(made_content())))
    (section,) = opened.sections
    lengths = ("page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin")
    millimetres = [round(Mm(getattr(section, name) / Mm(1)) / Mm(1)) for name in lengths]
    assert millimetres == [210, 297, 37, 28, 26, 35]
    assert opened.settings.odd_and_even_pages_header_footer
    grid = section._sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), int(grid.get(f"{W}linePitch")) * 22 <= 225 / 25.4 * 1440) == ("lines", True)


def test_file_says_what_it_is_and_not_when_it_was_made():
    facts = docx.Document(io.BytesIO(word.render(made_content()))).core_properties
    assert (facts.title, facts.author, facts.language, f"{facts.created:%F}", f"{facts.modified:%F}") == (
        "宁夏回族自治区司法厅2024年政府信息公开工作年度报告",
        "宁夏回族自治区司法厅",
        "zh-CN",
        "2024-12-31",
        "2024-12-31",
    )


def test_same_report_gives_the_same_bytes():
    content = demo_content("nx-sft-2024")
    assert word.render(content) == word.render(content)
    with zipfile.ZipFile(io.BytesIO(word.render(content))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 12, 31, 0, 0, 0)}


def test_long_name_is_broken_into_even_lines():
    content = made_content()
    long = {**content.agency, "title_name": "某某省某某市某某新区管理委员会行政审批和政务服务管理局"}
    opened = docx.Document(io.BytesIO(word.render(replace(content, agency=long))))
    assert opened.paragraphs[0].text.split("\n") == [
        "某某省某某市某某新区管理委员",
        "会行政审批和政务服务管理局",
        "2024年政府信息公开工作年度报告",
    ]


def test_figure_too_wide_for_its_cell_is_set_smaller():
    content = made_content()
    figures = {**content.figures, "proceedings.review.upheld": 123456789}
    root = part(word.render(replace(content, figures=figures)), "word/document.xml")
    sizes = {text_of(cell): value(cell, "w:p/w:r/w:rPr/w:sz") for cell in root.iter(f"{W}tc")}
    assert (sizes["123456789"], sizes["结果维持"]) == ("10", None)


def test_markup_and_spaces_in_prose_stay_as_typed():
    evil = '<w:p/> &amp; "引"  两格'
    opened = docx.Document(io.BytesIO(word.render(made_content(other=evil))))
    assert opened.paragraphs[-1].text == evil


@pytest.mark.parametrize("char", ["\x01", "\x1b", "\ufffe"])
def test_character_that_no_file_can_hold_is_refused_in_one_sentence(char):
    with pytest.raises(Unprintable) as error:
        word.render(made_content(other=f"一{char}二"))
    assert str(error.value) == f"文字中有文件不能保存的控制字符（U+{ord(char):04X}），请删去后再试"
