"""`nianbao remove_second_factor USERNAME`: for an administrator who lost the telephone, when there is no other."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.accounts import second_factor
from agencies.models import User


class Command(BaseCommand):
    help = "停用一个账号的两步验证（手机和备用码都丢了时）。请先核实是本人；以后用密码就能登录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="用户名", help="登录时用的用户名")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        accounts = User.objects.filter(username=username)
        if not accounts.exists():
            raise CommandError(f"没有用户名是“{username}”的账号，请核对。")
        people = second_factor.remove(accounts, by=None)
        if not people:
            raise CommandError(f"{username} 没有启用两步验证。")
        for person in people:
            self.stdout.write(f"已停用{person.display_name}（{username}）的两步验证，用密码就能登录。")
