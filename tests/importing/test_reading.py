"""What the reader says of oddities: each is a finding, and nothing is dropped."""

import quopri
from dataclasses import replace

from reports.editions import cells_of
from reports.importing import Unmatched, ValueState, from_data, read_report
from reports.rendering import document, portal
from tests.importing import offices
from tests.importing.test_other_offices import drawn, numbered
from tests.rendering.papers import demo_content

CONTENT = numbered(2024)


def changed(before: str, after: str) -> bytes:
    text = portal.render(CONTENT).decode()
    assert before in text
    return text.replace(before, after).encode()


def findings_of(reading, code):
    return [(finding.where, finding.says) for finding in reading.findings if finding.code == code]


def test_the_edition_comes_from_the_labels_and_a_year_that_does_not_fit_is_a_finding():
    old = portal.render(demo_content("nx-zw-spt-sfj-2020")).decode()
    reading = read_report(old.replace("2020年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告").encode())
    assert (reading.edition, reading.year) == ("2019", 2023)
    assert findings_of(reading, "I101") == [
        ("opening", "文件是 2023 年度的，用的却是 2019 版格式（国办公开办函〔2019〕60号）")
    ]


def test_words_in_a_section_that_is_a_table_are_kept_and_said():
    heading = "三、收到和处理政府信息公开申请情况</h2></div>"
    reading = read_report(changed(heading, f"{heading}<p>我局指定专人办理申请，答复均在法定期限内。</p>"))
    assert reading.prose["requests"] == "我局指定专人办理申请，答复均在法定期限内。"
    assert findings_of(reading, "I106") == [
        (
            "requests",
            "“三、收到和处理政府信息公开申请情况”是表格，文件在这里还写了文字“我局指定专人办理申请，答复均在法定期限内。”，已另外保留",
        )
    ]


def test_a_row_that_is_nobodys_is_listed():
    lines = drawn(CONTENT, "requests")
    stranger = [replace(lines[3][0], text="九、网上办理数量"), *lines[3][1:]]
    reading = read_report(offices.pasted_page(CONTENT, {"requests": [*lines, stranger]}))
    assert [left.text for left in reading.unmatched if left.place.table] == [
        " ".join(["九、网上办理数量", *(cell.text for cell in lines[3][1:])])
    ]
    assert reading.figures == dict(CONTENT.figures)


def test_a_cell_that_is_there_twice_with_two_values_is_in_doubt():
    lines = drawn(CONTENT, "requests")
    again = [lines[3][0], replace(lines[3][1], text="999"), *lines[3][2:]]
    reading = read_report(offices.pasted_page(CONTENT, {"requests": [*lines, again]}))
    cell = reading.cells["requests.received.natural_person"]
    assert (cell.state, cell.why) == (ValueState.DOUBTFUL, "同一格在文件里出现两次，数字不同")
    assert cell.raw == f"{CONTENT.figures['requests.received.natural_person']} / 999"


def test_a_missing_heading_is_a_finding_and_its_table_is_found_all_the_same():
    heading = "四、政府信息公开行政复议、行政诉讼情况"
    reading = read_report(changed(heading, "附表"))
    assert findings_of(reading, "I110") == [("proceedings", f"没有找到标题“{heading}”")]
    assert reading.figures == dict(CONTENT.figures)


def test_a_number_in_words_or_with_another_unit_is_in_doubt():
    money = CONTENT.figures["disclosure.charges.amount"]
    reading = read_report(changed(f">{money}<", f">{money}元<"))
    cell = reading.cells["disclosure.charges.amount"]
    assert (cell.state, cell.figure, cell.why) == (ValueState.DOUBTFUL, None, "写的单位是“元”，这一格的单位是万元")


def test_every_value_says_where_it_stands():
    reading = read_report(offices.pasted_page(CONTENT))
    place = reading.cells["requests.received.natural_person"].place
    assert (place.page, place.table, place.row, place.words) == (None, 5, 4, "第5张表第4行")


def test_a_reading_is_the_same_after_it_was_stored():
    for name in ("nx-sft-2024", "nx-zw-spt-sfj-2020"):
        reading = read_report(portal.render(demo_content(name)))
        assert from_data(reading.data()) == reading


