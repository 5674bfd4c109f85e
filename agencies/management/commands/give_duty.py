"""`manage.py give_duty USERNAME DUTY`: one of the three administrators; `--close` for a superuser no longer needed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies import trail
from agencies.models import User
from agencies.models.user import DUTY_PERMISSIONS
from agencies.roles import Duty

NOBODY = "none"


class Command(BaseCommand):
    help = (
        "任命三员：系统管理员 system（机关登记）、安全管理员 security（账号、角色、密码）、审计员 auditor（安全日志），"
        "或 none（免去）。一人只任一职，不在机关任职。超级用户任职后不再是超级用户；--close 停用账号"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="用户名", help="登录时用的用户名")
        parser.add_argument("duty", metavar="职责", choices=[*Duty, NOBODY], help="system、security、auditor 或 none")
        parser.add_argument("--close", action="store_true", help="同时停用账号")

    def handle(self, *args: Any, username: str, duty: str, close: bool, **options: Any) -> None:
        with transaction.atomic():
            user = User.objects.select_for_update().filter(username=username).first()
            if user is None:
                raise CommandError(f"没有用户名是“{username}”的账号，请核对。")
            before = {"duty": user.duty, "is_superuser": user.is_superuser, "is_active": user.is_active}
            user.duty = "" if duty == NOBODY else duty
            user.is_superuser, user.is_staff = False, user.duty in DUTY_PERMISSIONS
            user.is_active = user.is_active and not close
            try:
                user.clean()
            except ValidationError as refusal:
                raise CommandError("".join(refusal.messages)) from None
            user.save(update_fields=["duty", "is_superuser", "is_staff", "is_active"])
            after = {"duty": user.duty, "is_superuser": user.is_superuser, "is_active": user.is_active}
            trail.record("duty_given", None, user=user.pk, username=username, before=before, after=after)
        label = Duty(user.duty).label if user.duty else "没有管理职责"
        self.stdout.write(f"{user.display_name}（{username}）：{label}{'，账号已停用' if close else ''}。")
