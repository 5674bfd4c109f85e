"""`manage.py verify_trail [--files]`: whether the trail of all reports is whole.

Exit 0 when it is; 1 with what is broken, the first broken link first.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.models import Event
from reports.queries import audit


class Command(BaseCommand):
    help = "核对全部操作记录：链条完整，签名、发布版本与记录一致"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="同时核对每个发布文件的内容")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = False
        for sentence in audit.broken(files=options["files"]):
            broken = True
            self.stderr.write(sentence)
        if broken:
            sys.exit(1)
        self.stdout.write(f"{Event.objects.count()} 条操作记录完整，与签名和发布版本一致。")
