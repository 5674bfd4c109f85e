"""`nianbao sweep_files`: stored files that no release and no upload names, left by attempts that came to nothing.

Safe beside people at work: only files older than a day, and never without the lock of who could be writing them.
"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.sweeping import OLD, sweep_all


class Command(BaseCommand):
    help = "清理没有做成的发布和导入留下的文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        hours = int(OLD / timedelta(hours=1))
        parser.add_argument("--hours", type=int, default=hours, help=f"只清理至少这么多小时以前的（默认 {hours}）")

    def handle(self, *args: Any, **options: Any) -> None:
        swept = list(sweep_all(timedelta(hours=options["hours"])))
        for name in swept:
            self.stdout.write(f"删除：{name}")
        self.stdout.write(f"清理了 {len(swept)} 个没有归属的文件。" if swept else "没有要清理的文件。")
