"""A browser for the tests that need one; they are skipped where there is none."""

import os
import shutil
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.conf import settings

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The system's Chromium; none is downloaded."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def axe() -> str:
    """The source of axe-core, which looks for barriers on a page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (bin/setup --dev fetches it)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def browser(live_server) -> Iterator[object]:
    """Ask for it last: while it is open, the test itself cannot use the database."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if sys.platform == "linux" and find_library("atomic") is None:
        pytest.skip("Playwright's driver cannot start without libatomic (apt-get install libatomic1)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield opened
        opened.close()
