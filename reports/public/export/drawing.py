"""Address → the page that the application answers with, drawn in this process without a server."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve

from reports.public import absence


class Stored(HttpRequest):
    """A request for the stored copy: templates see `is_stored`, and `is_nameless` where its address is unknown."""

    is_stored = True

    def __init__(self, address: str, host: str, *, nameless: bool) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = address
        self.is_nameless = nameless
        self._host = host

    def get_host(self) -> str:
        """The host under which links are drawn before they are rewritten."""
        return self._host


class Undrawn(Exception):
    """The application does not answer the address with a page."""


def draw(request: Stored) -> str:
    """The page at the request's address; the notice where its report was withdrawn. Raises Undrawn."""
    view, arguments, named = resolve(request.path)
    return _text(request, view(request, *arguments, **named))


def draw_absence(request: Stored) -> str:
    """The page that a web server shows for whatever is not there."""
    return _text(request, absence.not_found(request, absence.NotPublished(absence.NO_PAGE)), status=404)


def _text(request: Stored, response: HttpResponseBase, status: int = 200) -> str:
    if not isinstance(response, HttpResponse) or response.status_code not in (status, 410):
        raise Undrawn(f"网址 {request.path} 得到的不是页面（状态 {response.status_code}）。")
    return response.content.decode()
