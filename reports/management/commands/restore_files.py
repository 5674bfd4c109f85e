"""`nianbao restore_files`: files of releases that the storage has lost, made again of their content.

Only what is byte for byte as published is written, and nothing is overwritten. Exit 1 where something stays missing or
changed, which is named.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.remaking import remake_missing


class Command(BaseCommand):
    help = "重新生成丢失的发布文件：与发布时一致的才写入"

    def handle(self, *args: Any, **options: Any) -> None:
        remade = list(remake_missing())
        for each in remade:
            self.stdout.write(f"{'✓' if each.restored else '✗'} {each.says}")
        failed = sum(not each.restored for each in remade)
        if remade:
            self.stdout.write(f"重新生成 {len(remade) - failed} 个文件，{failed} 个没有恢复。")
        else:
            self.stdout.write("文件都在，与发布时一致。")
        if failed:
            sys.exit(1)
