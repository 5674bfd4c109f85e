"""Lost files of releases come back byte for byte; what cannot be made again is named."""

from pathlib import Path

import pytest
from django.core.management import call_command

from reports import actions
from reports.models import Release, ReleaseFile, Upload
from reports.queries import audit
from reports.rendering import formats
from reports.workflow.transitions import Action
from tests import factories, uploads
from tests.agencies.people import person
from tests.signing import sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def release() -> Release:
    report = sign(factories.report())
    actions.apply(report, Action.PUBLISH, by=None)
    return report.releases.get()


def paths(release: Release) -> dict[str, Path]:
    return {row.format: Path(row.file.path) for row in release.files.all()}


def lose(release: Release, *formats: str) -> dict[str, bytes]:
    """Delete these files; what was in them."""
    lost = {each: paths(release)[each].read_bytes() for each in formats}
    for each in formats:
        paths(release)[each].unlink()
    return lost


def restored(capsys) -> tuple[int, list[str]]:
    """The exit code of the command and its lines."""
    try:
        call_command("restore_files")
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    return code, capsys.readouterr().out.splitlines()


def test_nothing_is_done_where_nothing_is_missing(release, capsys):
    assert restored(capsys) == (0, ["文件都在，与发布时一致。"])


def test_all_public_files_are_made_again_of_the_content(release, capsys):
    public = [each for each in ReleaseFile.Format if each not in ReleaseFile.INTERNAL]
    lost = lose(release, *public, "package")
    code, lines = restored(capsys)
    assert (code, lines[-1]) == (0, "重新生成 8 个文件，0 个没有恢复。")
    assert {each: paths(release)[each].read_bytes() for each in lost} == lost
    assert [says for says in audit.broken(files=True) if "文件" in says] == []


def test_form_of_the_signatures_comes_out_of_the_package(release, capsys):
    lost = lose(release, "form")
    assert (restored(capsys)[0], paths(release)["form"].read_bytes()) == (0, lost["form"])


def test_file_that_was_changed_is_named_and_not_replaced(release, capsys):
    paths(release)["pdf"].write_bytes(b"forged")
    code, lines = restored(capsys)
    assert (code, len(lines), "被改动过，没有覆盖；请先把它移走" in lines[0]) == (1, 2, True)
    assert paths(release)["pdf"].read_bytes() == b"forged"


def test_file_that_today_s_program_makes_otherwise_is_named(release, capsys, monkeypatch):
    lose(release, *ReleaseFile.Format)
    monkeypatch.setitem(formats.WRITERS, "csv", lambda content: b"of another program")
    code, lines = restored(capsys)
    named = [line for line in lines if line.startswith("✗") and ".csv" in line]
    assert (code, len(named), "现在的程序做不出同样的文件" in named[0]) == (1, 1, True)
    assert not paths(release)["csv"].exists()


def test_lost_original_is_named(capsys):
    agency = factories.agency()
    uploads.upload(agency, person("clerk", at=agency))
    Path(Upload.objects.get().file.path).unlink()
    code, lines = restored(capsys)
    assert (code, len(lines), "的原件不见了，不能重新生成" in lines[0]) == (1, 2, True)
