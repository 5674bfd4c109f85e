"""A store that speaks as much of S3 as our files need, on this machine: put, get, delete, list."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Store(ThreadingHTTPServer):
    """`objects` by their path: /bucket/key."""

    objects: dict[str, bytes]


class Speaker(BaseHTTPRequestHandler):
    server: Store
    protocol_version = "HTTP/1.1"

    def _answer(self, status: int, body: bytes = b"", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        self.send_header("ETag", '"0"')
        self.end_headers()
        self.wfile.write(body)

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _body(self) -> bytes:
        """The object, unpacked where the client sends it in signed chunks."""
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return data
        whole, rest = b"", data
        while rest:
            head, _, rest = rest.partition(b"\r\n")
            size = int(head.split(b";")[0], 16)
            if not size:
                break
            whole, rest = whole + rest[:size], rest[size + 2 :]
        return whole

    def do_PUT(self) -> None:
        self.server.objects[self._path()] = self._body()
        self._answer(200)

    def do_HEAD(self) -> None:
        stored = self.server.objects.get(self._path())
        self._answer(404) if stored is None else self._answer(200, length=len(stored))

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._path(), None)
        self._answer(204)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if "prefix" in query:
            self._answer(200, self._listing(self._path().rstrip("/"), query["prefix"][0]))
            return
        stored = self.server.objects.get(self._path())
        self._answer(404) if stored is None else self._answer(200, stored)

    def _listing(self, bucket: str, prefix: str) -> bytes:
        keys = [
            path.removeprefix(f"{bucket}/") for path in self.server.objects if path.startswith(f"{bucket}/{prefix}")
        ]
        contents = "".join(f"<Contents><Key>{escape(key)}</Key><Size>1</Size></Contents>" for key in keys)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode()

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The store's address, and what it holds."""
    store = Store(("127.0.0.1", 0), Speaker)
    store.objects = {}
    Thread(target=store.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{store.server_port}", store.objects
    store.shutdown()
    store.server_close()
