"""`manage.py read_report`: a program of its own, without a database and without a secret."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from reports.rendering import portal, word
from tests.rendering.papers import demo_content

CONTENT = demo_content("nx-sft-2024")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "read_report", *words],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_bytes(portal.render(CONTENT))
    return file


def test_a_report_is_printed_as_json_with_every_number_as_text(page):
    done = run(str(page), "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert {name: answer[name] for name in ("edition", "agency", "year", "title")} == {
        "edition": "2021",
        "agency": "宁夏回族自治区司法厅",
        "year": 2024,
        "title": "宁夏回族自治区司法厅2024年政府信息公开工作年度报告",
    }
    assert [(part["number"], part["heading"]) for part in answer["sections"]] == [
        (section.number, section.heading) for section in CONTENT.edition.sections
    ]
    assert answer["figures"] == {key: str(figure) for key, figure in CONTENT.figures.items()}
    cell = answer["cells"]["disclosure.charges.amount"]
    assert {name: cell[name] for name in ("state", "raw", "page")} == {"state": "read", "raw": "146.359", "page": None}
    assert answer["unmatched"] == []


def test_a_cell_the_paper_lacks_is_no_figure_and_a_blank_one_is_null(tmp_path):
    text = portal.render(CONTENT).decode().replace(">146.359<", "><").replace("行政处罚", "没有这一行")
    file = tmp_path / "report.html"
    file.write_text(text, encoding="utf-8")
    figures = json.loads(run(str(file), "--json").stdout)["figures"]
    assert figures["disclosure.charges.amount"] is None
    assert "disclosure.penalties.decisions" not in figures


def test_a_report_is_printed_for_people_with_all_that_was_noticed(page):
    lines = run(str(page)).stdout.splitlines()
    assert lines[:4] == [
        "宁夏回族自治区司法厅2024年政府信息公开工作年度报告",
        "机关：宁夏回族自治区司法厅　年度：2024",
        "格式：2021 版（国办公开办函〔2021〕30号）",
        "数据 200 格：读出 200",
    ]


def test_a_file_is_read_by_what_it_is_not_by_its_name(tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(word.render(CONTENT))
    assert json.loads(run(str(file), "--json").stdout)["kind"] == "docx"


def test_what_is_no_report_ends_with_1_and_a_sentence(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("今天天气很好。", encoding="utf-8")
    done = run(str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "这个文件不像政府信息公开工作年度报告：找不到规定的标题，也找不到规定的表格。\n"


@pytest.mark.parametrize("words", [[], ["nowhere.pdf"], ["--what"]])
def test_what_cannot_be_asked_ends_with_2(words):
    assert run(*words).returncode == 2
