"""`manage.py export_site DIR`: the public site as files, for a web server that cannot reach the application."""

import re
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from reports.public.export import exporting
from reports.public.export.linking import DeadLink
from reports.public.export.storing import CannotStore


class Command(BaseCommand):
    help = "把公开网站导出为静态文件：文件夹里的 site 就是网站，只重写有变化的部分，一次换上"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="放静态网站的文件夹")
        parser.add_argument("--base-url", default="", help="静态网站的网址，如 https://www.example.gov.cn/nianbao")

    def handle(self, *args: Any, **options: Any) -> None:
        base = str(options["base_url"]).rstrip("/")
        if base and not re.fullmatch(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?", base):
            self.stderr.write(f"“{base}”不是网址，应写成 https://www.example.gov.cn/nianbao 的样子。")
            sys.exit(2)
        folder = Path(options["folder"]).resolve()
        try:
            changes = exporting.export(folder, base)
        except (CannotStore, DeadLink) as reason:
            self.stderr.write(str(reason))
            sys.exit(1)
        count = Counter(line[0] for line in changes)
        summary = f"新增 {count['A']} 个文件，修改 {count['M']} 个，删除 {count['D']} 个" if changes else "没有变化"
        self.stdout.write(f"{folder / 'site'}：{summary}。")
