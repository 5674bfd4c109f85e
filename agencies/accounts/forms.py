"""allauth's forms with our labels. What they check stays allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.cache import cache
from django.urls import reverse

from agencies import resets
from agencies.accounts import security
from agencies.form_layout import page_form_helper
from agencies.models import Invitation, User

# With one step of tolerance a code is right for ninety seconds; it works once.
A_CODE_LASTS = 90


class Labelled(forms.Form):
    """Replaces labels, takes the placeholders away, which would only repeat them, and names the `button`.

    `back` is the name of the address that the page offers to go back to; empty: none.
    """

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}
    button: str
    back = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            field = self.fields[name]
            field.label, field.help_text = label, self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
        self.helper = page_form_helper(*self.fields, button=self.button, back=self.back and reverse(self.back))


class LoginForm(Labelled, account.LoginForm):
    """User name and password."""

    labels = {"login": "用户名", "password": "密码"}
    button = "登录"


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """The password again, before something that matters."""

    labels = {"password": "密码"}
    button = "确认"


class TwicePassword(Labelled):
    """A new password, typed twice."""

    labels = {"password1": "新密码", "password2": "再输入一次新密码"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = "".join(
            validator.get_help_text() for validator in get_default_password_validators() if _is_ours(validator)
        )
        self.fields["password1"].help_text = f"{rules}不能全是数字，不要用常见的密码或与用户名、姓名相近的密码。"

    def clean(self) -> dict[str, Any]:
        """allauth's own sentence about two different passwords is English."""
        cleaned = super(account.PasswordVerificationMixin, self).clean() or {}
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", "两次输入的新密码不一样，请重新输入。")
        return cleaned


def _is_ours(validator: object) -> bool:
    """Whether it says its rule in Chinese, with the numbers of the settings."""
    return type(validator).__module__ == "agencies.accounts.passwords"


class ChangePasswordForm(TwicePassword, account.ChangePasswordForm):
    """The present password and a new one."""

    labels = {"oldpassword": "现在的密码", **TwicePassword.labels}
    button = "修改密码"
    back = "mfa_index"


class SetPasswordForm(TwicePassword, account.SetPasswordForm):
    """For a link that somebody handed over; with the code of a reset that took two people."""

    button = "设置密码"

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(invitation.user, *args, **kwargs)
        if invitation.reset:
            by = invitation.reset.by.display_name
            self.fields["code"] = forms.CharField(
                label="重设代码",
                max_length=20,
                help_text=f"向{by}索取。只有链接、没有代码，不能设置密码；输错五次，链接作废。",
                error_messages={"required": f"请输入{by}告诉您的代码。"},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.helper = page_form_helper("code", "password1", "password2", button=self.button)

    def clean(self) -> dict[str, Any]:
        """The code is only tried with a password that can be kept: a slip there costs no try."""
        cleaned = super().clean()
        reset = self.invitation.reset
        if reset and not self.errors and not resets.right_code(reset, cleaned["code"]):
            self.add_error("code", "代码不对，请向申请人核对。输错五次，链接作废。")
        return cleaned


class OwnEmailForm(Labelled):
    """The e-mail address of one's own account; empty: no letters."""

    email = forms.EmailField(
        required=False, error_messages={"invalid": "电子邮箱须写成 name@example.cn 的样子。"}, max_length=254
    )
    labels = {"email": "电子邮箱（可不填）"}
    helps = {"email": "提醒和设置密码的链接会寄到这里。清空后保存，不再给您寄信。"}
    button = "保存邮箱"
    back = "mfa_index"

    def clean_email(self) -> str:
        """The address with its domain in small letters, as everywhere."""
        return User.objects.normalize_email(self.cleaned_data["email"])


class CodeForm(Labelled):
    """A code from the authenticator application, or a recovery code."""

    labels = {"code": "验证码"}
    helps = {"code": "验证器应用里当前显示的六位数字；手机不在身边时，可用一个备用码。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists():  # type: ignore[attr-defined]
            self.fields["code"].label = "备用码"
            self.fields["code"].help_text = "密钥不在身边时用，每个只能用一次。"

    def clean_code(self) -> str:
        """The code, once: ValidationError where it was used within the time it is right. A wrong one is logged."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError as refusal:
            if refusal.code == "incorrect_code":
                security.log(context.request, "factor_failed", None, user=self.user.pk, username=self.user.username)  # type: ignore[attr-defined]
            raise
        if not cache.add(f"nianbao.code:{self.user.pk}:{code.strip()}", True, A_CODE_LASTS):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):
    """The code at sign-in."""

    button = "登录"


class ReauthenticateByCodeForm(CodeForm, mfa.ReauthenticateForm):
    """A code again, before something that matters."""

    button = "确认"


class ActivateTOTPForm(Labelled, totp.ActivateTOTPForm):
    """The first code of a newly scanned secret."""

    labels = {"code": "验证码"}
    helps = {"code": "扫描以后，验证器应用里显示的六位数字。"}
    button = "启用"
    back = "mfa_index"


class DeactivateTOTPForm(Labelled, totp.DeactivateTOTPForm):
    """Switch the second factor off."""

    button = "停用"
    back = "mfa_index"


class GenerateRecoveryCodesForm(Labelled, recovery.GenerateRecoveryCodesForm):
    """Make new recovery codes; those of before stop working."""

    button = "生成"
    back = "mfa_index"
