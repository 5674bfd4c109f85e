"""The system's Chromium as a printer: a page → the PDF it prints."""

import pytest

from tests.e2e.conftest import QUIET, chromium


def printed(html: str) -> bytes:
    """The page as A4 sheets. The test is skipped where there is no Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        page = browser.new_page()
        page.set_content(html)
        made: bytes = page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
        browser.close()
    return made
