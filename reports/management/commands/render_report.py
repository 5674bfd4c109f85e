"""`manage.py render_report AGENCY YEAR --to FORMAT --out FILE`: a file of a report as it stands now.

`render_report --from DRAFT.yaml --to FORMAT --out FILE`: the same of a report that stands in a file.
FORMAT is pdf, docx, xlsx, html (for a portal), json, csv or zip (all of them).
Exit 0 when the file is written, 1 when the report has findings of level error (the file is written all the same,
for looking at), 2 with a sentence when there is no such report or it cannot be printed or written.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.content.report import Content
from reports.findings import Finding, errors
from reports.management.drafts import read_draft
from reports.management.reading import NotFound, find_report
from reports.rendering import formats
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable

WRITERS = {**formats.WRITERS, formats.ZIP: formats.write_package}


class Command(BaseCommand):
    help = "把一份年度报告写成文件"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", nargs="?", help="机关的代码、全称或简称")
        parser.add_argument("year", nargs="?", type=int, help="报告年度，如 2024")
        parser.add_argument("--from", dest="draft", type=Path, help="改为读取这个 YAML 文件中的报告")
        parser.add_argument("--to", choices=list(WRITERS), required=True, help="格式；zip 是全部格式")
        parser.add_argument("--out", type=Path, required=True, help="写到哪个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content, findings = _read(**options)
            options["out"].write_bytes(WRITERS[options["to"]](content))
        except (NotFound, Unprintable, FontsMissing) as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(f"无法写入 {options['out']}：{error.strerror}。")
        self.stdout.write(f"{content.title} → {options['out']}")
        if faults := errors(findings):
            if options["draft"]:
                self.stderr.write("\n".join(f"{fault.code} {fault.says}" for fault in faults))
            hint = "" if options["draft"] else "，用 check_report 查看"
            self.stderr.write(f"报告还有 {len(faults)} 处错误{hint}。")
            sys.exit(1)

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)


def _read(*, agency: str | None, year: int | None, draft: Path | None, **_: Any) -> tuple[Content, list[Finding]]:
    if draft and not agency:
        return read_draft(draft)
    if draft or not (agency and year):
        raise NotFound("请写明机关和年度，或者用 --from 写明一个 YAML 文件。")
    report = find_report(agency, year)
    return report.content(), report.findings()
