"""render_report and report_schema: every format, of a report in the database and of one in a file."""

import json
import zipfile

import pytest
import yaml

from reports.rendering import formats
from tests.management.test_report_commands import run
from tests.rendering.papers import DEMO, demo_content

TITLE = "宁夏回族自治区司法厅2024年政府信息公开工作年度报告"
BEGINS = {
    "pdf": b"%PDF",
    "docx": b"PK",
    "xlsx": b"PK",
    "html": b"<!doctype html>",
    "json": b"{",
    "csv": "\N{BYTE ORDER MARK}机关".encode(),
    "zip": b"PK",
}


@pytest.fixture
def draft(tmp_path):
    """A report in a file, changed as the test wants; the agency's facts stand in it."""

    def write(**changes):
        draft = yaml.safe_load((DEMO / "nx-sft-2024.yaml").read_text(encoding="utf-8"))
        draft["figures"] |= changes.pop("figures", {})
        draft |= {"agency": {"code": "nx-sft", "name": "宁夏回族自治区司法厅"}} | changes
        path = tmp_path / "draft.yaml"
        path.write_text(yaml.safe_dump(draft, allow_unicode=True), encoding="utf-8")
        return path

    return write


def render(path, to, out):
    return run("render_report", "--from", str(path), "--to", to, "--out", str(out))


@pytest.mark.parametrize("to", BEGINS)
def test_file_is_written_in_every_format_without_a_database(to, draft, tmp_path, capsys):
    out = tmp_path / "out"
    assert render(draft(), to, out) == 0
    assert out.read_bytes().startswith(BEGINS[to])
    assert capsys.readouterr().out == f"{TITLE} → {out}\n"


def test_file_says_exactly_what_a_release_of_it_would(draft, tmp_path):
    out = tmp_path / "out.json"
    render(draft(), "json", out)
    assert out.read_bytes() == formats.WRITERS["json"](demo_content("nx-sft-2024"))


def test_agency_of_the_file_may_be_one_of_the_register(demo, draft, tmp_path):
    out = tmp_path / "out.json"
    assert render(draft(agency="nx-sft"), "json", out) == 0
    assert json.loads(out.read_text())["agency"]["postcode"] == "750001"


def test_report_of_the_database_is_packed_with_all_its_formats(demo, tmp_path):
    out = tmp_path / "out.zip"
    assert run("render_report", "nx-sft", "2024", "--to", "zip", "--out", str(out)) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert json.loads(archive.read("manifest.json"))["number"] is None
    assert names == [
        *(f"{TITLE}.{ending}" for ending in ("pdf", "docx", "xlsx", "html", "json", "csv")),
        "report-2021.schema.json",
        "manifest.json",
        "SHA256SUMS",
    ]


def test_faults_of_the_file_are_listed_and_it_is_written_all_the_same(draft, tmp_path, capsys):
    out = tmp_path / "out.csv"
    faults = {"requests.received.business": "八", "requests.recieved.research": 0}
    assert render(draft(figures=faults), "csv", out) == 1
    assert capsys.readouterr().err.splitlines() == [
        "B104 2021 版格式没有“requests.recieved.research”这一格",
        "B104 一、本年新收政府信息公开申请数量·商业企业：“八”不是整数",
        "报告还有 2 处错误。",
    ]
    assert out.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": None}, "{path} 没有写明年度（如 year: 2024）。"),
        ({"year": 2018}, "2018 年没有适用的年度报告格式（最早为 2019 年度）。"),
        ({"agency": {"code": "x"}}, "{path} 没有写明机关的全称（agency 的 name）。"),
        ({"prose": ["一"]}, "{path} 的 prose 应是键到值的对应表。"),
        ({"prose": {"summary": "一"}}, "2021 版格式没有“summary”这一部分。"),
        ({"prose": {"overview": "一\x07二"}}, "文字中有文件不能保存的控制字符（U+0007），请删去后再试"),
    ],
)
def test_file_that_is_no_report_is_refused_in_one_sentence(changes, sentence, draft, tmp_path, capsys):
    path = draft(**changes)
    assert render(path, "docx", tmp_path / "out") == 2
    assert capsys.readouterr().err == sentence.format(path=path) + "\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (None, "无法读取 {path}：No such file or directory。"),
        (b"- 1", "{path} 不是一份报告：应写明 agency、year、figures 和 prose。"),
        (b"\xff\xfe", "{path} 不是 YAML 文件："),
        (b"a: [", "{path} 不是 YAML 文件："),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_one_sentence(written, sentence, tmp_path, capsys):
    path = tmp_path / "draft.yaml"
    if written is not None:
        path.write_bytes(written)
    assert render(path, "csv", tmp_path / "out") == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith(sentence.format(path=path))
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("words", [(), ("nx-sft",), ("nx-sft", "2024", "--from", "x.yaml")])
def test_report_must_be_named_in_one_way(words, capsys):
    assert run("render_report", *words, "--to", "csv", "--out", "x") == 2
    assert capsys.readouterr().err == "请写明机关和年度，或者用 --from 写明一个 YAML 文件。\n"


def test_schema_is_printed_or_written(tmp_path, capsys):
    out = tmp_path / "schema.json"
    assert (run("report_schema", "2019"), run("report_schema", "2019", "--out", str(out))) == (0, 0)
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8"))["$id"] == "report-2019.schema.json"


def test_schema_of_no_edition_is_refused_in_one_sentence(tmp_path, capsys):
    assert run("report_schema", "2020") == 2
    assert capsys.readouterr().err == "没有代码为“2020”的格式版本（现有：2019、2021）。\n"
    out = tmp_path / "absent" / "schema.json"
    assert run("report_schema", "2021", "--out", str(out)) == 2
    assert capsys.readouterr().err == f"无法写入 {out}：No such file or directory。\n"
