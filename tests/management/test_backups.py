"""`backup` and `restore`: everything comes back, or nothing is left and nothing is overwritten."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from reports.management import backups
from reports.management.backups import BackupFailed

AT = datetime(2026, 1, 31, 2, tzinfo=UTC)
NAME = "nianbao-20260131-100000"


@pytest.fixture
def backup(demo: None, media: Path, tmp_path: Path) -> Path:
    return backups.back_up(tmp_path / "backups", AT)


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database with nothing in it, on the server of the tests."""
    parts = connection.settings_dict
    server = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    name = f"{parts['NAME']}_restored"
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as own:
        own.execute(f'DROP DATABASE IF EXISTS "{name}"')
        own.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield f"postgresql:///{name}?{urlencode({key: value for key, value in server.items() if value})}"
        own.execute(f'DROP DATABASE "{name}"')


def manage(*words: str, var: Path, database: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "NIANBAO_DEBUG": "1", "NIANBAO_VAR": str(var), "DATABASE_URL": database}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_backup_is_one_folder_with_the_database_and_the_files(backup: Path, tmp_path: Path) -> None:
    assert sorted(path.name for path in tmp_path.glob("backups/*")) == [NAME]
    assert sorted(path.name for path in backup.iterdir()) == ["database.dump", "manifest.json", "media.tar"]


def test_everything_comes_back_into_an_empty_database(
    backup: Path, media: Path, tmp_path: Path, empty_database: str
) -> None:
    done = manage("restore", str(backup), var=tmp_path / "restored", database=empty_database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "条操作记录完整" in done.stdout.splitlines()[-1]
    assert files_in(tmp_path / "restored" / "media") == files_in(media)


def test_database_in_use_is_not_overwritten(backup: Path) -> None:
    with pytest.raises(BackupFailed, match="数据库不是空的，没有恢复"):
        backups.take_back(backup)


def test_files_in_use_are_not_overwritten(backup: Path, tmp_path: Path, empty_database: str) -> None:
    stored = tmp_path / "restored" / "media" / "mine.pdf"
    stored.parent.mkdir(parents=True)
    stored.write_text("mine")
    done = manage("restore", str(backup), var=tmp_path / "restored", database=empty_database)
    assert (done.returncode, "不是空的，没有恢复" in done.stderr, stored.read_text()) == (1, True, "mine")


def test_backup_of_the_same_second_is_not_overwritten(backup: Path) -> None:
    with pytest.raises(BackupFailed, match="已经存在，没有覆盖"):
        backups.back_up(backup.parent, AT)


def test_backup_that_fails_leaves_nothing(demo: None, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(BackupFailed, match=f"备份没有做成：文件夹 {blocked / 'backups'} 不存在，.+install -d "):
        backups.back_up(blocked / "backups", AT)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("part", ["database.dump", "media.tar"])
def test_damaged_backup_is_not_used(backup: Path, part: str) -> None:
    whole = (backup / part).read_bytes()
    (backup / part).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(BackupFailed, match="与写下时不一样"):
        backups.check(backup)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "link"])
def test_archive_with_anything_but_our_files_is_not_unpacked(
    backup: Path, tmp_path: Path, empty_database: str, name: str
) -> None:
    with tarfile.open(backup / "media.tar", "w") as archive:
        member = tarfile.TarInfo(name)
        if name == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member, io.BytesIO())
    facts = json.loads((backup / "manifest.json").read_text())
    facts["parts"]["media.tar"] = backups._digest(backup / "media.tar")
    (backup / "manifest.json").write_text(json.dumps(facts))
    done = manage("restore", str(backup), var=tmp_path / "restored", database=empty_database)
    assert (done.returncode, "不是这里备份的文件，没有恢复" in done.stderr) == (1, True)
    assert files_in(tmp_path / "restored") == {}
    with psycopg.connect(empty_database) as restored:
        tables = restored.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)
