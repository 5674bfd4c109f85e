"""`manage.py verify_trail [--files]`: whether the trail of all reports is whole.

Exit 0 when it is; 1 with what is broken, the first broken link first.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports import auditing
from reports.models import Event


class Command(BaseCommand):
    help = "核对全部操作记录：链条完整，签名、发布版本与记录一致"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="同时核对每个发布文件的内容")

    def handle(self, *args: Any, **options: Any) -> None:
        found = False
        for sentence in auditing.broken(files=options["files"]):
            found = True
            self.stderr.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write(f"{Event.objects.count()} 条操作记录完整，与签名和发布版本一致。")
