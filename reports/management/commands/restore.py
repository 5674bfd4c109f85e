"""`nianbao restore BACKUP`: an empty database and an empty folder of files filled from one backup, then verified.

Refuses to overwrite anything. Exit 1 with a sentence when it could not be done, or when the trail does not hold.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reports.management import backups


class Command(BaseCommand):
    help = "从一份备份恢复到空的数据库和空的文件夹，然后核对操作记录和文件"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, metavar="备份", help="一份备份的文件夹，如 …/nianbao-20260131-020000")

        parser.add_argument("--unencrypted", action="store_true", help="设有备份密钥时，也恢复没有加密的备份")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backups.take_back(options["backup"].resolve(), unencrypted=options["unencrypted"])
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write("数据库和文件已经恢复，现在核对。")
        call_command("verify_trail", files=True, stdout=self.stdout, stderr=self.stderr)
