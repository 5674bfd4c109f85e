"""manage.py load_agencies FILE.csv [--dry-run]: store a register of agencies, all of it or nothing."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies import register
from agencies.register.columns import LABELS, REQUIRED


def _explanation() -> str:
    columns = "\n".join(f"  {label}（{name}）{'，必有' if name in REQUIRED else ''}" for name, label in LABELS.items())
    return f"""读入行政机关登记册。要么全部写入，要么一处也不写；可以反复运行；文件里没有的机关保持原样。

文件是 CSV：UTF-8 或 GB18030 编码，第一行是表头，每行一个机关，次序不限。
表头用中文名称或括号里的英文名称：
{columns}
上级填代码，没有上级的留空。层级：国家、省级、市级、县级、乡级。类别：政府、部门、乡镇街道、办公厅（室）。
能否制定规章、在用：是、否。文件里没有的栏保持原样，空着的格子清空原有内容。

退出码：0 已写入（或试运行无误），1 文件内容有问题，2 文件无法打开。"""


class Command(BaseCommand):
    help = _explanation()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the explanation."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="登记册（CSV）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        outcome = register.load(_bytes_of(file), dry_run=dry_run)
        if outcome.problems:
            sentences = "\n".join(str(problem) for problem in outcome.problems)
            raise CommandError(f"{sentences}\n{file.name} 有 {len(outcome.problems)} 处问题，没有写入任何内容。")
        counts = f"新增 {outcome.created}，更新 {outcome.updated}，不变 {outcome.unchanged}"
        remark = "没有变化。" if not outcome.created + outcome.updated else "试运行，没有写入。" if dry_run else ""
        self.stdout.write(f"{file.name}：{counts}。{remark}")


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CommandError(f"找不到文件 {file}，请检查路径。", returncode=2) from None
    except IsADirectoryError:
        raise CommandError(f"{file} 是文件夹，请给出其中的 CSV 文件。", returncode=2) from None
    except OSError as error:
        raise CommandError(f"无法读取 {file}（{error.strerror}），请检查权限。", returncode=2) from None
