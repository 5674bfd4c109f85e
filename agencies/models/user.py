"""User: a person who signs in, under one name of their own."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone

from agencies import contact


class User(AbstractBaseUser, PermissionsMixin):
    """An account (账号). What its person may do at an agency stands in memberships, not here.

    `is_staff` and `is_superuser` open the administration under /admin/ and nothing else. Accounts are closed
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
    is_staff = models.BooleanField("可以进入管理后台", default=False)
    date_joined = models.DateTimeField("加入时间", default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "email"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

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
        """Fold the user name to one spelling, and the domain of the e-mail address to small letters."""
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)
