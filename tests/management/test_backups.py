"""`backup` and `restore`: everything comes back, or nothing is left and nothing is overwritten."""

import base64
import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from reports.management import backups, postgres_programs
from reports.management.backups import BackupFailed

AT = datetime(2026, 1, 31, 2, tzinfo=UTC)
NAME = "nianbao-20260131-100000"


@pytest.fixture
def backup(demo: None, media: Path, tmp_path: Path) -> Path:
    return backups.back_up(tmp_path / "backups", AT)


def server() -> dict[str, str]:
    """The server of the tests, for its owner."""
    parts = connection.settings_dict
    named = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    return {key: str(value) for key, value in named.items() if value}


def restored_name() -> str:
    return f"{connection.settings_dict['NAME']}_restored"


def address(**changes: str) -> str:
    return f"postgresql:///{restored_name()}?{urlencode(server() | changes)}"


def make_empty() -> None:
    """Lose the database, if there is one, and make another with nothing in it."""
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as own:
        own.execute(f'DROP DATABASE IF EXISTS "{restored_name()}"')
        own.execute(f'CREATE DATABASE "{restored_name()}" TEMPLATE template0')


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database with nothing in it, on the server of the tests."""
    make_empty()
    yield address()
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as own:
        own.execute(f'DROP DATABASE "{restored_name()}"')


def manage(*words: str, var: Path, database: str, **settled: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "NIANBAO_DEBUG": "1", "NIANBAO_VAR": str(var), "DATABASE_URL": database}
    environment |= settled
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


KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture
def sealed(demo: None, media: Path, tmp_path: Path, settings: Any) -> Path:
    """A backup made with a key."""
    settings.BACKUP_KEY = base64.b64decode(KEY)
    return backups.back_up(tmp_path / "backups", AT)


def test_drill_everything_is_lost_and_comes_back_with_two_accounts(
    sealed: Path, media: Path, tmp_path: Path, empty_database: str
) -> None:
    """Back up, restore, back up the restored one by the application's account, lose all of it, restore that."""
    var = tmp_path / "restored"
    application = connection.settings_dict.get("ROLE") or connection.settings_dict["USER"]
    accounts = {"DATABASE_URL": address(user=application), "NIANBAO_OWNER_DATABASE_URL": address()}
    settled = {"var": var, "database": accounts["DATABASE_URL"], "NIANBAO_BACKUP_KEY": KEY} | accounts
    assert manage("restore", str(sealed), **settled).returncode == 0
    made = manage("backup", str(tmp_path / "again"), **settled)
    assert (made.returncode, "已加密，已读回核对" in made.stdout) == (0, True), made.stderr
    (again,) = (tmp_path / "again").iterdir()
    make_empty()
    shutil.rmtree(var)
    done = manage("restore", str(again), **settled)
    assert (done.returncode, done.stderr) == (0, "")
    assert "条操作记录完整" in done.stdout.splitlines()[-1]
    assert files_in(var / "media") == files_in(media)
    assert "nianbao.W001" not in manage("check", "--database", "default", **settled).stderr


def test_nothing_readable_is_left_in_an_encrypted_backup(sealed: Path) -> None:
    assert sorted(path.name for path in sealed.iterdir()) == ["database.dump.enc", "manifest.json", "media.tar.enc"]
    stored = b"".join(files_in(sealed).values())
    assert [word in stored for word in (b"PGDMP", b"reports_release", b"%PDF", b"releases/")] == [False] * 4


@pytest.mark.parametrize(
    ("key", "sentence"),
    [(OTHER_KEY, "是用另一把密钥加密的"), ("", "没有密钥打不开")],
)
def test_without_its_key_a_backup_is_refused(sealed: Path, settings: Any, key: str, sentence: str) -> None:
    settings.BACKUP_KEY = base64.b64decode(key)
    with pytest.raises(BackupFailed, match=sentence):
        backups.take_back(sealed)


def forge(backup: Path, name: str, data: bytes) -> None:
    """Change a part and the digest beside it, as somebody without the key can."""
    (backup / name).write_bytes(data)
    facts = json.loads((backup / "manifest.json").read_text())
    facts["parts"][name.removesuffix(".enc")] = hashlib.sha256(data).hexdigest()
    (backup / "manifest.json").write_text(json.dumps(facts))


@pytest.mark.parametrize("part", ["database.dump.enc", "media.tar.enc"])
@pytest.mark.parametrize("change", ["a byte", "cut off", "longer", "the other part", "empty"])
def test_changed_bytes_are_refused_even_with_their_digest(sealed: Path, part: str, change: str) -> None:
    whole = (sealed / part).read_bytes()
    other = next(path for path in sealed.glob("*.enc") if path.name != part).read_bytes()
    middle = len(whole) // 2
    forged = {
        "a byte": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "cut off": whole[: (1 << 20) + 16] if len(whole) > (1 << 20) + 16 else whole[:-20],
        "longer": whole + b"x",
        "the other part": other,
        "empty": b"",
    }
    forge(sealed, part, forged[change])
    with pytest.raises(BackupFailed, match="与写下时不一样，不能使用"):
        backups.check(sealed)


def test_part_of_another_backup_is_refused(sealed: Path, tmp_path: Path) -> None:
    other = backups.back_up(tmp_path / "others", AT)
    forge(sealed, "media.tar.enc", (other / "media.tar.enc").read_bytes())
    with pytest.raises(BackupFailed, match="与写下时不一样，不能使用"):
        backups.check(sealed)


def test_backup_that_is_not_encrypted_is_refused_where_there_is_a_key(backup: Path, settings: Any) -> None:
    settings.BACKUP_KEY = base64.b64decode(KEY)
    with pytest.raises(BackupFailed, match="没有加密，可能被换过，没有恢复。确认是自己的备份，请加 --unencrypted"):
        backups.take_back(backup)
    with pytest.raises(BackupFailed, match="数据库不是空的"):
        backups.take_back(backup, unencrypted=True)


def test_killed_backup_is_cleared_away_by_the_next(backup: Path) -> None:
    half = backup.parent / ".nianbao-20260130-020000.part"
    half.mkdir()
    (half / "database.dump").touch()
    backups.back_up(backup.parent)
    assert (half.exists(), len(backups.oldest_first(backup.parent))) == (False, 2)


def test_two_backups_at_once_do_not_disturb_each_other(backup: Path) -> None:
    descriptor = os.open(backup.parent, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(BackupFailed, match="正在做另一份备份"):
        backups.back_up(backup.parent)
    os.close(descriptor)


def test_dump_that_breaks_off_leaves_nothing(demo: None, media: Path, tmp_path: Path, monkeypatch: Any) -> None:
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo pg_dump X 99.0 && exit\nprintf PGDMP\necho no space >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(postgres_programs, "_programs", lambda name: [str(program)])
    with pytest.raises(BackupFailed, match="备份没有做成：pg_dump 没有成功：no space"):
        backups.back_up(tmp_path / "backups", AT)
    assert list((tmp_path / "backups").iterdir()) == []
