"""Whether we may write into a folder, and the command of root that mends it where we may not."""

import os
import pwd
import tempfile
from pathlib import Path


def account() -> str:
    """The name of the account that this process runs as; its number where it has no name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def missing(folder: Path) -> str:
    """What to do about a folder that is not there and that we cannot make; empty where it is there, or was made now."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        if not os.path.lexists(folder):
            return f"文件夹 {folder} 不存在，账号 {account()} 也不能新建它。{_to_make(folder)}"
    return ""


def unwritable(folder: Path, owned: Path | None = None) -> str:
    """What to do about a folder into which we may not write; empty where we may.

    `owned` is the folder that is to be ours, where it is not `folder` itself but one above it.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError:
        return f"账号 {account()} 不能写入 {folder}。请由 root 运行：chown -R {account()}: {owned or folder}"


def _to_make(folder: Path) -> str:
    return f"请核对名称是否写错；没有写错的，由 root 运行：install -d -o {account()} -g {account()} -m 750 {folder}"
