"""Steps that stories in a browser share: signing in, typing, waiting until it is saved, pasting."""

from typing import Any

from django.conf import settings
from django.test import Client

from agencies.models import User
from tests.agencies.people import PASSWORD

PAUSE = 15_000


def enter(page: Any, name: str) -> None:
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def go_as(page: Any, name: str, site: str, address: str) -> None:
    """Open the address as somebody who signed in before: most stories are not about signing in, which takes a page."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    page.goto(site + address)


def saved(page: Any) -> None:
    page.wait_for_selector("#save-state[data-kind=saved]", timeout=PAUSE)


def type_in(page: Any, place: str, value: str) -> None:
    page.fill(place, value)
    page.wait_for_selector("#save-state:not([data-kind=saved])", timeout=PAUSE)
    saved(page)


def write_words(page: Any, text: str) -> None:
    """Let the part in words of the page be this text, by hand: everything is selected and typed over."""
    page.locator(".prose-text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def write_and_save(page: Any, text: str) -> None:
    write_words(page, text)
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


def value_of(page: Any, place: str) -> str:
    """What is typed at a place of the report, however the page draws it."""
    return page.evaluate("(place) => document.querySelector(`[data-place='${place}']`).value", place)


def until(page: Any, holds: Any, timeout: int = PAUSE) -> None:
    """Wait until `holds()` is true; what it asks may be in any page, or in the database."""
    for _ in range(timeout // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {timeout} ms")


START_TYPING = """
([text, pause]) => {
    const typist = (window.typist = { typed: "", moves: [], home: document.activeElement, at: scrollY });
    const moved = () => {
        if (document.activeElement !== typist.home) typist.moves.push(document.activeElement.outerHTML.slice(0, 80));
    };
    for (const name of ["focusin", "focusout"]) document.addEventListener(name, moved, true);
    typist.timer = setInterval(() => {
        moved();
        const letter = text[typist.typed.length];
        if (!letter) return;
        document.execCommand("insertText", false, letter);
        typist.typed += letter;
    }, pause);
}
"""


def start_typing(page: Any, text: str, pause: int = 60) -> None:
    """Let a script type where the cursor is, letter by letter, and watch that nothing takes it away."""
    page.evaluate(START_TYPING, [text, pause])


def stop_typing(page: Any) -> str:
    """What the script has typed. The cursor must not have left its place, except by the person's own hand."""
    typist = page.evaluate("clearInterval(typist.timer), { typed: typist.typed, moves: typist.moves }")
    assert typist["moves"] == []
    return typist["typed"]
