"""The system's Chromium as a printer: a page → the PDF it prints."""

from tests.browser import launched


def printed(html: str) -> bytes:
    """The page as A4 sheets. The test is skipped where there is no Chromium."""
    with launched() as browser:
        page = browser.new_page()
        page.set_content(html)
        made: bytes = page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
    return made
