"""User: a person who signs in, under one name of their own."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies import contact
from agencies.roles import Duty

# What the administration under /admin/ lets each duty do.
DUTY_PERMISSIONS: dict[str, frozenset[str]] = {
    Duty.SYSTEM: frozenset(f"agencies.{act}_agency" for act in ("view", "add", "change", "delete")),
    Duty.SECURITY: frozenset(
        {
            "agencies.view_agency",
            *(f"agencies.{act}_user" for act in ("view", "add", "change")),
            *(f"agencies.{act}_membership" for act in ("view", "add", "delete")),
        }
    ),
}


class User(AbstractBaseUser, PermissionsMixin):
    """An account (账号). What its person may do at an agency stands in memberships, not here.

    `is_staff` and `is_superuser` open the administration under /admin/ and nothing else, and `duty` the part of it that
    one of the three administrators looks after. Accounts are closed
    (`is_active`) and never deleted, because whoever signed, wrote or published must stay named.
    """

    username = models.CharField(
        "用户名",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        help_text="登录时用。最多 150 个字符：字母、数字和 @ . + - _。",
        error_messages={"unique": "这个用户名已有人使用。"},
    )
    full_name = models.CharField("姓名", max_length=150, blank=True, default="")
    email = models.EmailField("电子邮箱", blank=True, default="")
    # Only the person confirms an address, by a link sent to it. A link for a password goes to no other: whoever
    # invites writes an address too, and could otherwise send the link to themselves.
    email_confirmed = models.BooleanField("邮箱经本人确认", default=False, editable=False)
    telephone = models.CharField(
        "联系电话", max_length=100, blank=True, default="", validators=[contact.validate_telephone]
    )
    is_active = models.BooleanField("在用", default=True, help_text="取消勾选就不能再登录；账号不删除。")
    # One field, so that nobody can hold two.
    duty = models.CharField(
        "管理职责", max_length=10, blank=True, default="", choices=[(duty.value, duty.label) for duty in Duty]
    )
    is_staff = models.BooleanField("可以进入管理后台", default=False)
    date_joined = models.DateTimeField("加入时间", default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "email"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(duty__in=["", *Duty]), name="user_duty_known"),
            # A superuser could do everything that the three must not do for each other.
            models.CheckConstraint(
                condition=Q(duty="") | Q(is_superuser=False),
                name="user_duty_or_superuser",
                violation_error_message="超级用户不能兼任三员之一。",
            ),
        ]

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether a page of the administration is this person's: a superuser's all, otherwise those of the duty."""
        if not self.is_active:
            return False
        return self.is_superuser or perm in DUTY_PERMISSIONS.get(self.duty, ())

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any page of the application is this person's."""
        return self.is_active and (self.is_superuser or (app_label == "agencies" and self.duty in DUTY_PERMISSIONS))

    @property
    def looks_after_accounts(self) -> bool:
        """Whether accounts, roles, factors and resets of every agency are theirs: a superuser or 安全管理员."""
        return self.is_active and (self.is_superuser or self.duty == Duty.SECURITY)

    @property
    def is_auditor(self) -> bool:
        """Whether the security log is theirs to read. A superuser's it is not: it is about them, too."""
        return self.is_active and self.duty == Duty.AUDITOR

    @property
    def display_name(self) -> str:
        """What the person is called everywhere: the full name, or the user name where nobody wrote one."""
        return self.full_name.strip() or self.username

    def get_full_name(self) -> str:
        """The full name, under the name by which Django's administration asks for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """How Django's administration greets the person."""
        return self.display_name

    def clean(self) -> None:
        """Fold the user name to one spelling, and the domain of the e-mail address to small letters.

        ValidationError for one of the three administrators who has a role at an agency, and for a name that reads
        otherwise than it is stored.
        """
        super().clean()
        try:
            contact.validate_name(self.full_name)
        except ValidationError as refusal:
            raise ValidationError({"full_name": refusal.messages}) from refusal
        self.email = type(self).objects.normalize_email(self.email)
        if self.duty and self.pk and self.memberships.exists():
            raise ValidationError({"duty": "此人在机关任职，不能再任三员之一；请先撤销其全部角色。"})
