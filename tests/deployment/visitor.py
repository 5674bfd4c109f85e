"""A person at a browser without JavaScript: pages, links and forms over HTTPS, with cookies of their own."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3
from bs4 import BeautifulSoup, Tag


class Visitor:
    """One person at the site `host`, which is looked for on this machine; trusts only the certificate `authority`."""

    def __init__(self, host: str, authority: str) -> None:
        self.host = host
        self.pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1", 443, ca_certs=authority, assert_hostname=host, server_hostname=host, timeout=120
        )
        self.cookies: dict[str, str] = {}
        self.address = f"https://{host}/"
        self.page = BeautifulSoup("", "lxml")
        self.body = b""

    def get(self, path: str, status: int = 200) -> BeautifulSoup:
        """The page at the path, redirects followed. AssertionError where it ends with another status."""
        return self._open("GET", urljoin(self.address, path), None, status)

    def submit(self, button: str, values: Mapping[str, Any] | None = None, status: int = 200) -> BeautifulSoup:
        """Press the button with these words, in the form it belongs to, filled as shown and with `values`."""
        pressed = next((each for each in self.page.find_all("button") if button in each.get_text()), None)
        assert pressed is not None, f"no button {button!r} at {self.address}: {self.words()[:600]}"
        return self.submit_form(self._form_of(pressed), values, status, pressed)

    def submit_form(
        self, form: Tag, values: Mapping[str, Any] | None = None, status: int = 200, pressed: Tag | None = None
    ) -> BeautifulSoup:
        """Send a form filled as shown and with `values`, by this button or by Enter."""
        fields = _filled(form, self.page)
        if pressed is not None and pressed.get("name"):
            fields[str(pressed["name"])] = str(pressed.get("value", ""))
        fields |= values or {}
        target = (pressed.get("formaction") if pressed is not None else None) or form.get("action") or self.address
        return self._open("POST", urljoin(self.address, str(target)), urlencode(fields, doseq=True), status)

    def words(self) -> str:
        """The text of the page on one line."""
        return " ".join(self.page.get_text(" ").split())

    def _form_of(self, pressed: Tag) -> Tag:
        form = self.page.find("form", id=pressed["form"]) if pressed.get("form") else pressed.find_parent("form")
        assert isinstance(form, Tag)
        return form

    def _open(self, method: str, address: str, body: str | None, status: int) -> BeautifulSoup:
        for _ in range(6):
            answer = self._ask(method, address, body)
            if answer.status not in {301, 302, 303}:
                break
            method, body, address = "GET", None, urljoin(address, answer.headers["Location"])
        self.address, self.body = address, answer.data
        self.page = BeautifulSoup(answer.data, "lxml")
        assert answer.status == status, f"{answer.status} at {address}: {self.words()[:600]}"
        return self.page

    def _ask(self, method: str, address: str, body: str | None) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(address)
        assert parts.hostname == self.host, f"led away to {address}"
        headers = {"Host": self.host, "Referer": self.address}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = self.pool.request(method, target, body=body, headers=headers, redirect=False)
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def _filled(form: Tag, page: BeautifulSoup) -> dict[str, Any]:
    """The form's fields as a browser would send them untouched, those that name it by `form=` included."""
    belonging = form.find_all(["input", "textarea", "select"])
    if form.get("id"):
        belonging += page.find_all(["input", "textarea", "select"], attrs={"form": form["id"]})
    fields: dict[str, Any] = {}
    for field in belonging:
        name, kind = str(field.get("name", "")), str(field.get("type", field.name))
        if not name or (kind in {"checkbox", "radio"} and not field.has_attr("checked")) or kind == "file":
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            fields[name] = str(chosen.get("value", "")) if chosen else ""
        else:
            fields[name] = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
    return fields
