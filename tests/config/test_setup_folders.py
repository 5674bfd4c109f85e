"""bin/setup names the folder that it cannot write, the account, and the command that mends it."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

COMMON = (Path(settings.BASE_DIR) / "bin" / "steps" / "common.sh").read_text(encoding="utf-8")
# Whom the machine's own folders do not belong to; root, who may write everywhere, becomes this account.
NOBODY = 65534


def need_writable(folder: str) -> tuple[int, list[str]]:
    """The exit code of the step for this folder, and what it printed, by an account that may write nothing."""
    done = subprocess.run(
        ["/bin/bash", "-euc", f'{COMMON}\nneed_writable "$1"', "bash", folder],
        cwd="/",
        env={"PATH": "/usr/bin:/bin"},
        user=NOBODY if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


@pytest.fixture
def me() -> str:
    number = NOBODY if os.geteuid() == 0 else os.geteuid()
    return subprocess.run(["id", "-un", str(number)], check=True, capture_output=True, text=True).stdout.strip()


def test_folder_of_another_account_is_named_with_its_owner(me: str) -> None:
    assert need_writable("/usr") == (
        1,
        [
            f"✗ 账号 {me} 不能写入文件夹 /usr（它属于 root）。",
            f"  请由 root 运行：chown -R {me}: /usr",
            "  年报本来就由 root 运行的，不用改，请用账号 root 运行 bin/setup。",
        ],
    )


def test_folder_that_cannot_be_made_may_be_mistyped(me: str) -> None:
    code, (first, second) = need_writable("/usr/nianboa")
    assert (code, first) == (1, f"✗ 文件夹 /usr/nianboa 不存在，账号 {me} 也不能新建它。")
    assert second.startswith(f"  名称没有写错的，请由 root 运行：install -d -o {me} -g ")


def test_folder_that_can_be_written_is_passed_by() -> None:
    assert need_writable("/tmp") == (0, [])
