"""`manage.py changepassword USERNAME`: Django's command; the person is told, and signs nothing for a time."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.db import transaction

from agencies import trail
from agencies.accounts.telling import Kind, tell, who
from agencies.models import User


class Command(changepassword.Command):
    help = "在服务器上重设一个账号的密码。本人会看到，并且在一段时间内不能签名和发布"

    def handle(self, *args: Any, **options: Any) -> str | None:
        with transaction.atomic():
            done: str | None = super().handle(*args, **options)
            user = User.objects.get_by_natural_key(options["username"] or getpass.getuser())
            says = f"{who(None)}重设了您的密码。不是您要求的，请马上告知其他管理员或主管。"
            tell([user], Kind.PASSWORD_RESET, says, by=None)
            trail.record("password_set", None, user=user.pk, username=user.username)
        return done
