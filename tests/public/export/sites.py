"""A published site of a few agencies, and its stored copy as a reader behind any file server finds it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from agencies.models import Agency
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, attach, day, publish, withdraw

LINK = re.compile(r'\b(?:href|src|data-names)="([^"]*)"')


def grow() -> dict[str, Agency]:
    """Reports of several years and formats, a correction, a withdrawal, and what people may type."""
    tree = plant_ningxia()
    nasty = 'href="/nowhere/" <a href="/nowhere/">“&'
    Agency.objects.filter(code="nx-sft").update(short_name="司法厅\"&'<b>", address=nasty)
    tree["nx-sft"].refresh_from_db()
    sfj, sft = tree["nx-zw-spt-sfj"], tree["nx-sft"]
    for year in (2020, 2022, 2023):
        publish(sfj, year, on=day(year + 1, 1, 20), pdf=PDF + str(year).encode())
    publish(sfj, prose={"overview": nasty}, on=day(2025, 1, 20), pdf=PDF)
    corrected = publish(sfj, prose={"overview": "甲。"}, on=day(2025, 3, 1), pdf=PDF * 2, reason=nasty)
    for form in ("docx", "csv", "package"):
        attach(corrected, form.encode(), form)
    publish(sft, prose={"overview": nasty}, on=day(2025, 1, 21), pdf=PDF)
    gone = publish(tree["nx-zw"], prose={"overview": "撤下的话。"}, on=day(2025, 1, 22), pdf=b"withdrawn")
    withdraw(gone, "写错了。", on=day(2025, 2, 2))
    return tree


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Any file server: Python's own. Out comes its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def crawl(start: str) -> dict[str, int]:
    """The status of everything that can be reached from an address by links of pages below it."""
    waiting, statuses = [start], {}
    while waiting:
        address = waiting.pop()
        if address in statuses:
            continue
        try:
            with urlopen(address) as answer:
                statuses[address] = answer.status
                body = answer.read() if address.endswith("/") else b""
        except HTTPError as error:
            statuses[address] = error.code
            continue
        links = (urldefrag(urljoin(address, html.unescape(link)))[0] for link in LINK.findall(body.decode()))
        waiting += [link for link in links if link.startswith(start)]
    return statuses


def listing(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
