"""`bin/serve` started by root: everything it runs belongs to an account that may do nothing else.

The account is the one the embedded database runs under (`embedded_postgres.programs`). The data folder becomes its
own; of the rest it can only read.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

from config.embedded_postgres.programs import ACCOUNT, Account, CannotStart, account_for, is_open_to_all

PROJECT = Path(__file__).resolve().parent.parent


def step_down(var: Path) -> None:
    """Run the same program again as the account, where we are root; it takes the place of this one, and returns never.

    Raises CannotStart where there is no such account and none can be made, or no way to become it.
    """
    if os.geteuid() == 0:
        account = account_for(var / "postgres")
        var.mkdir(parents=True, exist_ok=True)
        hand_over(var, account)
        _become(account, var)


def hand_over(var: Path, account: Account) -> None:
    """Let the account own the data folder and all in it. Links are not followed: what they lead to is not ours."""
    for folder, folders, files in os.walk(var):
        for name in (".", *folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - thousands of files, twice as fast
            if os.lstat(path).st_uid != account.uid:
                os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _become(account: Account, var: Path) -> NoReturn:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise CannotStart(
            f"网站不以 root 身份运行，而本机没有 setpriv 命令，不能改用账号 {ACCOUNT}。请换普通用户运行。"
        )
    command = [setpriv, "--reuid", str(account.uid), "--regid", str(account.gid), "--clear-groups", "--no-new-privs"]
    if not all(is_open_to_all(path) for path in (PROJECT, Path(sys.executable).resolve(), var)):
        # A project under /root is closed to every other account: lend it the right to pass and to read, not to write.
        command += ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
        command += ["--securebits", "+no_setuid_fixup"]
    command += [sys.executable, "-m", "config.trial"]
    os.execve(setpriv, command, {**os.environ, "HOME": str(var), "PYTHONDONTWRITEBYTECODE": "1"})  # noqa: S606
