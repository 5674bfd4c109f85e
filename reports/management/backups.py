"""A backup of everything that cannot be made anew: the database and the stored files, as one folder.

In: the application's database and MEDIA_ROOT. Out: `DIR/nianbao-年月日-时分秒/` with `database.dump` (pg_dump's custom
format), `media.tar`, both encrypted (`….enc`) where a key is configured, and `manifest.json` (SHA-256 of both). It
appears under its name only when it is whole, on the disk and read back; a backup that fails leaves nothing. Database
first, then files: files are only ever added, so every release in the dump has its files.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.management import database_rights, folders, postgres_programs
from reports.management.postgres_programs import ProgramFailed
from reports.management.sealing import METHOD, PIECE, Seal, Unsealable, Writer
from reports.management.unpacking import Pieces, unpack

DUMP, MEDIA, MANIFEST = "database.dump", "media.tar", "manifest.json"
_FAILURES = (OSError, tarfile.TarError, ProgramFailed, Unsealable)


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
    with _alone(folder):
        for killed in folder.glob(".nianbao-*.part"):
            shutil.rmtree(killed, ignore_errors=True)
        try:
            part.mkdir(mode=0o700)
            _write(part)
            check(part)
            part.rename(target)
            _to_disk(folder)
        except (*_FAILURES, BackupFailed) as error:
            raise BackupFailed(f"备份没有做成：{error}") from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return target


def take_back(backup: Path, *, unencrypted: bool = False) -> None:
    """Fill the empty database and the empty MEDIA_ROOT from a backup. Raises BackupFailed and overwrites nothing.

    With a key configured, an unencrypted backup may be anybody's: it is taken only where `unencrypted` says so.
    """
    _only_local_files()
    stored = check(backup)
    if settings.BACKUP_KEY and not stored.seal and not unencrypted:
        raise BackupFailed(f"{backup} 没有加密，可能被换过，没有恢复。确认是自己的备份，请加 --unencrypted。")
    media = Path(settings.MEDIA_ROOT)
    if connection.introspection.table_names():
        raise BackupFailed("数据库不是空的，没有恢复。请新建一个空的数据库，把 DATABASE_URL 指向它。")
    if media.exists() and any(media.iterdir()):
        raise BackupFailed(f"{media} 不是空的，没有恢复。请把 NIANBAO_VAR 指向新的文件夹，或先移走其中的文件。")
    part = media.with_name(f".{media.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        unpack(Pieces(stored.pieces(MEDIA)), part)
        _restore(stored)
        if media.exists():
            media.rmdir()
        part.rename(media)
    except _FAILURES as error:
        raise BackupFailed(f"没有恢复完：{error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check(backup: Path) -> "StoredBackup":
    """A backup whose parts are as they were written and can be read, to the last byte. Raises BackupFailed."""
    stored = StoredBackup(backup)
    try:
        for name in (DUMP, MEDIA):
            if _digest(stored.path(name)) != stored.digests[name]:
                raise BackupFailed(f"{stored.path(name)} 与写下时不一样，不能使用。")
        if not postgres_programs.table_of_contents(stored.pieces(DUMP)):
            raise BackupFailed(f"{stored.path(DUMP)} 读不回来：里面没有数据表")
        for _ in stored.pieces(MEDIA):
            pass
    except Unsealable:
        raise BackupFailed(f"{backup} 与写下时不一样，不能使用。") from None
    except (OSError, ProgramFailed) as error:
        raise BackupFailed(f"{backup} 读不回来：{error}") from error
    return stored


class StoredBackup:
    """A backup that lies in a folder, with the key that opens it. Raises BackupFailed where there is none."""

    def __init__(self, backup: Path) -> None:
        self.backup = backup
        try:
            facts = json.loads((backup / MANIFEST).read_text())
            self.digests = {name: str(facts["parts"][name]) for name in (DUMP, MEDIA)}
            sealed = facts.get("encryption")
            self.seal = _seal(bytes.fromhex(sealed["salt"]), sealed["key"]) if sealed else None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupFailed(f"{backup} 不是完整的备份（{error}）。") from error

    def path(self, name: str) -> Path:
        """The file of a part."""
        return self.backup / (f"{name}.enc" if self.seal else name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part as it was before it was encrypted. Raises Unsealable."""
        with self.path(name).open("rb") as source:
            yield from self.seal.pieces(name, source) if self.seal else iter(lambda: source.read(PIECE), b"")


def oldest_first(folder: Path) -> list[Path]:
    """The whole backups of a folder, by the time in their names."""
    return sorted(path for path in folder.glob("nianbao-????????-??????") if (path / MANIFEST).exists())


def _seal(salt: bytes, key_name: str) -> Seal:
    if not settings.BACKUP_KEY:
        raise BackupFailed("这份备份是加密的，没有密钥打不开。请设置 NIANBAO_BACKUP_KEY。")
    seal = Seal(settings.BACKUP_KEY, salt)
    if seal.key_name != key_name:
        raise BackupFailed("这份备份是用另一把密钥加密的。请把 NIANBAO_BACKUP_KEY 换成做备份时的密钥。")
    return seal


def _write(part: Path) -> None:
    seal = Seal.new(settings.BACKUP_KEY) if settings.BACKUP_KEY else None
    digests = {DUMP: _write_part(part, DUMP, seal, _dump), MEDIA: _write_part(part, MEDIA, seal, _pack)}
    facts: dict[str, Any] = {"made": timezone.now().isoformat(), "parts": digests}
    if seal:
        facts["encryption"] = {"method": METHOD, "salt": seal.salt.hex(), "key": seal.key_name}
    (part / MANIFEST).write_text(json.dumps(facts, indent=1) + "\n")
    _to_disk(part / MANIFEST)
    _to_disk(part)


def _write_part(part: Path, name: str, seal: Seal | None, fill: Callable[[Any], None]) -> str:
    """Write one part and see it on the disk; its SHA-256."""
    file = part / (f"{name}.enc" if seal else name)
    with file.open("xb") as target:
        writer: Any = seal.writer(name, target) if seal else target
        fill(writer)
        if isinstance(writer, Writer):
            writer.close()
    _to_disk(file)
    return _digest(file)


def _dump(target: Any) -> None:
    for piece in postgres_programs.output_of("pg_dump", "--format=custom", "--no-owner", "--no-acl"):
        target.write(piece)


def _pack(target: Any) -> None:
    media = Path(settings.MEDIA_ROOT)
    with tarfile.open(fileobj=target, mode="w|") as archive:
        for path in sorted(media.rglob("*")) if media.exists() else ():
            archive.add(path, path.relative_to(media), recursive=False)


def _restore(stored: StoredBackup) -> None:
    """As the owner of the tables; afterwards the application has its rights."""
    application = database_rights.current_account()
    connection.close()
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-acl")
    with connection.as_owner():  # type: ignore[attr-defined]
        postgres_programs.feed("pg_restore", stored.pieces(DUMP), *options)
        database_rights.grant(application)


def _only_local_files() -> None:
    if settings.STORAGES["default"]["BACKEND"] != "django.core.files.storage.FileSystemStorage":
        raise BackupFailed("文件存放在对象存储里，请用对象存储自己的方式备份文件，并用 pg_dump 备份数据库。")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder: whatever is half done there is of a run that was killed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupFailed(f"{folder} 里正在做另一份备份，请等它做完。") from None
    finally:
        os.close(descriptor)


def _to_disk(path: Path) -> None:
    """Until it is on the disk, a power cut could leave an empty file under its name."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digest(file: Path) -> str:
    with file.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()
