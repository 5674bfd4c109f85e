"""Steps that stories in a browser share: signing in, typing, waiting until it is saved, pasting."""

from typing import Any

from tests.agencies.people import PASSWORD

PAUSE = 15_000


def enter(page: Any, name: str) -> None:
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def saved(page: Any) -> None:
    page.wait_for_selector("#save-state[data-kind=saved]", timeout=PAUSE)


def type_in(page: Any, place: str, value: str) -> None:
    page.fill(place, value)
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    saved(page)


def paste(page: Any, place: str, text: str, html: str = "") -> None:
    """A paste with these on the clipboard; `html` as Word and browsers put a table there."""
    page.focus(place)
    page.evaluate(
        """([place, text, html]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            if (html) data.setData("text/html", html);
            const input = document.querySelector(place);
            input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [place, text, html],
    )
