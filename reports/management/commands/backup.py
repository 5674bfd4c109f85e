"""`nianbao backup DIR`: the database and the stored files as one new folder in DIR, read back before it counts.

Exit 1 with a sentence when it could not be made; nothing is left of it then. `--keep N` deletes older backups of DIR
after the new one is whole.
"""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.management import backups


class Command(BaseCommand):
    help = "备份数据库和文件到一个文件夹，做好以后再读一遍"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="文件夹", help="放备份的文件夹，每次在里面新建一个")
        parser.add_argument("--keep", type=int, default=0, metavar="份数", help="只留最近几份（默认全部保留）")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"].resolve()
        try:
            made = backups.back_up(folder)
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        size = sum(file.stat().st_size for file in made.iterdir())
        how = "已加密，已读回核对" if settings.BACKUP_KEY else "没有加密，已读回核对"
        self.stdout.write(f"备份完成：{made}（{size / 1_000_000:.1f} MB），{how}。")
        kept = options["keep"]
        for old in backups.oldest_first(folder)[:-kept] if kept > 0 else ():
            shutil.rmtree(old)
            self.stdout.write(f"删除旧备份：{old}")
