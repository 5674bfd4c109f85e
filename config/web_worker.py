"""The worker of `bin/serve`: a request that is only half sent keeps one of many threads, and that for seconds."""

import socket
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

SECONDS = 10  # for the head of a request, and for each wait within its body and within its answer
THREADS = 32
_LONGEST_HEAD = 65_536
_PAUSE = 0.05


class WebWorker(ThreadWorker):
    """gunicorn's worker with threads, which by itself waits for ever for the rest of a request."""

    def handle(self, conn: TConn) -> Any:
        """Answer the request once its head is there; close the connection where it does not come in time."""
        return super().handle(conn) if _head_arrives(conn.sock) else False

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer it; a body that stops, or a reader who does, is given up after some seconds."""
        conn.sock.settimeout(SECONDS)
        return super().handle_request(req, conn)


def _head_arrives(connection: socket.socket) -> bool:
    """Whether the head comes whole in time; nothing is taken from the connection. A wrong head is left to gunicorn."""
    until = time.monotonic() + SECONDS
    connection.settimeout(SECONDS)
    while time.monotonic() < until:
        try:
            head = connection.recv(_LONGEST_HEAD, socket.MSG_PEEK)
        except OSError:  # nothing came, or it is gone
            return False
        if not head or b"\r\n\r\n" in head or len(head) == _LONGEST_HEAD:
            return True
        time.sleep(_PAUSE)
    return False
