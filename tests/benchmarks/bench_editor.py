"""How quick the editor is: from the last key to 已保存, opening a section, and the weight of its scripts.

    python -m pytest tests/benchmarks/bench_editor.py -s

A short text and one of 15,000 characters are measured side by side in one run. A report, not a verdict on the clock;
only the weight, which is the same on every machine, has a bound.
"""

import gzip
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from agencies.models import User
from agencies.roles import Role
from reports import actions
from reports.content import outline
from reports.desk.authoring.draft import Draft
from reports.models import Report
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.browser import launched
from tests.e2e.steps import enter, saved

ROUNDS = 7
HEAVIEST = 150_000  # bytes of scripts, compressed
SENTENCE = "全年通过门户网站主动公开政府信息，及时更新栏目内容，答复群众关心的问题。"
LENGTHS = {"short": 500, "long": 15_000}
OVERVIEW = "/desk/x/2024/edit/overview/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report() -> Report:
    report = actions.start(plant("x"), 2024)
    actions.replace(report, factories.figures(), factories.prose(), by=None)
    return report


@pytest.fixture
def clerk(report: Report) -> User:
    return person("clerk", Role.DRAFTER, at=report.agency)


@pytest.fixture
def page(report: Report, clerk: User, live_server: Any) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch, launched() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        page = browser.new_page()
        page.goto(f"{live_server.url}/account/login/?next={OVERVIEW}")
        enter(page, "clerk")
        page.wait_for_url(f"**{OVERVIEW}")
        yield page
        page.context.close()  # nothing asks any more when the database goes


def written(length: int) -> dict[str, str]:
    """A report whose first section has about so many characters, a paragraph for every 300."""
    sentences = length // len(SENTENCE)
    lines = [SENTENCE * min(8, sentences - begun) for begun in range(0, sentences, 8)]
    return factories.prose() | {"overview": "\n".join(["（一）主动公开情况", *lines])}


def test_from_the_last_key_to_saved(page: Any, report: Report) -> None:
    medians = {}
    for name, length in LENGTHS.items():
        actions.replace(Report.objects.get(pk=report.pk), factories.figures(), written(length), by=None)
        page.reload()
        saved(page)
        page.locator(".prose-text").press("Control+End")
        taken = []
        for _ in range(ROUNDS):
            page.keyboard.press("1")
            began = time.perf_counter()
            page.wait_for_selector("#save-state:not([data-kind=saved])")
            page.wait_for_selector("#save-state[data-kind=saved]")
            taken.append(time.perf_counter() - began)
        medians[name] = statistics.median(taken)
        print(f"\nkey to 已保存, {length} characters: {medians[name]:.2f} s (slowest {max(taken):.2f} s)")
    print(f"long against short: {medians['long'] / medians['short']:.2f}")


def test_opening_a_section(report: Report, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    for name, length in LENGTHS.items():
        actions.replace(Report.objects.get(pk=report.pk), factories.figures(), written(length), by=None)
        for section in outline.page_titles(Draft(report).edition):
            taken = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                assert client.get(f"/desk/x/2024/edit/{section}/").status_code == 200
                taken.append(time.perf_counter() - began)
            print(f"\nopening {section}, {name} text: {statistics.median(taken) * 1000:.0f} ms", end="")


def test_weight_of_the_scripts(page: Any) -> None:
    scripts: set[str] = set()
    page.on("request", lambda request: scripts.add(request.url) if request.resource_type == "script" else None)
    page.reload()
    page.wait_for_load_state("networkidle")
    names = [urlsplit(url).path.removeprefix(settings.STATIC_URL) for url in scripts]
    weights = {name: len(gzip.compress(Path(str(finders.find(name))).read_bytes(), 9)) for name in names}
    total = sum(weights.values())
    largest = max(weights.values()) / 1000
    print(f"\n{len(weights)} scripts, {total / 1000:.0f} kB compressed, of it ProseMirror {largest:.0f} kB")
    assert total <= HEAVIEST
