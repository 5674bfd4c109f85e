"""Addresses for signing in and for one's own account: those of allauth that we use, under the names it knows."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from agencies import reset_views
from agencies.accounts import log_views, own_factor
from agencies.accounts.own_email import confirm_email, own_email
from agencies.accounts.views import (
    confirm_again,
    invitation,
    own_account,
    read_notices,
    second_factor_needed,
    second_step,
)

urlpatterns = [
    path("", own_account, name="mfa_index"),
    path("login/", account.login, name="account_login"),
    path("login/code/", second_step, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("invitation/<str:secret>/", invitation, name="invitation"),
    path("password/", own_factor.PasswordChange.as_view(), name="account_change_password"),
    path("email/", own_email, name="own_email"),
    path("email/confirm/<str:token>/", confirm_email, name="confirm_email"),
    path("second-factor/", second_factor_needed, name="second_factor_needed"),
    path("log/", log_views.listing, name="security_log"),
    path("log.csv", log_views.as_csv, name="security_log_csv"),
    path("notices/read/", read_notices, name="read_account_notices"),
    path("resets/", reset_views.waiting, name="resets"),
    path("resets/<int:pk>/confirm/", reset_views.confirm, name="confirm_reset"),
    path("confirm/", confirm_again, name="account_reauthenticate"),
    path("confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/key/", own_factor.ConfirmByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("keys/add/", own_factor.AddKey.as_view(), name="mfa_add_webauthn"),
    path("keys/<int:pk>/edit/", own_factor.RenameKey.as_view(), name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", own_factor.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("totp/activate/", own_factor.ActivateFactor.as_view(), name="mfa_activate_totp"),
    path("totp/deactivate/", own_factor.DeactivateFactor.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", own_factor.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
