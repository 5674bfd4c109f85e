"""What allauth asks us: whether strangers may register, where to go, and every sentence that it says."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.accounts import delays, second_factor, security, security_keys
from agencies.models import User

WRONG_CODE = "验证码不对。请输入验证器应用里当前显示的六位数字，或一个没有用过的备用码。"
WAIT = "登录失败次数过多，请 {minutes} 分钟后再试。在您以前登录过的浏览器上不受影响；忘记密码请找本机关管理员。"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's rules for accounts, with our sentences and our limits (agencies/accounts/delays.py)."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已经停用，请与本机关管理员联系。",
        "enter_current_password": "现在的密码不对，请重新输入。",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "密码不对，请重新输入。",
        "rate_limited": "尝试次数过多，请 5 分钟后再试。",
        "too_many_login_attempts": "两步验证没有通过的次数过多，请 5 分钟后再试。",
        "username_password_mismatch": "用户名或密码不对，请重新输入。",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or refuse to look at a password while there is something to wait for. Instead of allauth's
        limit: its key holds the Host of the request, and strangers could keep a person out."""
        self._keys = delays.keys_of(request, credentials.get("username", ""))
        try:
            self._minutes = delays.begin(self._keys)
        except delays.MustWait as wait:
            raise ValidationError(WAIT.format(minutes=wait.minutes), code="too_many_login_attempts") from wait

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who the password is right for. From then on this browser is known as theirs."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            delays.succeeded(self._keys, began_a_wait=bool(self._minutes))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or a name that nobody has: both counted alike."""
        security.log_failure(request, credentials.get("username", ""), self._minutes)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> HttpResponse:
        """Both steps are done: the browser is known as the person's from now on."""
        response: HttpResponse = super().post_login(request, user, **hooks)
        if isinstance(user, User):
            delays.remember(request, response, user)
            security.log(request, "sign_in", user)
        return response

    def logout(self, request: HttpRequest) -> None:
        """End the session, and say so in the log."""
        if isinstance(request.user, User):
            security.log(request, "sign_out", request.user)
        super().logout(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an agency's manager."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where a changed password leads: the page of one's own account."""
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways in which the user can confirm who they are, described in Chinese: the second factor, where there is
        one, and the password only where there is none."""
        words = {
            "reauthenticate": "改用密码确认",
            "mfa_reauthenticate": "改用验证码确认",
            "mfa_reauthenticate:webauthn": "改用安全密钥确认",
        }
        methods = super().get_reauthentication_methods(user)
        if isinstance(user, User) and second_factor.is_on(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's rules for the second factor, with our sentences."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的角色需要两步验证，不能停用。要换手机或密钥，先添加新的，再停用旧的。",
        "cannot_generate_recovery_codes": "启用两步验证之后才有备用码。",
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What an authenticator application calls the account: its user name."""
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody switches off the last factor that their roles take; a second one may go."""
        return not second_factor.is_last(authenticator) or not second_factor.is_required(authenticator.user)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """What a new key is called unless its owner says otherwise."""
        return f"安全密钥 {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom keys are made: the configured address. allauth would take the Host of the request, which may be
        anybody's."""
        return {"id": security_keys.relying_party(), "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the key keeps of the person: never the e-mail address."""
        return super().get_public_key_credential_user_entity(user) | {"name": user.get_username()}
