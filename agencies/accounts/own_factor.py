"""What people change about their own password and second factor: allauth's pages, each change in the security log."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn import views as webauthn
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from agencies.access import signed_in
from agencies.accounts import second_factor, security
from agencies.accounts.key_forms import RemoveKeyForm


class Logged:
    """Before allauth's view: what its form did is written down as `action`, with the facts that `names` gives."""

    action: str
    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Do it, and write that it was done."""
        facts = self.names(form)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        security.log(self.request, self.action, signed_in(self.request), **facts)
        return response

    def names(self, form: BaseForm) -> dict[str, Any]:
        """What was changed, before it is: nothing more than the action says."""
        return {}


class PasswordChange(Logged, PasswordChangeView):
    """A new password of one's own."""

    action = "password_changed"


class OfTheApplication(Logged):
    """The factor is the authenticator application."""

    def names(self, form: BaseForm) -> dict[str, Any]:
        """Which kind of factor."""
        return {"kind": "验证器应用"}


class ActivateFactor(OfTheApplication, ActivateTOTPView):
    """An authenticator application is taken into use."""

    action = "factor_added"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether two steps are on already, with a key."""
        return super().get_context_data(**kwargs) | {"is_on": second_factor.is_on(signed_in(self.request))}


class DeactivateFactor(OfTheApplication, DeactivateTOTPView):
    """The person switches it off."""

    action = "factor_ended"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether one step is enough afterwards."""
        return super().get_context_data(**kwargs) | {"is_last": second_factor.is_last(self.authenticator)}


class OfAKey(Logged):
    """The factor is a security key, under the name that the person gave it."""

    success_url = reverse_lazy("mfa_index")

    def names(self, form: BaseForm) -> dict[str, Any]:
        """Which kind of factor, and which of several."""
        key = getattr(self, "object", None)
        return {"kind": "安全密钥", "name": key.wrap().name if key else form.cleaned_data["name"]}


class SameForm:
    """Before allauth's view of a key: its page shows the form that was sent. allauth would read the answer a second
    time, against a question that it was not given to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's, with what it leaves out."""
        return super().get_context_data(**kwargs) | kwargs  # type: ignore[misc]


class AddKey(OfAKey, SameForm, webauthn.AddWebAuthnView):
    """A security key is taken into use."""

    action = "factor_added"


class RenameKey(OfAKey, webauthn.EditWebAuthnView):
    """A key gets another name."""

    action = "factor_renamed"

    def names(self, form: BaseForm) -> dict[str, Any]:
        """The name before, and the new one."""
        before = super().names(form)
        return before | {"after": form.cleaned_data["name"]}


class RemoveKey(OfAKey, webauthn.RemoveWebAuthnView):
    """The person removes a key."""

    action = "factor_ended"
    form_class = RemoveKeyForm
    template_name = "mfa/webauthn/remove_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The key, for the rule about the last factor; a refusal is said before anything is sent, too."""
        return {"data": {}} | super().get_form_kwargs() | {"authenticator": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether one step is enough afterwards."""
        return super().get_context_data(**kwargs) | {"is_last": second_factor.is_last(self.object)}


class ConfirmByKey(SameForm, webauthn.ReauthenticateWebAuthnView):
    """A key again before something that matters."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, with what is wrong; allauth would lead to the way in, and what waits would be lost."""
        return self.render_to_response(self.get_context_data(form=form))


class NewRecoveryCodes(Logged, GenerateRecoveryCodesView):
    """New recovery codes; those of before stop working."""

    action = "recovery_codes_made"
