"""`manage.py verify_trail [--files] [--since NUMBER:HASH]`: whether the trail is whole, and all it tells of.

Exit 0 when it is; 1 with what is broken, the first broken link first. `--since` is a head of the chain that was kept
outside (on a 审签单, in a mailbox, in a syslog): nothing up to it was rewritten.
"""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies import trail
from agencies.trail import Head
from reports.queries import audit

_HEAD = re.compile(r"([1-9]\d{0,17}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "核对全部操作记录：链条完整，各项内容与记录一致，数据库里的规则都在"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="同时核对每个发布文件和导入原件的内容")
        parser.add_argument("--since", metavar="序号:摘要", help="外部留底的链头（审签单、邮件或 syslog 里的那一行）")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = False
        for sentence in audit.broken(files=options["files"], since=_head(options["since"])):
            broken = True
            self.stderr.write(sentence)
        if broken:
            sys.exit(1)
        head = trail.head()
        self.stdout.write(f"{head.number} 条操作记录完整，各项内容与记录一致。链头：{head}")


def _head(text: str | None) -> Head | None:
    if text is None:
        return None
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise CommandError(f"“{text}”不是链头：应写成“序号:摘要”，摘要是 64 位十六进制数字。")
    return Head(int(match[1]), match[2])
