"""`manage.py read_report FILE [--json]`: what a published report or a draft says, whoever wrote it in whatever program.

Reads Word, PDF, web pages, Excel, text and Markdown. Writes nothing and needs no database.
Exit 0 when it was read (findings or not), 1 with a sentence when it cannot be read or is no such report, 2 for usage.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.checks.inspection import inspect
from reports.editions import get
from reports.findings import Finding
from reports.importing import Reading, Unreadable, ValueState
from reports.importing.isolation import read_isolated


class Command(BaseCommand):
    help = "读出一份年报文件中的数据和文字，不写入任何内容"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="文件：.docx、.pdf、.html、.xlsx、.txt、.md 等")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出全部内容")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            self._stop(f"无法读取 {path}：{error.strerror}。", 2)
        try:
            reading = read_isolated(data)
        except Unreadable as error:
            self._stop(str(error), 1)
        findings = inspect(reading)
        if options["json"]:
            printed = {**reading.data(), "findings": [finding.data() for finding in findings]}
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=1))
        else:
            self._print(reading, findings)

    def _stop(self, sentence: str, code: int) -> None:
        self.stderr.write(sentence)
        sys.exit(code)

    def _print(self, reading: Reading, findings: list[Finding]) -> None:
        self.stdout.write(reading.title or "（没有找到标题）")
        self.stdout.write(f"机关：{reading.agency or '没有找到'}　年度：{reading.year or '没有找到'}")
        self.stdout.write(f"格式：{reading.edition} 版（{get(reading.edition).notice}）")
        counts = Counter(value.state for value in reading.cells.values())
        counted = "，".join(f"{state.label} {counts[state]}" for state in ValueState if counts[state])
        self.stdout.write(f"数据 {len(reading.cells)} 格：{counted}")
        for section in reading.sections:
            self.stdout.write(f"{section.number}、{section.heading or '（没有标题）'}：文字 {len(section.text)} 字")
        for finding in findings:
            self.stdout.write(f"{finding.level.label} {finding.code} {finding.says}")
        for left in reading.unmatched:
            self.stdout.write(f"没有归处{f'（{left.place.words}）' if left.place.words else ''}：{left.text}")
