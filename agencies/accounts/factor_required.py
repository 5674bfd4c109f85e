"""A second factor before anything else, for people whose roles take one (GB/T 22239—2019 8.1.4.1 d); a new password
before that, where the old one is too old (8.1.4.1 a)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from agencies.accounts import passwords, second_factor
from agencies.accounts.middleware import by_script
from agencies.models import User

# What is open without one: the way to it, the way out, and one's own account.
OPEN = frozenset(
    {
        "second_factor_needed",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "account_change_password",
        "read_account_notices",
    }
)
TOO_OLD = "密码用得太久了，请先修改密码。"
NEEDED = "您的角色需要两步验证，请先打开“我的账号”启用。"


class SecondFactorRequired:
    """Leads who lacks a factor that they must have to the page that says so, and whose password is too old to where it
    is changed. One query for who has what they need, none where the settings ask for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Nothing for public pages, for who has a factor and for who needs none."""
        is_open = request.resolver_match is not None and request.resolver_match.url_name in OPEN
        if is_open or not getattr(view_func, "login_required", True):
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        if passwords.is_too_old(user):
            return _lead(request, TOO_OLD, "account_change_password")
        if not settings.SECOND_FACTOR_REQUIRED or second_factor.is_on(user) or not second_factor.is_required(user):
            return None
        return _lead(request, NEEDED, "second_factor_needed")


def _lead(request: HttpRequest, sentence: str, address: str) -> HttpResponseBase:
    """To the page where what is missing is done; a script is told so in a sentence."""
    if by_script(request):
        return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")
    if sentence == TOO_OLD:
        messages.warning(request, TOO_OLD)
    return redirect(address)
