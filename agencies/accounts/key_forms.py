"""The forms that a security key answers: a script (static/js/account/key.js) asks the key and fills `credential`.

What an answer must prove stays allauth's and fido2's. Ours: that it was given at the configured address, sentences, and
that no invented answer is more than a refused one.
"""

import struct
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from agencies.accounts import security, security_keys
from agencies.accounts.forms import Labelled

NO_ANSWER = "没有收到安全密钥的回应。使用安全密钥要允许浏览器运行脚本；不行的，请改用验证码。"
WRONG_KEY = "安全密钥没有通过核对。请用在“我的账号”里添加过的那一个，再试一次。"
NOT_ADDED = "安全密钥没有添加成功，请再试一次。"
TOO_MANY = f"一个账号最多添加 {security_keys.MOST} 个安全密钥，请先删除不用的。"
LONGEST_NAME = 40
LONGEST_ANSWER = 20_000  # characters; real ones have about two thousand
# What reading invented bytes may end with.
UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


class AnswerField(forms.JSONField):
    """What the browser sends of a key: an object of a sensible length, in a hidden field."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NO_ANSWER, "invalid": NO_ANSWER}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """An answer is never shown again: it was to a question that is over."""
        return initial

    def to_python(self, value: Any) -> Any:
        """The object. ValidationError for anything else."""
        try:
            answer = super().to_python(value) if len(value or "") <= LONGEST_ANSWER else None
        except RecursionError:
            answer = None
        if value and not isinstance(answer, dict):
            raise forms.ValidationError(NO_ANSWER, code="invalid")
        return answer


def name_field(*, required: bool) -> forms.CharField:
    """What the person calls a key: something that fits a line."""
    sentences = {"required": "请填写名称。", "max_length": f"名称不超过 {LONGEST_NAME} 个字。"}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(required=required, max_length=LONGEST_NAME, widget=widget, error_messages=sentences)


class AnsweredForm(Labelled):
    """Before allauth's form. `asks` is what the script does: create a key, or get an answer of one."""

    credential = AnswerField()
    asks: str
    wrong: str
    read: type[RegistrationResponse] | type[AuthenticationResponse]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.attrs |= {"data-key": self.asks, "data-address": security_keys.address()}

    def clean(self) -> dict[str, Any]:
        """What is wrong with the answer is said above the form: its field is hidden."""
        try:
            cleaned: dict[str, Any] = super().clean() or {}
        except UNREADABLE as reason:
            raise self.refusal() from reason
        except forms.ValidationError as reason:
            raise self.refusal() from reason
        for sentence in self.errors.pop("credential", ()):
            self.add_error(None, sentence)
        return cleaned

    def is_from_here(self, answer: dict[str, Any]) -> bool:
        """Whether the browser stood at the configured address; fido2 would let names below ours pass, too."""
        origin = self.read.from_dict(answer).response.client_data.origin
        return bool(origin == security_keys.address())

    def refusal(self) -> forms.ValidationError:
        """The one sentence for every answer that is not right."""
        return forms.ValidationError(self.wrong, code="wrong_key")


class AddKeyForm(AnsweredForm, webauthn.AddWebAuthnForm):
    """A new key and what the person calls it."""

    name = name_field(required=False)
    labels = {"name": "名称"}
    helps = {"name": "自己认得出就行，例如“办公室的密钥”“笔记本指纹”。"}
    button, back = "添加", "mfa_index"
    asks, wrong, read = "create", NOT_ADDED, RegistrationResponse

    def clean_credential(self) -> dict[str, Any]:
        """Refused where it was given elsewhere, or where there are enough."""
        if len(security_keys.of(self.user)) >= security_keys.MOST:
            raise forms.ValidationError(TOO_MANY, code="too_many")
        answer: dict[str, Any] = self.cleaned_data["credential"]
        try:
            right = self.is_from_here(answer)
        except UNREADABLE as reason:
            raise self.refusal() from reason
        if not right:
            raise self.refusal()
        return answer


class KeyForm(AnsweredForm, webauthn.AuthenticateWebAuthnForm):
    """A key at sign-in, in place of the code."""

    button = "使用安全密钥"
    asks, wrong, read = "get", WRONG_KEY, AuthenticationResponse

    def clean_credential(self) -> Authenticator:
        """The key that answered. A wrong one counts and is logged as a wrong code is."""
        try:
            if not self.is_from_here(self.cleaned_data["credential"]):
                raise self.refusal()
            authenticator: Authenticator = super().clean_credential()
        except forms.ValidationError as reason:
            if reason.code == "too_many_login_attempts":
                raise
            raise self._refused() from reason
        except UNREADABLE as reason:
            raise self._refused() from reason
        return authenticator

    def _refused(self) -> forms.ValidationError:
        facts = {"user": self.user.pk, "username": self.user.username, "kind": "安全密钥"}
        security.log(context.request, "factor_failed", None, **facts)
        return self.refusal()


class ConfirmByKeyForm(KeyForm, webauthn.ReauthenticateWebAuthnForm):
    """A key again, before something that matters."""

    reauthenticated = True


class RenameKeyForm(Labelled, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    name = name_field(required=True)
    labels = {"name": "名称"}
    button, back = "保存", "mfa_index"


class RemoveKeyForm(Labelled):
    """Remove a key. Refused for the last factor that the person's roles take."""

    button, back = "删除", "mfa_index"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.authenticator: Authenticator = kwargs.pop("authenticator")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Nothing to clean: only whether it may go."""
        if not get_adapter().can_delete_authenticator(self.authenticator):
            raise get_adapter().validation_error("cannot_delete_authenticator")
        return super().clean() or {}