def test_text_without_a_place_keeps_its_words():
    reading = read_report(changed("</body>", "<p>分享到微信</p></body>"))
    assert Unmatched("分享到微信") in reading.unmatched
    assert document.build(CONTENT).title == reading.title


def test_an_empty_row_below_the_headings_is_blank_and_not_missing():
    lines = drawn(CONTENT, "proceedings")
    empty = [replace(cell, text="") for cell in lines[-1]]
    reading = read_report(offices.pasted_page(CONTENT, {"proceedings": [*lines[:-1], empty]}))
    states = {value.state for key, value in reading.cells.items() if key.startswith("proceedings.")}
    assert states == {ValueState.BLANK}


def test_a_page_saved_as_one_file_is_read():
    boundary = b"----MultipartBoundary--x----"
    saved = b"\r\n".join(
        [
            b"From: <Saved by Blink>",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/related; type="text/html"; boundary="' + boundary + b'"',
            b"",
            b"--" + boundary,
            b"Content-Type: text/html",
            b"Content-Transfer-Encoding: quoted-printable",
            b"",
            quopri.encodestring(portal.render(CONTENT)),
            b"--" + boundary,
            b"Content-Type: image/png",
            b"Content-Transfer-Encoding: base64",
            b"",
            b"iVBORw0KGgo=",
            b"--" + boundary + b"--",
        ]
    )
    reading = read_report(saved)
    assert (reading.kind, reading.title, reading.figures) == ("mhtml", CONTENT.title, dict(CONTENT.figures))


def test_numbers_that_stand_apart_from_their_labels_are_never_certain():
    """As a PDF's text comes out column by column: several labels, then their rows of numbers."""
    lines = [
        [cell for cell in line if cell.role in ("row", "typed", "computed")] for line in drawn(CONTENT, "requests")
    ]
    rows = [line for line in lines if any(cell.cell for cell in line)]
    text = []
    for start in range(0, len(rows), 3):
        group = rows[start : start + 3]
        text += ["".join(cell.text for cell in row if not cell.cell) for row in group]
        text += [" ".join(cell.text for cell in row if cell.cell) for row in group]
    paper = "\n".join(
        ["三、收到和处理政府信息公开申请情况", "申请人情况", *text, "四、政府信息公开行政复议、行政诉讼情况"]
    )
    whole = (
        f"{CONTENT.title}\n一、总体情况\n无。\n二、主动公开政府信息情况\n{paper}\n五、存在的主要问题及改进情况\n无。"
    )
    reading = read_report(whole.encode())
    certain = {
        key: value.figure for key, value in reading.cells.items() if value.state in (ValueState.READ, ValueState.BLANK)
    }
    assert {key: figure for key, figure in certain.items() if figure != CONTENT.figures[key]} == {}


def test_a_total_whose_formula_was_never_worked_out_is_in_doubt():
    reading = read_report(offices.one_sheet(CONTENT, formulas=True))
    cells = cells_of(CONTENT.edition)
    doubtful = {key: value.why for key, value in reading.cells.items() if value.state is ValueState.DOUBTFUL}
    why = "公式没有存下结果，请用 Excel 或 WPS 打开，保存后再试"
    assert doubtful == {key: why for key, cell in cells.items() if cell.computed}
    typed = {key: figure for key, figure in reading.figures.items() if not cells[key].computed}
    assert typed == {key: figure for key, figure in CONTENT.figures.items() if not cells[key].computed}


def test_a_cell_that_a_workbook_does_not_store_is_blank():
    """Excel stores no cell that is empty and has no looks of its own."""
    blanks = {"requests.received.business": None, "requests.granted.total": None, "proceedings.review.upheld": None}
    content = replace(CONTENT, figures={**CONTENT.figures, **blanks})
    reading = read_report(offices.one_sheet(content))
    assert {key: reading.cells[key].state for key in blanks} == dict.fromkeys(blanks, ValueState.BLANK)
    assert reading.figures == dict(content.figures)
