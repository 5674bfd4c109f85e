"""Runs of the export: only what changed is made anew, one step makes it the site, nothing half-done is seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from agencies.models import Agency
from reports.models import Release
from reports.public.export import drawing, exporting, storing
from tests.public.export.sites import grow, listing
from tests.public.published import day, publish, withdraw

pytestmark = pytest.mark.django_db
OWN = "agencies/nx-sft/"


@pytest.fixture
def tree() -> dict[str, Agency]:
    return grow()


@pytest.fixture
def out(tree: dict[str, Agency], tmp_path: Path) -> Path:
    exporting.export(tmp_path / "out")
    return tmp_path / "out"


def correct(tree: dict[str, Agency]) -> None:
    publish(tree["nx-sft"], prose={"overview": "乙。"}, on=day(2025, 5, 1), pdf=b"new")


def retire(tree: dict[str, Agency]) -> None:
    withdraw(Release.objects.get(agency=tree["nx-sft"]), on=day(2025, 5, 1))


def publish_below(tree: dict[str, Agency]) -> None:
    publish(tree["nx-zw-spt"], 2024, on=day(2025, 5, 1), pdf=b"new")


def rename(tree: dict[str, Agency]) -> None:
    Agency.objects.filter(code="nx-zw-spt").update(short_name="新名称区")


def move(tree: dict[str, Agency]) -> None:
    Agency.objects.filter(code="nx-zw-spt-sfj").update(parent=tree["nx-wz"])


def reorder(tree: dict[str, Agency]) -> None:
    Agency.objects.filter(code="nx-sft").update(position=9)


def add_year(tree: dict[str, Agency]) -> None:
    publish(tree["nx-zw-spt-sfj"], 2021, on=day(2025, 5, 1))


CHANGES = [correct, retire, publish_below, rename, move, reorder, add_year]


@pytest.mark.parametrize("change", CHANGES)
def test_export_over_an_older_one_equals_a_fresh_one(
    tree: dict[str, Agency], out: Path, tmp_path: Path, change: Callable[[dict[str, Agency]], None]
) -> None:
    change(tree)
    assert exporting.export(out)
    exporting.export(tmp_path / "fresh")
    assert listing(out / "site") == listing(tmp_path / "fresh" / "site")


def test_corrected_report_rewrites_only_what_depends_on_it(tree: dict[str, Agency], out: Path) -> None:
    before = {path: (out / "site" / path).stat() for path in listing(out / "site")}
    correct(tree)
    name = "司法厅\"&'<b>2024年政府信息公开工作年度报告.pdf"
    expected = [
        f"M {OWN}2024/1/index.html",
        f"A {OWN}2024/2/index.html",
        f"A {OWN}2024/2/{name}",
        f"M {OWN}2024/index.html",
        f"M {OWN}2024/{name}",
        f"M {OWN}feed.xml",
        f"M {OWN}index.html",
        "M feed.xml",
        "M index.html",
    ]
    changes = exporting.export(out)
    assert changes == expected
    assert (out / "runs" / "000002" / "changes.txt").read_text().splitlines() == expected
    kept = {path: stat for path, stat in before.items() if f"M {path}" not in changes}
    now = {path: (out / "site" / path).stat() for path in kept}
    assert {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in now.items()} == {
        path: (stat.st_ino, stat.st_mtime_ns) for path, stat in kept.items()
    }


def test_only_pages_that_a_correction_may_change_are_drawn(
    tree: dict[str, Agency], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    draw = drawing.draw
    monkeypatch.setattr(drawing, "draw", lambda request: drawn.append(request.path) or draw(request))
    correct(tree)
    exporting.export(out)
    own = "/agencies/nx-sft/"
    assert sorted(drawn) == sorted(
        ["/", "/feed.xml", own, own + "feed.xml", own + "2024/", own + "2024/1/", own + "2024/2/"]
    )


def test_nothing_changed_leaves_everything_alone(out: Path) -> None:
    before = (out / "site").readlink()
    assert exporting.export(out) == []
    assert ((out / "site").readlink(), [path.name for path in (out / "runs").iterdir()]) == (before, ["000001"])


def test_the_run_before_stays_and_older_ones_go(tree: dict[str, Agency], out: Path) -> None:
    for year in (2019, 2021, 2022):
        publish(tree["nx-sft"], year)
        exporting.export(out)
    assert sorted(path.name for path in (out / "runs").iterdir()) == ["000003", "000004"]
    assert str((out / "site").readlink()) == "runs/000004/site"


def test_failure_in_the_middle_leaves_the_old_site_whole(
    tree: dict[str, Agency], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(out / "site")
    correct(tree)
    lost = Release.objects.get(agency=tree["nx-sft"], number=2).files.get().file
    lost.storage.delete(lost.name)
    assert run(out) == 1
    assert capsys.readouterr().err == f"发布文件 {lost.name} 不在存储中，静态站点没有更新。\n"
    assert listing(out / "site") == before
    lost.storage.save(lost.name, ContentFile(b"tampered"))
    assert run(out) == 1
    assert capsys.readouterr().err == f"发布文件 {lost.name} 与发布时的摘要不符，静态站点没有更新。\n"


def test_what_a_killed_run_left_is_swept_away(tree: dict[str, Agency], out: Path) -> None:
    half = out / "runs" / "000002" / "site"
    half.mkdir(parents=True)
    (half / "half.html").write_text("half")
    (out / "site.new").symlink_to("runs/000002/site")
    correct(tree)
    exporting.export(out)
    assert not (out / "site" / "half.html").exists()
    assert sorted(path.name for path in out.iterdir()) == ["lock", "runs", "site"]


def test_two_runs_at_once_are_refused(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with storing.exclusive(out):
        assert run(out) == 1
    assert capsys.readouterr().err == f"另一次导出正在写入 {out}，请等它结束再试。\n"


def test_folder_with_other_files_is_not_touched(tree: dict[str, Agency], tmp_path: Path, capsys) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("dear")
    assert run(tmp_path / "own") == 1
    assert capsys.readouterr().err == f"文件夹 {tmp_path / 'own'} 里有别的文件（如 letter.txt），请换一个空的文件夹。\n"
    assert run(tmp_path / "own" / "letter.txt") == 1
    assert capsys.readouterr().err == f"无法写入 {tmp_path / 'own' / 'letter.txt'}：File exists。\n"


@pytest.mark.parametrize("base", ["www.example.gov.cn", "ftp://x", 'https://x/"', "https://x/?a=b"])
def test_address_that_is_none_is_refused(tmp_path: Path, base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "out", f"--base-url={base}") == 2
    assert "不是网址" in capsys.readouterr().err


def test_command_says_how_much_changed(tree: dict[str, Agency], tmp_path: Path, capsys) -> None:
    outputs = []
    for _ in range(2):
        assert run(tmp_path / "out") == 0
        outputs.append(capsys.readouterr().out.strip().removeprefix(str(tmp_path / "out" / "site")))
    assert outputs == [
        f"：新增 {len(listing(tmp_path / 'out' / 'site'))} 个文件，修改 0 个，删除 0 个。",
        "：没有变化。",
    ]


def run(folder: Path, *words: str) -> int:
    try:
        call_command("export_site", str(folder), *words)
    except SystemExit as stopped:
        return int(str(stopped.code))
    return 0
