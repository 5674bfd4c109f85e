"""`manage.py check_report AGENCY YEAR [--json]`: what the checks say of a report.

Exit 0 without errors (warnings may remain), 1 with findings of level error, 2 when there is no such report.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.findings import Finding, Level, by_weight
from reports.management.reading import NotFound, find_report


class Command(BaseCommand):
    help = "检查一份年度报告的数据"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="机关的代码、全称或简称")
        parser.add_argument("year", type=int, help="报告年度，如 2024")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = find_report(options["agency"], options["year"])
        except NotFound as error:
            self.stderr.write(str(error))
            sys.exit(2)
        findings = by_weight(report.findings())
        if options["json"]:
            listed = [finding.data() for finding in findings]
            self.stdout.write(json.dumps({"report": str(report), "findings": listed}, ensure_ascii=False, indent=1))
        else:
            self._print(str(report), findings)
        if any(finding.level is Level.ERROR for finding in findings):
            sys.exit(1)

    def _print(self, title: str, findings: list[Finding]) -> None:
        self.stdout.write(title)
        for finding in findings:
            self.stdout.write(f"{finding.level.label} {finding.code} {finding.says}")
        self.stdout.write(f"共 {len(findings)} 条。" if findings else "没有发现问题。")
