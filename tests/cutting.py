"""A proxy between Django and PostgreSQL that cuts the connection at a chosen step, for good or for a moment.

In: the socket of the server. Out: a port on this machine. A step is one round trip: a query, or a COMMIT.
"""

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_SQL = re.compile(rb"[A-Z]+")


class Moment(StrEnum):
    """When the connection is cut, seen from the step."""

    BEFORE = "before it is sent"
    RUNNING = "while the server does it"
    AFTER = "after it is done, before its answer"
    HELD = "before it is sent, and the server does not notice"
    WRITING = "when so many files are written"


@dataclass(frozen=True)
class Cut:
    """Cut at the step of this number (or at so many files); with `for_good`, nobody gets through afterwards."""

    moment: Moment
    number: int
    for_good: bool


class Proxy:
    """Takes connections at `port` and passes them on to the socket. `steps` are the first words of what was asked."""

    def __init__(self, target: Path, media: Path) -> None:
        self.target, self.media = target, media
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.cut: Cut | None = None
        self.is_open = True
        self.steps: list[str] = []
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.threads: list[threading.Thread] = []
        self._begin(self._accept)

    def arm(self, cut: Cut | None) -> None:
        """Count the steps from here, and cut as this says."""
        self.steps, self.is_open, self.cut = [], True, cut
        if cut and cut.moment is Moment.WRITING:
            self._begin(lambda: self._watch(cut))

    def disarm(self) -> None:
        """Let everybody through again."""
        self.cut, self.is_open = None, True

    def close(self) -> None:
        """End every connection, and wait for the threads."""
        self.disarm()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for pair in self.pairs:
            _end(*pair)
        for thread in self.threads:
            thread.join(10)
        for each in (each for pair in self.pairs for each in pair):
            each.close()

    def _begin(self, act: Callable[[], None]) -> None:
        self.threads.append(threading.Thread(target=act, daemon=True))
        self.threads[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.target))
            self.pairs.append((client, server))
            swallowing = threading.Event()
            self._begin(lambda pair=(client, server, swallowing): self._ask(*pair))  # type: ignore[misc]
            self._begin(lambda pair=(client, server, swallowing): self._answer(*pair))  # type: ignore[misc]

    def _ask(self, client: socket.socket, server: socket.socket, swallowing: threading.Event) -> None:
        try:
            for step in _steps(client):
                cut = self._counted(step)
                if cut and cut.moment in {Moment.BEFORE, Moment.HELD}:
                    self._break(cut, client, server)
                    return
                if cut and cut.moment is Moment.AFTER:
                    swallowing.set()
                server.sendall(step)
                if cut and cut.moment is Moment.RUNNING:
                    self._break(cut, client, server)
            _end(server)
        except OSError:
            _end(client, server)

    def _counted(self, step: bytes) -> Cut | None:
        """The cut that is due at this step."""
        words = _SQL.search(step[5:])
        self.steps.append(words[0].decode() if words else "")
        due = self.cut and self.cut.moment is not Moment.WRITING and self.cut.number == len(self.steps)
        return self.cut if due else None

    def _answer(self, client: socket.socket, server: socket.socket, swallowing: threading.Event) -> None:
        try:
            while answer := server.recv(65536):
                if swallowing.is_set() and self.cut:
                    self._break(self.cut, client, server)
                client.sendall(answer)
        except OSError:
            pass
        _end(client, server)

    def _watch(self, cut: Cut) -> None:
        """Cut every connection as soon as so many files are there."""
        while self.cut is cut:
            if sum(path.is_file() for path in self.media.rglob("*")) >= cut.number:
                self.is_open = not cut.for_good
                for pair in self.pairs:
                    _end(*pair)
                return
            time.sleep(0.001)

    def _break(self, cut: Cut, client: socket.socket, server: socket.socket) -> None:
        self.cut = None  # once
        self.is_open = not cut.for_good
        _end(*([client] if cut.moment is Moment.HELD else [client, server]))


def _steps(client: socket.socket) -> Iterator[bytes]:
    """What the client sends, round trip by round trip: https://www.postgresql.org/docs/current/protocol-flow.html."""
    first = _read(client, 4)
    yield first + _read(client, struct.unpack("!I", first)[0] - 4)
    waiting = b""
    while kind := client.recv(1):
        length = _read(client, 4)
        waiting += kind + length + _read(client, struct.unpack("!I", length)[0] - 4)
        if kind in b"QSXp":
            yield waiting
            waiting = b""


def _read(client: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        part = client.recv(length - len(read))
        if not part:
            raise ConnectionError("closed")
        read += part
    return read


def _end(*sockets: socket.socket) -> None:
    for each in sockets:
        with suppress(OSError):  # it has ended already
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(target: Path, media: Path) -> Iterator[Proxy]:
    """A proxy for as long as the block runs."""
    running = Proxy(target, media)
    try:
        yield running
    finally:
        running.close()
