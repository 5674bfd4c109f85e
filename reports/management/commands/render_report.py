"""`manage.py render_report AGENCY YEAR --to pdf|html --out FILE`: the paper of a report as it stands now.

Exit 0 when the file is written, 1 when the report has findings of level error (the file is written all the same,
for looking at), 2 with a sentence when there is no such report or it cannot be printed or written.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.findings import errors
from reports.management.reading import NotFound, find_report
from reports.rendering import html, pdf
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable

WRITERS = {"pdf": pdf.render, "html": html.render}


class Command(BaseCommand):
    help = "把一份年度报告排成 PDF 或网页文件"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="机关的代码、全称或简称")
        parser.add_argument("year", type=int, help="报告年度，如 2024")
        parser.add_argument("--to", choices=sorted(WRITERS), required=True, help="格式")
        parser.add_argument("--out", type=Path, required=True, help="写到哪个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = find_report(options["agency"], options["year"])
            options["out"].write_bytes(WRITERS[options["to"]](report.content()))
        except (NotFound, Unprintable, FontsMissing) as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(f"无法写入 {options['out']}：{error.strerror}。")
        self.stdout.write(f"{report} → {options['out']}")
        faults = errors(report.findings())
        if faults:
            self.stderr.write(f"报告还有 {len(faults)} 处错误，用 check_report 查看。")
            sys.exit(1)

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)
