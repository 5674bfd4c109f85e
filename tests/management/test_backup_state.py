"""What the doctor says of backups: nothing while they are made every day."""

from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from reports.management import backup_state, folders

NOW = timezone.make_aware(datetime(2026, 1, 31, 12))  # noqa: DTZ001


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for day in ("20260128", "20260129"):
        backup = tmp_path / f"nianbao-{day}-130000"
        backup.mkdir()
        (backup / "manifest.json").touch()
    return tmp_path


def mend(folder: Path) -> str:
    return f"请看 journalctl -u nianbao-backup，或现在做一份：nianbao backup {folder}"


def test_backup_of_two_days_is_recent(folder: Path) -> None:
    assert backup_state.advice(folder, NOW) == ""


def test_older_backup_is_named_with_its_time(folder: Path) -> None:
    (folder / "nianbao-20260129-130000" / "manifest.json").unlink()  # was not made whole
    assert backup_state.advice(folder, NOW) == (
        f"备份：最近一份是2026年01月28日 13:00 做的，已经超过两天。{mend(folder)}"
    )


def test_folder_without_backups_is_said(tmp_path: Path) -> None:
    assert backup_state.advice(tmp_path, NOW) == f"备份：{tmp_path} 里还没有备份。{mend(tmp_path)}"


def test_folder_that_cannot_be_written_is_said_with_the_command(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()  # nothing can be written into it, whoever we are
    account = folders.account()
    assert backup_state.advice(file, NOW) == (
        f"备份：账号 {account} 不能写入 {file}。请由 root 运行：chown -R {account}: {file}"
    )


def test_nothing_is_said_where_backups_lie_elsewhere(tmp_path: Path) -> None:
    assert backup_state.advice(tmp_path / "none", NOW) == ""
