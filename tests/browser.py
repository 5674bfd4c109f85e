"""The system's Chromium, for tests that look at pages. They are skipped where there is none."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from reports.rendering import fonts

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


@contextmanager
def launched() -> Iterator[Any]:
    """A running Chromium with our faces and no others, so that lines break alike on every machine.

    A machine may have no Chinese face at all, and a test that printed a PDF before leaves ours in the environment.
    """
    sync_api = pytest.importorskip("playwright.sync_api")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if sys.platform == "linux" and find_library("atomic") is None:
        pytest.skip("Playwright's driver cannot start without libatomic (apt-get install libatomic1)")
    faces = fonts.load(Path(settings.FREE_FONT_DIR)).font_config(Path(settings.VAR_DIR) / "fontconfig")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program, args=QUIET, env=os.environ | {"FONTCONFIG_FILE": str(faces)}
        )
        yield opened
        opened.close()
