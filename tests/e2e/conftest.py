"""A browser for the tests that need one; they are skipped where there is none."""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started

from tests.browser import launched

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def axe() -> str:
    """The source of axe-core, which looks for barriers on a page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (bin/setup --dev fetches it)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def chromium_process() -> Iterator[Any]:
    """One Chromium for all tests of this folder that a worker runs: starting it takes longer than many of them.

    Playwright keeps an event loop in the test's thread, for which Django refuses database work there. Nothing of ours
    runs in that loop, so Django is told to let it pass.
    """
    with pytest.MonkeyPatch.context() as patch, launched() as opened:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield opened


def without_first_look_round(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The people of stories have been in the editor before; the first look round has stories of its own."""
    opened = browser.new_context

    def new_context(*, newcomer: bool = False, **options: Any) -> Any:
        context = opened(**options)
        if not newcomer:
            context.add_init_script("try { localStorage.setItem('nianbao-tour', '*') } catch {}")
        return context

    monkeypatch.setattr(browser, "new_context", new_context)
    monkeypatch.setattr(browser, "new_page", lambda **options: new_context(**options).new_page())


class Answering:
    """How many requests the site of a test is working on: an open page of the editor asks every two seconds."""

    def __init__(self) -> None:
        self.requests = 0
        self.lock = Lock()

    def begin(self, **_: Any) -> None:
        with self.lock:
            self.requests += 1

    def end(self, **_: Any) -> None:
        with self.lock:
            self.requests -= 1

    def wait(self) -> None:
        """Until nothing is under way for a moment, so that the database may be emptied."""
        quiet = 0
        for _ in range(500):
            quiet = 0 if self.requests > 0 else quiet + 1
            if quiet == 5:
                return
            sleep(0.02)


@pytest.fixture
def answering() -> Iterator[Answering]:
    answering = Answering()
    request_started.connect(answering.begin)
    request_finished.connect(answering.end)
    yield answering
    request_started.disconnect(answering.begin)
    request_finished.disconnect(answering.end)


@pytest.fixture
def browser(
    live_server: Any, chromium_process: Any, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Chromium, with nothing left in it of the test before: pages and cookies are gone when the test ends. Links that
    are handed over lead to the site of the test.

    Ask for it after what must see the database once the pages are closed.
    """
    monkeypatch.setattr(settings, "SITE_ADDRESS", live_server.url)
    without_first_look_round(chromium_process, monkeypatch)
    yield chromium_process
    for context in chromium_process.contexts:
        context.close()
    answering.wait()
