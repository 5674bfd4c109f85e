"""Closed by default: a view that does not say otherwise needs a signed-in user."""

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

SIGN_IN_AGAIN = "登录已经过期，请重新登录。"
# A session is written at most this often, although every page counts as a sign of life.
STILL_HERE = 5 * 60


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's rule, with two additions: requests by a script get words and 401 instead of a page, and a session lives
    on for SESSION_COOKIE_AGE after the last page, not after the sign-in.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if time() - request.session.get("still_here", 0) > STILL_HERE:
            request.session["still_here"] = int(time())
        return None

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if not by_script(request):
            return super().handle_no_permission(request, view_func)
        response = HttpResponse(SIGN_IN_AGAIN, status=401, content_type="text/plain; charset=utf-8")
        response["X-Sign-In"] = reverse("account_login")
        return response


def by_script(request: HttpRequest) -> bool:
    """Whether the answer is read by a script of a page that stays open: htmx, or fetch with JSON."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")  # sent by browsers over https only
    return "HX-Request" in request.headers or request.content_type == "application/json" or mode != "navigate"
