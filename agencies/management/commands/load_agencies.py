"""manage.py load_agencies FILE.csv [--dry-run], or --sample: store a register of agencies, all of it or nothing."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import transaction

from agencies import register, trail
from agencies.csv_files import bytes_of
from agencies.register.columns import explanation


def _explanation() -> str:
    return f"""读入行政机关登记册。要么全部写入，要么一处也不写；可以反复运行；文件里没有的机关保持原样。

文件是 CSV：UTF-8 或 GB18030 编码，第一行是表头，每行一个机关，次序不限。
可以先用 --sample 取一份样表，用 WPS 表格或 Excel 填好，再用 --dry-run 试一遍。
表头用中文名称或括号里的英文名称，各栏次序不限：
{explanation()}
文件里没有的栏保持原样，空着的格子清空原有内容。

退出码：0 已写入（或试运行无误），1 文件内容有问题，2 文件无法打开。"""


class Command(BaseCommand):
    help = _explanation()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the explanation."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("file", type=Path, nargs="?", help="登记册（CSV）")
        source.add_argument("--sample", action="store_true", help="不读文件，写出一份样表（CSV，可以直接装入）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入；列出每个机关的年报标题")

    def handle(self, *, file: Path | None, sample: bool, dry_run: bool, **options: Any) -> None:
        if sample or file is None:
            _write_text(self.stdout, register.sample())
            return
        with transaction.atomic():
            outcome = register.load(bytes_of(file), dry_run=dry_run)
            if not dry_run and outcome.created + outcome.updated:
                trail.record("agencies_loaded", None, created=outcome.created, updated=outcome.updated)
        if outcome.problems:
            sentences = "\n".join(str(problem) for problem in outcome.problems)
            raise CommandError(f"{sentences}\n{file.name} 有 {len(outcome.problems)} 处问题，没有写入任何内容。")
        self._show_titles(outcome.titles)
        counts = f"新增 {outcome.created}，更新 {outcome.updated}，不变 {outcome.unchanged}"
        remark = "没有变化。" if not outcome.created + outcome.updated else "试运行，没有写入。" if dry_run else ""
        self.stdout.write(f"{file.name}：{counts}。{remark}")

    def _show_titles(self, titles: list[register.PrintedTitle]) -> None:
        """Each title on a line, with its warning below it."""
        if titles:
            self.stdout.write("新增和更新的机关，年报标题将印成：")
        for title in titles:
            self.stdout.write(f"  {title.code}　{title.title}")
            if title.warning:
                self.stdout.write(f"    注意：{title.warning}")
        if warned := sum(bool(title.warning) for title in titles):
            self.stdout.write(f"有 {warned} 个标题看不出是哪里的机关，见上面的“注意”。")


def _write_text(stdout: OutputWrapper, text: str) -> None:
    """Write UTF-8 whatever the language of the terminal: the text is redirected into a file."""
    if buffer := getattr(stdout, "buffer", None):
        stdout.flush()
        buffer.write(text.encode())
        buffer.flush()
    else:
        stdout.write(text, ending="")
