"""What people change about their own password and second factor: allauth's pages, each change in the security log."""

from allauth.account.views import PasswordChangeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.forms import BaseForm
from django.http import HttpResponse

from agencies.access import signed_in
from agencies.accounts import security


class Logged:
    """Before allauth's view: what its form did is written down as `action`."""

    action: str

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Do it, and write that it was done."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        security.log(request, self.action, signed_in(request))
        return response


class PasswordChange(Logged, PasswordChangeView):
    """A new password of one's own."""

    action = "password_changed"


class ActivateFactor(Logged, ActivateTOTPView):
    """An authenticator application is taken into use."""

    action = "factor_added"


class DeactivateFactor(Logged, DeactivateTOTPView):
    """The person switches it off."""

    action = "factor_ended"


class NewRecoveryCodes(Logged, GenerateRecoveryCodesView):
    """New recovery codes; those of before stop working."""

    action = "recovery_codes_made"
