"""Lines as WeasyPrint draws them: read back from the PDF, they begin and end at the margins."""

import html
import io
from itertools import groupby
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from weasyprint import HTML

from reports.rendering import fonts
from reports.rendering.lines import Line, Run, boxes, compose

FACES = fonts.load(Path(settings.FREE_FONT_DIR))
HAN = "国务院办公厅政府信息与政务公开办公室关于做好年度报告编制工作的通知"
PROSE = (
    "2024年，按照《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    "（国办公开办函〔2021〕30号）要求，主动公开信息1,234条，同比增长12.5%，网址https://www.spt.gov.cn/xxgk/index.html，"
    "电话0955-7068123。“一是”……加强——做好1月1日至12月31日工作。"
)


def printed(paragraphs: list[list[Run]]) -> str:
    style = """@page { size: A4; margin: 37mm 26mm 35mm 28mm }
        body { margin: 0; font-size: 16pt; line-height: 29pt }
        div { white-space: pre; font-kerning: none; font-variant-ligatures: none }"""
    body = "".join(map(printed_line, (line for runs in paragraphs for line in compose(runs, FACES))))
    return f"<!doctype html><html lang=zh-CN><style>{style}</style><body>{body}"


def printed_line(line: Line) -> str:
    spans = (printed_box(run, spacing) for run, spacing in boxes(line))
    return f'<div style="padding-left:{line.indent_pt:.4f}pt">{"".join(spans)}</div>'


def printed_box(run: Run, spacing: float) -> str:
    families = ",".join(f"'{family}'" for family in FACES.stack(run.role, bold=run.bold))
    return f'<span style="letter-spacing:{spacing:.4f}pt;font-family:{families}">{html.escape(run.text)}</span>'


def test_lines_on_paper_end_at_the_right_margin(tmp_path, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", str(FACES.font_config(tmp_path)))
    paragraphs = [
        [Run(HAN * 4, "fang")],
        [Run("一是加强组织领导。", "fang", bold=True), Run(PROSE, "fang")],
        [Run("（一）主动公开", "kai"), Run(PROSE * 2, "fang")],
        [Run("珺堃𬭚" + HAN + "VAToffice" + HAN, "fang")],
    ]
    composed = [line for runs in paragraphs for line in compose(runs, FACES)]
    with pdfplumber.open(io.BytesIO(HTML(string=printed(paragraphs)).write_pdf())) as pdf:
        drawn = [row for page in pdf.pages for row in rows(page.chars)]
    left, right = 28 / 25.4 * 72, 184 / 25.4 * 72
    assert ["".join(char["text"] for char in row) for row in drawn] == [line.text for line in composed]
    assert [row[0]["x0"] for row in drawn] == pytest.approx([left + line.indent_pt for line in composed], abs=0.05)
    full = [row[-1]["x1"] for row, line in zip(drawn, composed, strict=True) if not line.is_last]
    assert full == pytest.approx([right] * len(full), abs=0.15)
    assert {char["fontname"].partition("+")[2] for row in drawn for char in row} == {
        "FandolFang",
        "FandolHei",
        "FandolKai",
        "Noto-Serif-CJK-SC",
    }


def rows(chars: list[dict]) -> list[list[dict]]:
    """Characters by baseline, top to bottom, left to right."""

    def baseline(char: dict) -> int:
        return -round(char["matrix"][5])

    ordered = sorted(chars, key=lambda char: (baseline(char), char["x0"]))
    return [list(row) for _, row in groupby(ordered, key=baseline)]


@pytest.mark.parametrize("wanted", [-0.85, -0.7, -0.5, -0.3, -0.2146, -0.1, 0, 0.05, 0.2, 0.4, 1.1, 2.3, 5.0])
def test_boxes_keep_the_width_of_the_line(wanted):
    line = Line((Run("一是", "hei"), Run("国" * 26, "fang")), 0.0, wanted, False)
    parts = boxes(line)
    assert "".join(run.text for run, _ in parts) == line.text
    asked = sum(spacing * len(run.text) for run, spacing in parts)
    assert asked == pytest.approx(wanted * 28, abs=0.5)
