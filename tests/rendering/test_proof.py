"""校样 read back from its PDF: the marked characters are the faulty words, and the paper under them is the paper."""

import io

import pdfplumber
import pytest

from reports.checks import proofread
from reports.content.report import Content, printed
from reports.findings import Finding, Level
from reports.rendering import pdf, proof
from reports.rendering.remarks import RemarkLine
from reports.rendering.typesetting import Unprintable
from reports.reviewing import annotations
from tests.rendering.papers import EM, demo_content, made_content, marked, size

STAMP = proof.Stamp("第1版　填报中　2026年1月5日 14:30 生成", "https://example.cn/desk/x/2024/proof/0a/")
FLAG = (6.5, 5.0)  # the sizes of the numbers in text and in cells
LABEL = "{{一、本年新收政府信息公开申请数量·总计}}"
WORDS = (
    "　　2024年，按照上级要求，局机关各科室认真落实各项制度，截止目前共公开信息20条，"
    f"新收申请{LABEL}件，给与答复，未发生应公开未公开的情形。\n\n"
    "（一）主动公开得工作原则。**全年**及时更新栏目，竞竞业业，**再接再励**，抓好落实。\n"
    "按照年度要点，做好政务公开各项工作，推动各科室主动公开、及时公开、规范公开，做好各项布署工作。"
)


def notes_on(written: Content, findings: list[Finding]) -> list[annotations.Annotation]:
    return annotations.annotate(written, None, findings)


def drawn(written: Content, notes: list[annotations.Annotation]) -> bytes:
    marks = [mark for note in notes for mark in note.marks]
    remarks = [RemarkLine(note.number, note.finding.code, "提醒", note.place, note.finding.says) for note in notes]
    return proof.render(printed(written, None), STAMP, marks, remarks)


def body(data: bytes) -> list[list[tuple[str, int, int]]]:
    """For each page its characters with their places to the half point, without what only a proof has."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [
            sorted(
                (char["text"], round(char["x0"] * 2), round(char["matrix"][5] * 2))
                for char in page.chars
                if size(char) in (EM, 10.5, 22.0, 14.0) and char["upright"] and char["text"].strip()
            )
            for page in opened.pages
        ]


def test_marked_characters_are_exactly_the_faulty_words():
    written = made_content(overview=WORDS)
    findings = [each for each in proofread.proofread(written, None) if each.code == "T602"]
    with pdfplumber.open(io.BytesIO(drawn(written, notes_on(written, findings)))) as opened:
        lines = marked(opened.pages[0])
    assert lines == ["截止目前", "给与", "得", "竞竞业业", "再接再励", "布署"]


def test_words_that_run_over_the_end_of_a_line_are_marked_on_both():
    written = made_content(overview="字" * 24 + "截止目前公开信息。")
    findings = [each for each in proofread.proofread(written, None) if each.code == "T602"]
    with pdfplumber.open(io.BytesIO(drawn(written, notes_on(written, findings)))) as opened:
        assert marked(opened.pages[0]) == ["截止", "目前"] or marked(opened.pages[0]) == ["截止目前"]
        flags = [char["text"] for char in opened.pages[0].chars if size(char) in FLAG]
    assert flags == ["1"]


@pytest.mark.parametrize("name", ["nx-sft-2024", "nx-zw-spt-sfj-2020"])
def test_lines_and_pages_end_where_those_of_the_paper_do(name):
    written = demo_content(name)
    notes = notes_on(written, [*proofread.proofread(written, None), *on_every_cell(written)])
    paper, proved = body(pdf.render(written)), body(drawn(written, notes))
    assert proved[: len(paper)] == paper


def on_every_cell(written: Content) -> list[Finding]:
    return [Finding(Level.ERROR, "B101", key, "不平") for key in written.figures]


def test_cell_is_marked_with_its_number_inside_a_box():
    written = made_content()
    findings = [Finding(Level.ERROR, "B101", "requests.received.business", "商业企业：不平")]
    with pdfplumber.open(io.BytesIO(drawn(written, notes_on(written, findings)))) as opened:
        ((page, flag),) = [(page, char) for page in opened.pages for char in page.chars if size(char) == FLAG[1]]
        (box,) = {(r["x0"], r["top"], r["x1"], r["bottom"]) for r in page.rects if r["height"] > 16}
    inside = [c for c in page.chars if box[0] < c["x0"] and c["x1"] < box[2] and box[1] < c["top"] < box[3]]
    figure = written.figures["requests.received.business"]
    assert "".join(c["text"] for c in inside if size(c) == 10.5) == str(figure)
    assert flag in inside


def test_list_at_the_end_says_number_code_level_place_and_sentence():
    written = made_content(overview=WORDS)
    findings = [each for each in proofread.proofread(written, None) if each.code == "T602"]
    with pdfplumber.open(io.BytesIO(drawn(written, notes_on(written, findings)))) as opened:
        (table,) = [table for page in opened.pages[-1:] for table in page.extract_tables()]
    assert [row[0] for row in table] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert [("".join(cell.split()) if cell else "") for cell in table[3]] == [
        "3",
        "一、总体情况，第2段",
        "提醒T602“得”应为“的”",
        "",
    ]


def test_finding_with_a_character_no_font_has_is_refused_by_name():
    written = made_content()
    notes = notes_on(written, [Finding(Level.WARNING, "T602", "overview", "“😀”写错了")])
    with pytest.raises(Unprintable, match="校对意见：字体中没有😀"):
        drawn(written, notes)


def test_proof_is_the_same_bytes_for_the_same_draft():
    written = made_content(overview=WORDS)
    notes = notes_on(written, proofread.proofread(written, None))
    assert drawn(written, notes) == drawn(written, notes)
