"""The commands on reports: what they print, what they write, how they exit."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from agencies.models import Agency
from reports import actions
from reports.models import Release, ReleaseFile, Report
from tests import factories
from tests.signing import sign


@pytest.fixture
def unfinished(demo):
    return actions.start(Agency.objects.get(code="nx-sft"), 2025)


def reopened(**content):
    """The 2024 report of 司法厅 under correction, saying this instead."""
    report = Report.objects.get(agency__code="nx-sft")
    factories.reopen(report, 2)
    Report.objects.filter(pk=report.pk).update(**content, version=report.version + 1)
    return Report.objects.get(pk=report.pk)


def run(*words):
    """The exit code of a command."""
    try:
        call_command(*words)
    except SystemExit as stopped:
        return stopped.code
    return 0


def test_demo_loaded_again_publishes_nothing_more(demo, capsys):
    call_command("load_demo")
    assert [line for line in capsys.readouterr().out.splitlines() if line.endswith("版）")] == [
        "沙坡头区司法局2020年政府信息公开工作年度报告（第1版）",
        "沙坡头区司法局2022年政府信息公开工作年度报告（第1版）",
        "沙坡头区司法局2024年政府信息公开工作年度报告（第1版）",
        "宁夏回族自治区司法厅2024年政府信息公开工作年度报告（第1版）",
        "红寺堡区司法局2024年政府信息公开工作年度报告（第1版）",
    ]
    assert (Release.objects.count(), ReleaseFile.objects.count()) == (5, 35)


def test_demo_leaves_a_report_that_somebody_changed_alone(demo):
    reopened(prose={"overview": "改过的文字。"})
    call_command("load_demo")
    assert Report.objects.get(agency__code="nx-sft").prose == {"overview": "改过的文字。"}
    assert Release.objects.count() == 5


def test_check_finds_nothing_wrong_in_the_demo(demo, capsys):
    assert run("check_report", "宁夏回族自治区司法厅", "2024") == 0
    assert capsys.readouterr().out == "宁夏回族自治区司法厅2024年政府信息公开工作年度报告\n没有发现问题。\n"


def test_check_lists_errors_as_json_and_exits_1(demo, capsys):
    report = Report.objects.get(agency__code="nx-sft")
    reopened(figures={**report.figures, "requests.received.natural_person": 9})
    assert run("check_report", "nx-sft", "2024", "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "report": "宁夏回族自治区司法厅2024年政府信息公开工作年度报告",
        "findings": [
            {
                "level": "error",
                "code": "B101",
                "where": "requests.received.natural_person",
                "span": None,
                "says": "自然人：9 + 0 ≠ 8 + 0，相差 1",
                "suggests": "",
            },
            {
                "level": "warning",
                "code": "N301",
                "where": "overview",
                "span": [325, 327],
                "says": "文字里收到申请是 8件，表中是 9",
                "suggests": "",
            },
        ],
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("无此局", "2024"), "没有代码或名称为“无此局”的机关。\n"),
        (("nx-sft", "2023"), "宁夏回族自治区司法厅还没有 2023 年度的报告。\n"),
        (("nx-sft", "2018"), "2018 年没有适用的年度报告格式（最早为 2019 年度）。\n"),
    ],
)
@pytest.mark.parametrize("command", [("check_report",), ("publish_report",), ("render_report", "--to=pdf", "--out=x")])
def test_missing_report_is_said_in_one_sentence_with_exit_2(command, words, sentence, demo, capsys):
    assert run(command[0], *words, *command[1:]) == 2
    assert capsys.readouterr().err == sentence


def test_render_writes_the_published_paper(demo, tmp_path, capsys):
    out = tmp_path / "a.pdf"
    assert run("render_report", "沙坡头区司法局", "2022", "--to", "pdf", "--out", str(out)) == 0
    release = Release.objects.get(agency__code="nx-zw-spt-sfj", year=2022)
    with release.files.get(format="pdf").file.open("rb") as stored:
        assert out.read_bytes() == stored.read()


def test_render_writes_a_page_that_needs_nothing_else(demo, tmp_path):
    out = tmp_path / "a.html"
    assert run("render_report", "沙坡头区司法局", "2022", "--to", "html", "--out", str(out)) == 0
    page = out.read_text(encoding="utf-8")
    assert page.count("<table") == 3
    assert [mark for mark in ("<link", "<script", "src=", "url(", "@import") if mark in page] == []


def test_render_says_where_it_cannot_write(demo, tmp_path, capsys):
    out = tmp_path / "absent" / "a.pdf"
    assert run("render_report", "nx-sft", "2024", "--to", "pdf", "--out", str(out)) == 2
    assert capsys.readouterr().err == f"无法写入 {out}：No such file or directory。\n"


def test_report_that_nobody_signed_is_not_published(unfinished, capsys):
    assert run("publish_report", "nx-sft", "2025") == 1
    assert capsys.readouterr().err == "报告现在是“填报中”，不能发布；可能别人刚刚处理过，请刷新页面。\n"
    assert not unfinished.releases.exists()


def test_unprintable_report_is_not_published_and_leaves_no_file(demo, media, capsys):
    report = Report.objects.get(agency__code="nx-sft")
    sign(reopened(prose={**report.prose, "overview": "工作顺利😀。"}))
    before = sorted(path.name for path in media.rglob("*.pdf"))
    assert run("publish_report", "nx-sft", "2024") == 2
    assert capsys.readouterr().err == "一、总体情况：字体中没有😀（U+1F600）\n"
    assert (sorted(path.name for path in media.rglob("*.pdf")), Release.objects.count()) == (before, 5)


def test_signed_correction_is_published_as_the_next_version(demo, media):
    report = Report.objects.get(agency__code="nx-sft")
    sign(reopened(prose={**report.prose, "other": "（一）信息处理费收取情况。未收取。"}))
    assert run("publish_report", "nx-sft", "2024") == 0
    assert list(report.releases.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Path(report.releases.get(number=1).files.get(format="pdf").file.path).exists()
