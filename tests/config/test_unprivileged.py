"""bin/serve started by root runs as an account of its own, and requests sent by halves do not stop it."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

PROJECT = Path(__file__).resolve().parents[2]
HALVES = {
    "head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ",
    "body": (
        b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 100\r\n\r\nlogin="
    ),
}
READY = 300  # seconds until a trial has made its database and demo reports, on a machine with much to do


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[psutil.Process, int, Path]]:
    """A trial with a data folder of its own: its process, its port, the folder."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:  # pytest closes its own folders to other accounts
        yield from serving(Path(folder))


def serving(var: Path) -> Iterator[tuple[psutil.Process, int, Path]]:
    for name in ("fonts", "frontend"):
        (var / name).symlink_to((PROJECT / "var" / name).resolve())
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not re.match("NIANBAO_|DATABASE_URL|DJANGO_", name)}
    with subprocess.Popen(
        [sys.executable, "-m", "config.trial"],
        cwd=PROJECT,
        env=own | {"NIANBAO_VAR": str(var), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            began, output = time.monotonic(), []
            while time.monotonic() - began < READY and (line := process.stdout.readline()):
                output.append(line)
                if "已就绪" in line:
                    break
            assert "已就绪" in output[-1], "".join(output)
            yield psutil.Process(process.pid), port, var
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def test_nothing_of_it_runs_as_root(served):
    process, port, _ = served
    assert answered(port)[0] == 200  # only now there are workers
    tree = [process, *process.children(recursive=True)]
    assert len(tree) >= 3
    assert [each for each in tree if 0 in each.uids()] == []


def test_files_of_reports_are_for_the_account_and_its_group(served):
    _, _, var = served
    files = [path for path in (var / "media").rglob("*") if path.is_file()]
    folders = [path for path in (var / "media", *(var / "media").rglob("*")) if path.is_dir()]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o640}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o750}


@pytest.mark.parametrize("half", HALVES)
def test_whole_request_is_answered_while_twenty_halves_wait(served, half):
    _, port, _ = served
    with ExitStack() as open_connections:
        for _ in range(20):
            connection = open_connections.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(HALVES[half])
        time.sleep(1)
        answers = [answered(port) for _ in range(4)]
    assert [status for status, _ in answers] == [200] * 4
    assert min(seconds for _, seconds in answers) < 2


def answered(port: int) -> tuple[int, float]:
    """The status of the home page, and after how many seconds it came."""
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        return answer.status, time.monotonic() - began


def test_half_a_request_is_given_up_after_some_seconds(served):
    _, port, _ = served
    with socket.create_connection(("127.0.0.1", port), timeout=40) as connection:
        connection.sendall(HALVES["head"])
        assert connection.recv(100) == b""
