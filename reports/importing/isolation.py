"""Reading a file from outside in a process of its own, which has little time and memory and can be killed.

Whatever a file provokes, exhausted memory or a fault of a library, ends that process and nothing else.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reports.importing import kinds, old_office
from reports.importing.reading import Reading, Unreadable, from_data

SECONDS = 10
MEGABYTES = 300
ROOT = Path(__file__).resolve().parents[2]
TOO_LONG = f"读了 {SECONDS} 秒还没有读完，这个文件不像一份年报，已停止读取。"
TOO_MUCH = f"读这个文件要用的内存超过 {MEGABYTES} MB，不像一份年报，已停止读取。"
FAILED = "读这个文件时出了意外，没有读出内容。请另存为 Word（.docx）或 PDF 再试。"
_SHARED = 60  # megabytes of libraries, which the limit on data does not count
READ, REFUSED, NO_MEMORY = 0, 3, 4
STOPPED = (-signal.SIGXCPU, -signal.SIGKILL)  # by the limit on its time, or from outside


def read_isolated(data: bytes, *, printed: bool = False) -> Reading:
    """The reading of a file; see `reports.importing.read_report`. Raises Unreadable, within 10 s and 300 MB.

    Files of old Office formats are converted first where LibreOffice is installed, which takes longer.
    """
    return from_data(json.loads(_isolated("read", _modern(data), *(["printed"] if printed else []))))


def describe_isolated(data: bytes) -> dict[str, Any]:
    """How a file is shown; see `reports.importing.original.describe`. Raises Unreadable, with the same limits."""
    described: dict[str, Any] = json.loads(_isolated("describe", _modern(data)))
    return described


def draw_isolated(data: bytes, number: int) -> bytes:
    """A page of a PDF as a PNG; see `reports.importing.page_images`. Raises Unreadable, with the same limits."""
    return _isolated("draw", data, str(number))


def _modern(data: bytes) -> bytes:
    return old_office.convert(data) if kinds.kind_of(data) == "old" else data


def _isolated(task: str, data: bytes, *words: str) -> bytes:
    """What the task (one of `_TASKS`) writes about the data, in a process of its own. Raises Unreadable."""
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _PROGRAM.format(root=str(ROOT)), task, *words],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    if done.returncode == READ:
        return done.stdout
    if done.returncode == REFUSED:
        raise Unreadable(done.stdout.decode())
    if done.returncode in STOPPED:
        raise Unreadable(TOO_LONG)
    if done.returncode == NO_MEMORY or b"MemoryError" in done.stderr:
        raise Unreadable(TOO_MUCH)
    raise Unreadable(FAILED)


# The reader's own program: -I leaves out the environment and the working folder, so the folder is named.
_PROGRAM = "import sys; sys.path.insert(0, {root!r}); from reports.importing.isolation import main; sys.exit(main())"


def main() -> int:
    """Do the task that the arguments name with standard input, under the limits, and write what comes of it."""
    _limit()
    task, *words = sys.argv[1:]
    try:
        written = _TASKS[task](sys.stdin.buffer.read(), words)
    except Unreadable as error:
        sys.stdout.buffer.write(str(error).encode())
        return REFUSED
    except (MemoryError, RecursionError):
        return NO_MEMORY
    sys.stdout.buffer.write(written)
    return READ


def _read(data: bytes, words: Sequence[str]) -> bytes:
    from reports.importing import read_report  # noqa: PLC0415 - the readers are loaded under the limits, too

    return json.dumps(read_report(data, printed="printed" in words).data()).encode()


def _describe(data: bytes, words: Sequence[str]) -> bytes:
    from reports.importing.original import describe  # noqa: PLC0415

    return json.dumps(describe(data)).encode()


def _draw(data: bytes, words: Sequence[str]) -> bytes:
    from reports.importing.page_images import draw_page  # noqa: PLC0415

    return draw_page(data, int(words[0]))


_TASKS: dict[str, Callable[[bytes, Sequence[str]], bytes]] = {"read": _read, "describe": _describe, "draw": _draw}


def _limit() -> None:
    """No more memory, time, files or processes than reading takes. On systems without limits the time alone holds."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    room = (MEGABYTES - _SHARED) * 1024 * 1024
    limits = ((resource.RLIMIT_DATA, room), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0))
    for what, most in limits:
        resource.setrlimit(what, (most, most))
