"""The second step of signing in, and setting a password with the link that a manager handed over."""

from typing import Any

from allauth.account import views as allauth_account
from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as allauth_views
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import invitations
from agencies.access import signed_in
from agencies.accounts import second_factor, telling
from agencies.accounts.forms import SetPasswordForm

FACTOR_GONE = "两步验证已经停用，请用用户名和密码重新登录。"


@login_not_required
def second_step(request: HttpRequest) -> HttpResponseBase:
    """The page for code or key; back to the password where the second factor was taken away meanwhile.

    allauth would keep the half-made sign-in then, and its two pages would lead to each other for ever.
    """
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is not None and not second_factor.is_on(stage.login.user):
        messages.info(request, FACTOR_GONE)
        return stage.abort()
    return SecondStep.as_view()(request)


class SecondStep(allauth_views.AuthenticateView):
    """allauth's page, which knows what the person can use: a security key, a code, or both."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which kinds of factor the person has; recovery codes are typed as codes are."""
        owned = Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True)
        return super().get_context_data(**kwargs) | {"owned": set(owned)}


def confirm_again(request: HttpRequest) -> HttpResponseBase:
    """allauth's page that asks for the password again; for who has a second factor, the way to where that is asked.

    Whoever has only the password and a session left open must not see recovery codes, nor add a factor or end one.
    """
    user = signed_in(request)
    if not second_factor.is_on(user):
        return allauth_account.reauthenticate(request)
    return redirect(f"{reverse(second_factor.page_of(user))}?{request.GET.urlencode()}")


@require_safe
def own_account(request: HttpRequest) -> HttpResponseBase:
    """我的账号: allauth's page, with what others did to the account."""
    return allauth_views.IndexView.as_view(extra_context={"account_notices": telling.unread(signed_in(request))})(
        request
    )


@require_safe
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Why nothing opens before a second factor is set up, and the way there. For everyone signed in."""
    return render(request, "account/second_factor_needed.html")


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """The user read what others did to the account; back to the page that showed it."""
    telling.mark_read(signed_in(request))
    return redirect(settings.LOGIN_REDIRECT_URL if request.POST.get("from") == "desk" else "mfa_index")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Signs nobody in: whoever holds the link still has to pass the second factor, if the account has one."""
    opened = invitations.open_invitation(secret)
    if opened is None:
        return render(request, "account/invitation_closed.html", status=410)
    form = SetPasswordForm(opened, request.POST or None)
    if not form.is_valid():
        return render(request, "account/invitation.html", {"invitation": opened, "form": form})
    if not invitations.accept(opened, form.cleaned_data["password1"]):
        return render(request, "account/invitation_closed.html", status=410)
    messages.success(request, f"密码已经设好。请用用户名 {opened.user.username} 和新密码登录。")
    return redirect("account_login")
