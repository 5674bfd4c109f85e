"""The management commands as people see them: our own with a Chinese line each, and the nearest to one that is none.

In: what was typed. Out: the list of `nianbao --help`; CommandError with one sentence for one that is none.
"""

from difflib import get_close_matches

from django.conf import settings
from django.core.management import BaseCommand, CommandError, ManagementUtility, get_commands, load_command_class

OURS = {"agencies", "reports"}
# Only to try the system out: listed on a trial machine alone.
FOR_TRIALS = {"load_demo", "load_demo_people"}
# What an administrator needs of Django's own commands, whose help is English.
OF_DJANGO = {
    "clearsessions": "清理过期的会话",
    "collectstatic": "收集页面的样式和脚本（安装和升级时）",
}


class Commands(ManagementUtility):
    """Django's way to its commands, in Chinese and with our own commands first."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """The list of commands; with `commands_only`, as `help --commands` asks, the bare names of all."""
        _complain_of_settings()
        return super().main_help_text(commands_only=True) if commands_only else listing()

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command; CommandError with a sentence where there is none of this name."""
        _complain_of_settings()
        if subcommand not in get_commands():
            raise CommandError(unknown(subcommand))
        return super().fetch_command(subcommand)


def _complain_of_settings() -> None:
    """Where settings are at fault, they are what is wrong, and not the command."""
    settings.INSTALLED_APPS  # noqa: B018 - reading one reads them all


def listing() -> str:
    """Every command that is of use here, a line each."""
    ours = sorted(name for name, app in get_commands().items() if app in OURS)
    lines = {name: _first_line(name) for name in ours if name not in FOR_TRIALS}
    blocks = [_block("年报的命令：", lines), _block("安装和维护时用到的 Django 命令：", OF_DJANGO)]
    if settings.DEBUG or settings.IS_TRIAL:
        blocks.append(_block("只供试用：", {name: _first_line(name) for name in sorted(FOR_TRIALS)}))
    return "\n\n".join(["用法：nianbao 命令 [选项]（试用：manage.py 命令 [选项]）", *blocks, _FOOT])


def unknown(name: str) -> str:
    """The sentence about a command that there is not, with the nearest that there is."""
    known = sorted(({name for name, app in get_commands().items() if app in OURS} | OF_DJANGO.keys()) - FOR_TRIALS)
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"您要的可能是：{near[0]}。" if near else ""
    return f"没有“{name}”这个命令。{hint}全部命令见：nianbao --help"


_FOOT = "一个命令的用法：nianbao 命令 --help"


def _first_line(name: str) -> str:
    command = load_command_class(get_commands()[name], name)
    return str(command.help).strip().splitlines()[0].partition("。")[0].partition("：")[0]


def _block(title: str, lines: dict[str, str]) -> str:
    width = max(map(len, lines))
    return "\n".join([title, *(f"  {name:<{width}}  {line}" for name, line in lines.items())])
