"""200 clerks who save every ten seconds, against gunicorn as deployed: requests held, waiting times, lost updates.

    python -m pytest tests/benchmarks/bench_clerks.py -s          (CLERKS, SECONDS, WORKERS: other sizes)

Each clerk has a session of their own; a tenth of them share a report with another. What the server said was saved is
compared with what the database holds in the end.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from agencies.roles import Role
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.killing import environment

CLERKS, SECONDS, WORKERS = (
    int(os.environ.get(name, usual)) for name, usual in (("CLERKS", 200), ("SECONDS", 60), ("WORKERS", 4))
)
EVERY = 10.0
TOKEN = "x" * 32
CELLS = ("requests.received.natural_person", "requests.granted.natural_person")
PROJECT = Path(__file__).resolve().parents[2]
CHANCE = Random(200)


@dataclass
class Clerk:
    """One clerk: the session, the address and the cell they write, and what the server said it saved last."""

    session: str
    address: str
    report: int
    cell: str
    saved: str = "0"
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def clerks() -> list[Clerk]:
    made = []
    while len(made) < CLERKS:
        shared = len(made) < CLERKS // 10
        agency = factories.agency(f"c{len(made)}", name=f"第{len(made)}局")
        report = factories.report(agency)
        for cell in CELLS if shared else CELLS[:1]:
            client = Client()
            client.force_login(person(f"clerk{len(made)}", Role.DRAFTER, at=agency))
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            made.append(Clerk(session, f"/desk/{agency.code}/2024/edit/requests/save/", report.pk, cell))
    return made


async def work(clerk: Clerk, port: int, until: float) -> None:
    """Save every ten seconds, from a moment of one's own on."""
    await asyncio.sleep(CHANCE.uniform(0, EVERY))
    number = 0
    while time.monotonic() < until:
        number += 1
        began = time.monotonic()
        await save(clerk, port, str(number))
        clerk.waits.append(time.monotonic() - began)
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))


async def save(clerk: Clerk, port: int, after: str) -> None:
    change = {f"figures.{clerk.cell}": {"before": clerk.saved, "after": after}}
    body = json.dumps({"version": 0, "changes": change}).encode()
    head = (
        f"POST {clerk.address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nX-CSRFToken: {TOKEN}\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={clerk.session}; csrftoken={TOKEN}\r\n\r\n"
    )
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + body)
        answer = await asyncio.wait_for(reader.read(-1), 30)
        writer.close()
        status, body = answer.split(b" ", 2)[1], answer.partition(b"\r\n\r\n")[2]
        value = json.loads(body)["values"].get(f"figures.{clerk.cell}") if status == b"200" else None
    except (OSError, ValueError, IndexError, TimeoutError) as error:
        clerk.faults.append(repr(error))
        return
    if value != after:
        clerk.faults.append(f"{status!r} {body[:200]!r}")
        return
    clerk.saved = after


@pytest.mark.django_db(transaction=True)
def test_clerks_saving_at_once() -> None:
    people, port = clerks(), 8765
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    server = subprocess.Popen(
        [*command, "--workers", str(WORKERS), "--log-level", "error"],
        cwd=PROJECT,
        env=environment() | {"NIANBAO_SECRET_KEY": settings.SECRET_KEY},
    )
    connection.close()
    time.sleep(8)
    try:
        until = time.monotonic() + SECONDS

        async def all_of_them() -> None:
            await asyncio.gather(*(work(clerk, port, until) for clerk in people))

        asyncio.run(all_of_them())
    finally:
        server.terminate()
        server.wait()
    report(people)


def report(people: list[Clerk]) -> None:
    waits = sorted(wait * 1000 for clerk in people for wait in clerk.waits)
    faults = [fault for clerk in people for fault in clerk.faults]
    held = {each.pk: each.figures for each in Report.objects.all()}
    lost = [clerk for clerk in people if str(held[clerk.report][clerk.cell]) != clerk.saved]
    print(f"\n{CLERKS} clerks, {WORKERS} workers, {SECONDS} s: {len(waits)} saves, {len(waits) / SECONDS:.1f} a second")
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"waiting: median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms, longest {waits[-1]:.0f} ms"
    )
    print(f"errors {len(faults)}{f', such as {faults[0]}' if faults else ''}; lost updates {len(lost)}")
    assert (len(lost), len(faults)) == (0, 0)
