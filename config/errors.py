"""What keeps a command from running, as one Chinese sentence for whoever typed it."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError

UNDEFINED_TABLE = "42P01"
INSUFFICIENT_PRIVILEGE = "42501"
_OF_THE_DATABASE = {
    UNDEFINED_TABLE: "数据表还没有建立或没有更新。请先运行：nianbao migrate（试用：manage.py migrate）",
    INSUFFICIENT_PRIVILEGE: (
        "网站用的数据库账号没有这项权限。请由 root 运行：nianbao migrate（试用：manage.py migrate）；"
        "它要读到所有者的账号（/etc/nianbao-owner.env，见 docs/部署.md 第 5 节）。"
    ),
}


def exit_code(error: Exception) -> int:
    """What the command ends with: 78 for a fault of the settings (systemd then does not try again), its own, else 1."""
    return os.EX_CONFIG if isinstance(error, ImproperlyConfigured) else getattr(error, "returncode", 1)


def sentence(error: Exception) -> str | None:
    """The sentence for an error that a person can mend; None for a fault of the program, which shows its traceback."""
    if isinstance(error, CommandError | ImproperlyConfigured):
        return str(error)
    if isinstance(error, OperationalError | InterfaceError):
        first, *_ = str(error).strip().splitlines() or [type(error).__name__]
        return f"与数据库的连接中断了（{first}）。请检查 PostgreSQL 是否在运行，再运行一次。"
    if isinstance(error, ProgrammingError) and (says := _OF_THE_DATABASE.get(getattr(error.__cause__, "sqlstate", ""))):
        return says
    if isinstance(error, PermissionError):
        return f"没有权限读写 {error.filename}。请用运行本系统的账号，或由 root 用 chown 改正。"
    return None
