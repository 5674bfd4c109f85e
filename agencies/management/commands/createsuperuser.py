"""`manage.py createsuperuser`: the system administrator, who types their own password. Django's command in Chinese."""

import getpass
from collections.abc import Callable
from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from agencies import trail
from agencies.models import User
from agencies.roles import Duty

CANCELLED = "已取消，没有建立账号。"


class Command(createsuperuser.Command):
    help = (
        "建立系统管理员：依次问用户名、姓名、电子邮箱和密码。"
        "加 --noinput 时不问，从选项和环境变量 DJANGO_SUPERUSER_PASSWORD 读取。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks again until an answer can be kept; without questions, Django's own way. What was made is recorded."""
        if not options["interactive"]:
            with transaction.atomic():
                super().handle(*args, **options)
                trail.record("superuser_made", None, username=str(options["username"] or ""))
            self._warn()
            return
        if not self.stdin.isatty():
            raise CommandError("这里不是终端，不能提问。请在终端里运行，或加 --noinput。")
        try:
            user = self._ask_for_account(options)
            password = self._ask(lambda: _password(user))
        except (KeyboardInterrupt, EOFError):
            raise CommandError(f"\n{CANCELLED}") from None
        facts = {"username": user.username, "full_name": user.full_name, "email": user.email}
        with transaction.atomic():
            User.objects.db_manager(options["database"]).create_superuser(password=password, **facts)
            trail.record("superuser_made", None, username=user.username)
        self.stdout.write(f"已建立系统管理员 {user.username}（{user.full_name}）。请打开 /desk/ 登录，首页写着下一步。")
        self._warn()

    def _warn(self) -> None:
        """A superuser may do what the three must not do for each other: the way in for an emergency, and no other."""
        held = set(User.objects.filter(is_active=True).exclude(duty="").values_list("duty", flat=True))
        if held == set(Duty):
            self.stderr.write("注意：三员都已有人担任。超级用户只供应急，用完请以 give_duty --close 停用。")

    def _ask_for_account(self, options: dict[str, Any]) -> User:
        return User(
            username=self._ask(lambda: _username(options["username"]), options, "username"),
            full_name=self._ask(lambda: _full_name(options["full_name"]), options, "full_name"),
            email=self._ask(lambda: _email(options["email"]), options, "email"),
        )

    def _ask(self, answer: Callable[[], str], options: dict[str, Any] | None = None, name: str = "") -> str:
        """The first answer that is accepted; what is wrong with the others is printed. An option is tried once."""
        while True:
            try:
                return answer()
            except ValidationError as refusal:
                self.stderr.write("".join(refusal.messages))
                if options is not None:
                    options[name] = None


def _username(given: str | None) -> str:
    """The user name given as an option, or typed. ValidationError where it cannot be used or is taken."""
    username = (input("用户名（登录时用）：") if given is None else given).strip()
    User._meta.get_field("username").clean(username, None)
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError("这个用户名已有人使用，请另取一个。")
    return username


def _full_name(given: str | None) -> str:
    """The name that is shown, given as an option or typed. ValidationError for none."""
    full_name = (input("姓名（写在记录里，如“系统管理员”）：") if given is None else given).strip()
    if not full_name:
        raise ValidationError("请填写姓名。")
    return str(User._meta.get_field("full_name").clean(full_name, None))


def _email(given: str | None) -> str:
    """The e-mail address given as an option or typed, or empty. ValidationError for what is none."""
    email = (input("电子邮箱（没有就直接按回车）：") if given is None else given).strip()
    return str(User._meta.get_field("email").clean(email, None))


def _password(user: User) -> str:
    """What was typed twice without being shown. ValidationError where it differs or is a bad password."""
    password = getpass.getpass("密码（输入时不显示）：")
    validate_password(password, user)
    if getpass.getpass("再输入一次密码：") != password:
        raise ValidationError("两次输入的密码不一样，请重新输入。")
    return password
