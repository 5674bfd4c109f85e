"""One PostgreSQL data folder: made on first use, started, stopped. Callers take turns (see the package)."""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import psycopg

from config.embedded_postgres.programs import MAJOR, CannotStart, account_for, run

PORT = "5432"  # Only names the socket file: the server listens on no network address.
SUPERUSER = "postgres"  # Owns every table; only `migrate` and `restore` work as it.
APPLICATION = "nianbao"  # What the application signs in as.
DATABASE = "nianbao"
LONGEST_SOCKET_NAME = 100  # sun_path holds 108 bytes on Linux and 104 on macOS.
PATIENCE = 30  # Seconds; the children of a killed server, or its recovery, may need some.
UNFINISHED = "data.unfinished."
LARGEST_LOG = 5_000_000

SETTINGS = """\
listen_addresses = ''
port = {port}
unix_socket_directories = {folder}
unix_socket_permissions = 0700   # Whoever may open the socket can be the superuser: so only the owner may.
"""


def socket_folder(home: Path) -> Path:
    """Where the server's socket is: `home`, unless its path is too long for a socket (or holds libpq's separator)."""
    if len(os.fsencode(home / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_NAME and "," not in str(home):
        return home
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path("/tmp") / f"nianbao-{digest}"  # noqa: S108 -- short everywhere, and its owner is checked


class Cluster:
    """The data folder in `home`, its socket and its log."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        self.log = home / "log"
        self.socket = socket_folder(home) / f".s.PGSQL.{PORT}"

    def make_home(self) -> None:
        """The folders, owned by whoever runs the server; CannotStart where they are somebody else's."""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        account = account_for(self.home)
        for folder in {self.home, self.socket.parent}:
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {account.uid, os.geteuid()}:
                raise CannotStart(f"内置数据库的文件夹 {folder} 属于别的账号，请用拥有它的账号运行。")
            account.give(folder)

    def is_listening(self) -> bool:
        """Whether a server answers. A process id would prove nothing: ids are used again, after a reboot above all."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket))
            except OSError:
                return False
            return True

    def start(self) -> None:
        """Until the server answers and has its database; CannotStart, with the server's own words, if it never does."""
        self._make_data()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if not self.is_listening():
                    self._launch()
                return self._make_database()
            except (subprocess.SubprocessError, psycopg.OperationalError) as error:
                if time.monotonic() > deadline:
                    raise CannotStart(f"内置数据库未能启动：{self._last_words()}（完整记录：{self.log}）") from error
                time.sleep(0.3)

    def stop(self) -> None:
        """Stop the server, and wait until it has stopped."""
        if self.is_listening():
            self._run("pg_ctl", "stop", "-D", "data", "-m", "fast", "-w")
        if self.socket.parent != self.home:
            shutil.rmtree(self.socket.parent, ignore_errors=True)

    def _make_data(self) -> None:
        if self.data.exists():
            major = (self.data / "PG_VERSION").read_text().strip()
            if major != str(MAJOR):
                raise CannotStart(f"{self.data} 由 PostgreSQL {major} 建立，与内置的 {MAJOR} 不符，请先备份再移走它。")
            return
        # Under another name until it is complete: a run killed half-way leaves nothing that looks like a database.
        # A new name each time: the killed run's initdb may still be writing.
        for leftover in self.home.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.home))
        account_for(self.home).give(unfinished)
        locale = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        try:
            self._run("initdb", "-D", unfinished.name, "-U", SUPERUSER, "--auth=trust", *locale)
        except subprocess.CalledProcessError as error:
            raise CannotStart(f"无法建立内置数据库：{_last_line(error.stderr)}") from error
        with (unfinished / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude = '../settings.conf'\n")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        self._forget_dead_server()
        folder = str(self.socket.parent).replace('"', '""').replace("\\", "\\\\").replace("'", "''")
        settings = self.home / "settings.conf"
        settings.write_text(SETTINGS.format(port=PORT, folder=f"'\"{folder}\"'"))
        account_for(self.home).give(settings)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old"))
        # Names relative to `home`: pg_ctl hands them to a shell, which would trip over spaces and quotes in a path.
        self._run("pg_ctl", "start", "-D", "data", "-l", self.log.name, "-w")

    def _forget_dead_server(self) -> None:
        """After a kill or a power cut the old process id may belong to some other process by now; PostgreSQL would
        take that one for its server and refuse to start."""
        record = self.data / "postmaster.pid"
        if record.exists() and not _is_alive(record):
            for leftover in (record, self.socket, self.socket.with_name(f"{self.socket.name}.lock")):
                leftover.unlink(missing_ok=True)

    def _make_database(self) -> None:
        with psycopg.connect(
            host=str(self.socket.parent),
            port=PORT,
            user=SUPERUSER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=PATIENCE,
        ) as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not exists:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")

    def _run(self, program: str, *arguments: str) -> None:
        run(program, *arguments, account=account_for(self.home), cwd=self.home)

    def _last_words(self) -> str:
        try:
            return _last_line(self.log.read_text(errors="replace"), "FATAL:")
        except OSError:
            return "没有留下记录"


def _is_alive(record: Path) -> bool:
    """Whether the process of a postmaster.pid (first line) is the one that wrote it (third line: when it began).
    A zombie is dead: in a container without an init process nobody ever clears it away."""
    try:
        number, _folder, began, *_ = record.read_text().splitlines()
        process = psutil.Process(int(number))
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - int(began)) < PATIENCE
    except (ValueError, psutil.Error):
        return False


def _last_line(text: str, containing: str = "") -> str:
    lines = [line.strip() for line in text.splitlines() if containing in line]
    return lines[-1] if lines else text.strip()[-200:]
