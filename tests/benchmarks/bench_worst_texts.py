"""CPU seconds of every page for every worst text, as long as the form takes it; and how many bytes it answers.

    python -m pytest tests/benchmarks/bench_worst_texts.py -s
    WORST="braces,quantities" python -m pytest tests/benchmarks/bench_worst_texts.py -s

Printed are requests of more than `SHOWN` seconds; one that takes more than `CUT` is cut off.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from agencies.roles import Role
from reports.models import Report
from reports.workflow.transitions import State
from tests import factories, worst_texts
from tests.signing import staffed

SHOWN, CUT = float(os.environ.get("SHOWN", "0.5")), 6
NAMES = [name for name in os.environ.get("WORST", "").split(",") if name] or list(worst_texts.PIECES)
DESK = "/desk/nx-zw-spt-sfj/2024/"
PAGES = {
    "edit": "edit/overview/",
    "check": "check/",
    "preview": "preview/",
    "history": "history/",
    "difference": "history/0-1/",
    "restore": "history/0/restore/",
    "proof": "proof.pdf",
    "remarks": "remarks.pdf",
}


class TooLong(BaseException):
    """A request was cut off."""


@contextmanager
def cut_off() -> Iterator[None]:
    """Raise TooLong after `CUT` seconds of CPU."""

    def late(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, CUT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def seconds(name: str, page: str, request: Callable[[], Any]) -> None:
    """Print what a request took, where that is worth a line."""
    began = time.process_time()
    try:
        with cut_off():
            answer = request()
        says = f"{answer.status_code}, {len(getattr(answer, 'content', b'')) // 1000} kB"
    except TooLong:
        says = "cut off"
    except Exception as error:
        says = f"!! {error!r:.150}"
    if (taken := time.process_time() - began) > SHOWN or says.startswith(("!!", "5")):
        print(f"{name:30}{page:12}{taken:7.2f} s  {says}", flush=True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_pages(name: str, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    text = worst_texts.worst(name)
    prose = factories.prose() | dict.fromkeys(os.environ.get("PARTS", "overview").split(","), text)
    before = factories.report(year=2023, prose=prose | {"overview": text[1:] + "。"})
    factories.release(before)
    counted = dict.fromkeys(factories.figures(), 20)
    report = factories.report(before.agency, 2024, figures=counted)
    people = staffed(report.agency)
    client = Client(raise_request_exception=True)
    client.force_login(people[Role.DRAFTER])
    changes = {f"prose.{key}": {"before": report.prose[key], "after": now} for key, now in prose.items()}
    body = json.dumps({"changes": changes})
    save = f"{DESK}edit/overview/save/"
    seconds(name, "save", lambda: client.post(save, body, "application/json"))
    for page, address in PAGES.items():
        seconds(name, page, lambda address=address: client.get(DESK + address))
    Report.objects.filter(pk=report.pk).update(state=State.FIRST_REVIEW)
    client.force_login(people[Role.FIRST_REVIEWER])
    seconds(name, "review", lambda: client.get(f"{DESK}review/"))
    public = Client()
    seconds(name, "public", lambda: public.get("/agencies/nx-zw-spt-sfj/2023/"))
