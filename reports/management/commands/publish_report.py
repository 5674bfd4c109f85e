"""`manage.py publish_report AGENCY YEAR`: publish a report as it stands now.

Exit 0 when it is published (or already was, exactly so), 1 while findings of level error remain,
2 with a sentence when there is no such report or it cannot be printed.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports import actions
from reports.management.reading import NotFound, find_report
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable


class Command(BaseCommand):
    help = "发布一份年度报告"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="机关的代码、全称或简称")
        parser.add_argument("year", type=int, help="报告年度，如 2024")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            release = actions.publish(find_report(options["agency"], options["year"]))
        except (NotFound, Unprintable, FontsMissing) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except actions.Blocked as error:
            for finding in error.findings:
                self.stderr.write(f"{finding.code} {finding.says}")
            sys.exit(1)
        self.stdout.write(f"{release}，{release.published_at:%Y-%m-%d %H:%M}")
