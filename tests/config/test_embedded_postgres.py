"""The embedded server as processes meet it: every user here is a process of its own, and some are killed."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from config.embedded_postgres import cluster, programs
from config.embedded_postgres.cluster import Cluster, socket_folder

PROJECT = Path(__file__).resolve().parents[2]
USER = """
import sys
from pathlib import Path
import psycopg
from config import embedded_postgres as embedded
home = Path(sys.argv[1])
try:
    embedded.hold(home)
except embedded.CannotStart as reason:
    sys.exit(str(reason))
with psycopg.connect(host=str(embedded.socket_folder(home)), port=5432, user="postgres", dbname="nianbao") as database:
    encoding = database.execute("SELECT current_setting('server_encoding')").fetchone()[0]
print(encoding, flush=True)  # Only now: a test may kill the server as soon as it reads this.
sys.stdin.read()
"""
Start = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a process that holds the server; it stays until its input ends."""
    processes = []

    def start(home: Path) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen([sys.executable, "-c", USER, home], cwd=PROJECT, text=True, **pipes)
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.communicate(timeout=60)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pg") / "postgres"


def answer(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    assert select.select([process.stdout], [], [], 90)[0], "no answer within 90 seconds"
    return process.stdout.readline().strip()


def leave(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((home / "data" / "postmaster.pid").read_text().splitlines()[0]))


def test_first_user_starts_a_utf8_database_and_last_user_stops_it(home: Path, start: Start) -> None:
    first, second = start(home), start(home)
    assert (answer(first), answer(second)) == ("UTF8", "UTF8")
    leave(first)
    assert Cluster(home).is_listening()
    leave(second)
    assert not Cluster(home).is_listening()
    assert not (home / "data" / "postmaster.pid").exists()


def test_killed_user_does_not_keep_the_server_running(home: Path, start: Start) -> None:
    killed, other = start(home), start(home)
    answer(killed), answer(other)
    killed.kill()
    killed.wait()
    leave(other)
    assert not Cluster(home).is_listening()


def test_killed_only_user_leaves_a_server_that_the_next_one_joins_and_stops(home: Path, start: Start) -> None:
    killed = start(home)
    answer(killed)
    killed.kill()
    killed.wait()
    following = start(home)
    assert answer(following) == "UTF8"
    leave(following)
    assert not Cluster(home).is_listening()


def test_killed_server_starts_again(home: Path, start: Start) -> None:
    first = start(home)
    answer(first)
    postmaster(home).kill()
    second = start(home)
    assert answer(second) == "UTF8"
    leave(first)
    leave(second)
    assert not Cluster(home).is_listening()


def test_everything_killed_then_its_process_id_used_by_another_starts_again(home: Path, start: Start) -> None:
    killed = start(home)
    answer(killed)
    server = postmaster(home)
    children = server.children()
    killed.kill()
    server.kill()
    psutil.wait_procs(children, timeout=10)
    record = home / "data" / "postmaster.pid"
    record.write_text(record.read_text().replace(str(server.pid), str(os.getpid()), 1))
    following = start(home)
    assert answer(following) == "UTF8"
    leave(following)


def test_first_start_killed_half_way_starts_again(home: Path, start: Start) -> None:
    killed = start(home)
    while not list(home.glob(f"{cluster.UNFINISHED}*/base")):
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    following = start(home)
    assert answer(following) == "UTF8"
    leave(following)


@pytest.mark.parametrize("name", ["项目 with 'quotes\" $HOME, and more", "a-very-long-name-" * 12])
def test_awkward_and_long_paths_work(home: Path, start: Start, name: str) -> None:
    awkward = home.parent / name / "postgres"
    process = start(awkward)
    assert answer(process) == "UTF8"
    leave(process)
    assert socket_folder(awkward) == awkward or not socket_folder(awkward).exists()


def test_only_the_owner_may_reach_the_socket(home: Path, start: Start) -> None:
    process = start(home)
    answer(process)
    modes = [path.stat().st_mode & 0o777 for path in (home, home / "data", home / ".s.PGSQL.5432")]
    leave(process)
    assert modes == [0o700, 0o700, 0o700]


def test_broken_data_folder_is_reported_in_one_sentence(home: Path, start: Start) -> None:
    leave_after_answer(start(home))
    (home / "data" / "PG_VERSION").write_text("13\n")
    refused = start(home)
    _, words = refused.communicate(timeout=60)
    assert words == f"{home}/data 由 PostgreSQL 13 建立，与内置的 18 不符，请先备份再移走它。\n"


def leave_after_answer(process: "subprocess.Popen[str]") -> None:
    answer(process)
    leave(process)


def test_server_that_never_starts_is_reported_with_its_own_words(
    home: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_after_answer(start(home))
    with (home / "data" / "postgresql.conf").open("a") as settings:
        settings.write("\nno_such_setting = on\n")
    monkeypatch.setattr(cluster, "PATIENCE", 0)
    with pytest.raises(programs.CannotStart, match=r"内置数据库未能启动：.*FATAL:  configuration file"):
        Cluster(home).start()


def test_missing_wheel_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(programs.CannotStart, match="请先运行 bin/setup"):
        programs.folder()


def test_root_without_setpriv_is_told_to_use_another_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(programs.os, "geteuid", lambda: 0)
    monkeypatch.setattr(programs.shutil, "which", lambda _name: None)
    account = SimpleNamespace(uid=12345, gid=12345)
    with pytest.raises(programs.CannotStart, match="请换普通用户运行"):
        programs.run("pg_ctl", account=account, cwd=tmp_path)
