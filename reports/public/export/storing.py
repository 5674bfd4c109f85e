"""The folder of the stored site. Every run writes a folder of its own, and one rename makes it the site.

    DIR/site → runs/000007/site      what the web server reads
    DIR/runs/000007/manifest.json    of every file the key it was made from and the SHA-256 of what it holds
    DIR/runs/000007/changes.txt      what this run added (A), changed (M) and deleted (D)
    DIR/runs/000006                  the run before, so that a reader in the middle of a page still finds its parts

Files that did not change are hard links to those of the run before: they cost no space and keep their time.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SITE, RUNS, MANIFEST, CHANGES = "site", "runs", "manifest.json", "changes.txt"


class CannotStore(Exception):
    """The folder cannot be used; the message is a sentence that says why."""


class PageRecord(NamedTuple):
    """A file of a run: the key it was made from, and the SHA-256 of what it holds."""

    key: str
    sha256: str


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """The folder, made if it is not there, for one run at a time. Raises CannotStore."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(each.name for each in folder.iterdir() if each.name not in (SITE, f"{SITE}.new", RUNS, "lock"))
        if foreign:
            raise CannotStore(f"文件夹 {folder} 里有别的文件（如 {foreign[0]}），请换一个空的文件夹。")
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise CannotStore(f"另一次导出正在写入 {folder}，请等它结束再试。") from None
    except OSError as error:
        raise CannotStore(f"无法写入 {folder}：{error.strerror}。") from error


@dataclass
class ExportRun:
    """One run's folder. `files`: what it holds so far, by path within the site."""

    folder: Path
    files: dict[str, PageRecord] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        """The folder of the run that a web server reads."""
        return self.folder / SITE

    def write(self, path: str, key: str, data: bytes) -> None:
        """Write a file of the site and record its key and SHA-256."""
        self._place(path).write_bytes(data)
        self.files[path] = PageRecord(key, hashlib.sha256(data).hexdigest())

    def link(self, path: str, source: "ExportRun", at: str, key: str) -> None:
        """The file that another run, or this one, holds at a path; a copy where the file system has no hard links."""
        target, existing = self._place(path), source.site / at
        try:
            os.link(existing, target)
        except OSError:
            shutil.copy2(existing, target)
        self.files[path] = PageRecord(key, source.files[at].sha256)

    def _place(self, path: str) -> Path:
        target = self.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def current(folder: Path) -> ExportRun | None:
    """The run that is the site now."""
    site = folder / SITE
    if not site.is_symlink():
        return None
    own = (folder / site.readlink()).parent
    with suppress(FileNotFoundError, ValueError):
        records = json.loads((own / MANIFEST).read_text(encoding="utf-8"))
        return ExportRun(own, {path: PageRecord(*record) for path, record in records.items()})
    return None


def begin(folder: Path) -> ExportRun:
    """A new run, empty. Folders that killed runs left are deleted."""
    now = current(folder)
    number = int(now.folder.name) if now else 0
    _sweep(folder, keep={number})
    run = ExportRun(folder / RUNS / f"{number + 1:06}")
    run.site.mkdir(parents=True)
    return run


def finish(folder: Path, run: ExportRun, changes: list[str]) -> None:
    """Write down what the run holds and make it the site, in one step."""
    (run.folder / MANIFEST).write_text(json.dumps(run.files, ensure_ascii=False), encoding="utf-8")
    (run.folder / CHANGES).write_text("".join(f"{line}\n" for line in changes), encoding="utf-8")
    os.sync()  # a power cut must not leave the new name with files that were never written
    new = folder / f"{SITE}.new"
    new.unlink(missing_ok=True)
    new.symlink_to(Path(RUNS) / run.folder.name / SITE)
    new.replace(folder / SITE)
    number = int(run.folder.name)
    _sweep(folder, keep={number, number - 1})


def _sweep(folder: Path, keep: set[int]) -> None:
    runs = folder / RUNS
    for each in runs.iterdir() if runs.is_dir() else ():
        if int(each.name) not in keep:
            shutil.rmtree(each)


def differences(before: Mapping[str, PageRecord], after: Mapping[str, PageRecord]) -> list[str]:
    """What was added (A), changed (M) and deleted (D), by path."""
    changes = [("A", path) for path in after.keys() - before.keys()]
    changes += [("D", path) for path in before.keys() - after.keys()]
    changes += [("M", path) for path in after.keys() & before.keys() if after[path].sha256 != before[path].sha256]
    return [f"{mark} {path}" for mark, path in sorted(changes, key=lambda each: each[1])]
