"""Seconds from a key to 已保存 in a real browser, in a part of 15,000 characters, and the server's share of it.

    python -m pytest tests/benchmarks/bench_typing.py -s

A report, not a verdict on the clock.
"""

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from agencies.roles import Role
from reports import actions
from tests import factories
from tests.agencies.people import person
from tests.agencies.trees import plant
from tests.browser import launched
from tests.e2e.steps import enter, saved

CHARACTERS = 15_000
ROUNDS = 9
OVERVIEW = "/desk/x/2024/edit/overview/"
WORDS = "政府信息公开工作年度报告主动依申请平台建设监督保障机关门户网站发布解读回应关切培训考核制度完善群众需求"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with launched() as opened:
        yield opened
        connections.close_all()  # of the loop that Playwright runs: nobody finds them once it has ended


def long_text() -> str:
    """Sentences of many lengths, some with a number, six a paragraph; the same every time."""
    chance = random.Random(1)
    sentences = [
        "".join(chance.choices(WORDS, k=chance.randint(14, 34))) + (f"{number}件" if number % 5 == 0 else "") + "。"
        for number in range(CHARACTERS // 20)
    ]
    lines = ["".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6)]
    return "\n".join(lines)[:CHARACTERS]


def test_key_to_saved(transactional_db: None, live_server: Any, browser: Any) -> None:
    report = actions.start(plant("x"), 2024)
    actions.replace(report, factories.figures(), factories.prose(overview=long_text()), by=None)
    person("clerk", Role.DRAFTER, at=report.agency)
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{live_server.url}/account/login/?next={OVERVIEW}")
    enter(page, "clerk")
    page.wait_for_url(f"**{OVERVIEW}")
    saved(page)
    page.get_by_role("textbox", name="一、总体情况").click()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        page.keyboard.insert_text("补")
        page.wait_for_selector("#save-state:not([data-kind=saved])")
        saved(page)
        taken.append(time.perf_counter() - began)
        page.wait_for_timeout(300)
    print(f"key to 已保存 at {CHARACTERS} characters: {statistics.median(taken):.2f} s (most {max(taken):.2f} s)")
