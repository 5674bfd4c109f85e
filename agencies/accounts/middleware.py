"""Closed by default: a view that does not say otherwise needs a signed-in user."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from agencies.accounts.sessions import SessionStore

SIGN_IN_AGAIN = "登录已经过期，请重新登录。"


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's rule with two differences: a public page does not even look at the session, so that caches may keep it;
    and requests by a script are answered with words and 401, because they would take the sign-in page for theirs.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Nothing for a view marked as public; Django's own rule for any other. Who is let in did something, unless
        the page asked by itself: their session ends later."""
        if not getattr(view_func, "login_required", True):
            return None
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        by_person = refusal is None and not getattr(view_func, "asked_by_itself", False)
        if by_person and isinstance(request.session, SessionStore):
            request.session.put_off()
        return refusal

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """The way to the sign-in page or, for a script, one sentence with status 401."""
        if not by_script(request):
            return super().handle_no_permission(request, view_func)
        response = HttpResponse(SIGN_IN_AGAIN, status=401, content_type="text/plain; charset=utf-8")
        response["X-Sign-In"] = reverse("account_login")
        return response


def by_script(request: HttpRequest) -> bool:
    """Whether the answer is read by a script of a page that stays open: a fetch, not a visit."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")  # sent by browsers over https only
    return request.content_type == "application/json" or mode != "navigate"
