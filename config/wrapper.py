"""What the program `nianbao` does that `bin/setup` writes: run one management command as real use wants it.

In: the arguments of a command; the environment file /etc/nianbao.env, or another by `--env FILE` in front of them.
Out: the command's own exit code; 1 with one Chinese sentence where it cannot be run. Standard library only, so that it
answers before anything of ours is loaded.
"""

import os
import pwd
import re
import secrets
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_FILE = "/etc/nianbao.env"
_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")
_HELP = {"-h", "--help", "help", "--version"}


class CannotRun(Exception):
    """The command cannot be run; the text says in Chinese why and what to do."""


def main(arguments: list[str]) -> NoReturn:
    """Load the environment file, refuse other accounts than the service's, run `manage.py` with the arguments."""
    try:
        file, arguments = _file(arguments)
        environment = dict(os.environ)
        if not arguments or _HELP & set(arguments):
            environment.setdefault("NIANBAO_SECRET_KEY", secrets.token_urlsafe(50))  # help needs no settings of yours
            environment.setdefault("DATABASE_URL", "postgresql:///nianbao")
        else:
            environment |= read_file(file) | owner_variables(environment)
            refuse_others(environment)
    except CannotRun as reason:
        print(f"✗ {reason}", file=sys.stderr)  # noqa: T201 - a program for the terminal
        sys.exit(1)
    os.umask(0o027)
    os.chdir(PROJECT)
    python = str(PROJECT / ".venv" / "bin" / "python")
    os.execve(python, [python, str(PROJECT / "manage.py"), *arguments], environment)  # noqa: S606


def owner_variables(environment: dict[str, str]) -> dict[str, str]:
    """The variables of the file of the tables' owner, which root opened for this command and only root may open."""
    opened = environment.pop("NIANBAO_OWNER_FILE", "")
    if not opened:
        return {}
    with os.fdopen(int(opened), encoding="utf-8") as file:
        return _variables(file.read().splitlines(), "/etc/nianbao-owner.env")


def _file(arguments: list[str]) -> tuple[Path, list[str]]:
    """The environment file that `--env FILE` in front of the command names, else the usual one, and the rest."""
    if arguments[:1] != ["--env"]:
        return Path(DEFAULT_FILE), arguments
    if len(arguments) < 2 or not Path(arguments[1]).exists():
        raise CannotRun("--env 后面应写一个设置文件，例如 --env /etc/nianbao.env。")
    return Path(arguments[1]), arguments[2:]


def read_file(file: Path) -> dict[str, str]:
    """The variables of a file of lines NAME=value, as systemd reads it; none where there is no such file.

    Raises CannotRun with the number of a line that is no such line, and where the file may not be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except PermissionError:
        raise CannotRun(f"没有权限读取 {file}。请用 root 或年报的服务账号运行。") from None
    except UnicodeDecodeError:
        raise CannotRun(f"{file} 不是 UTF-8 文本，请另存为 UTF-8。") from None
    return _variables(lines, str(file))


def _variables(lines: list[str], file: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith(("#", ";")):
            values |= _variable(line.strip(), f"{file} 第 {number} 行")
    return values


def _variable(line: str, place: str) -> dict[str, str]:
    match = _LINE.fullmatch(line)
    if not match:
        raise CannotRun(f"{place}应写成“名称=值”，现在是“{line}”。")
    name, value = match.groups()
    value = value.strip()
    if value[:1] in {"'", '"'}:
        try:
            (value,) = shlex.split(value)
        except ValueError:
            raise CannotRun(f"{place}的引号没有成对。") from None
    return {name: value}


def refuse_others(environment: Mapping[str, str]) -> None:
    """Raise CannotRun unless we are the account that the data belong to: files of another would lie among its own."""
    data = Path(environment.get("NIANBAO_VAR") or PROJECT / "var").expanduser()
    owner = (data if data.exists() else PROJECT).stat().st_uid
    if owner != os.geteuid():
        raise CannotRun(f"{data} 属于账号 {_name(owner)}，现在是 {_name(os.geteuid())}。请用 root 或前一个账号运行。")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


if __name__ == "__main__":
    main(sys.argv[1:])
