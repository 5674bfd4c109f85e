"""`manage.py invite AGENCY ROLE USERNAME --name NAME` or `--csv FILE`: the first people, by a link for each."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies import bulk_invitations, people_list
from agencies.csv_files import bytes_of
from agencies.people_list import PostLine
from agencies.register.problem import Problem
from agencies.roles import Role

HELP = f"""邀请人员：建立没有密码的账号，给他角色，打印设置密码的链接（七天内有效，只能用一次）。
请用您信任的方式把链接交给本人；密码由本人打开链接后自己设，别人不知道。

  invite 样表县司法局 manager zhang.gong --name 张工
  invite --csv /tmp/人员.csv

机关写代码、全称或简称。角色写中文或代码：
{chr(10).join(f"  {role.label}（{role.value}）" for role in Role)}
已有账号的人加上角色，得到一个新链接；原来的密码照常可用，以前没有用过的链接作废。

人员.csv：UTF-8 或 GB18030 编码，第一行是表头：{"、".join(people_list.COLUMNS)}（电子邮箱可以没有）。
每行是一个人的一个角色，同一个人可以有几行。要么全部邀请，要么一个也不邀请。

退出码：0 已邀请，1 内容有问题，2 文件无法打开。"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the explanation."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", nargs="?", default="", metavar="机关", help="代码、全称或简称")
        parser.add_argument("role", nargs="?", default="", metavar="角色", help="如 管理员 或 manager")
        parser.add_argument("username", nargs="?", default="", metavar="用户名", help="登录时用，定下后不改")
        parser.add_argument("--name", default="", metavar="姓名", help="新账号必填")
        parser.add_argument("--email", default="", metavar="邮箱", help="可不填")
        parser.add_argument("--csv", type=Path, metavar="文件", help="一次邀请多人")

    def handle(self, *, csv: Path | None, **options: Any) -> None:
        one = PostLine(None, *(options[name] for name in ("agency", "role", "username", "name", "email")))
        lines, unread = _lines(one, csv)
        people, problems = bulk_invitations.check(lines)
        if problems := sorted(unread + problems, key=lambda problem: problem.line or 0):
            raise CommandError("\n".join([*map(_sentence, problems), "没有邀请任何人。"]))
        bulk_invitations.invite(people)
        for person in people:
            self.stdout.write(str(person))


def _lines(one: PostLine, csv: Path | None) -> tuple[list[PostLine], list[Problem]]:
    """The lines of the file, or the one that the command line is; and what could not be read."""
    if csv:
        if any((one.agency, one.name, one.email)):
            raise CommandError("用 --csv 时，机关、角色、用户名、姓名和邮箱都写在文件里，命令行上不要再写。")
        return people_list.read(bytes_of(csv))
    if not (one.agency and one.role and one.username):
        raise CommandError(
            "请写明机关、角色和用户名，例如：invite 样表县司法局 manager zhang.gong --name 张工；或用 --csv 文件。"
        )
    return [one], []


def _sentence(problem: Problem) -> str:
    """“文件” is no place for what was typed on the command line."""
    return str(problem).removeprefix("文件") if problem.line is None and problem.column else str(problem)
