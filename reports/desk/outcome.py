"""The page after a lost answer: nobody can tell yet whether it happened, so it says just that.

In: the exception of an action. Out: a page (status 503) that asks nothing of the database, which does not answer.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from reports.actions import OutcomeUnknown


class SaysWhatIsUnknown:
    """The middleware of that page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for OutcomeUnknown; None, for Django to go on, for everything else."""
        if not isinstance(exception, OutcomeUnknown):
            return None
        return HttpResponse(render_to_string("503.html", {"says": str(exception)}), status=503)
