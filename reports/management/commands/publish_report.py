"""`manage.py publish_report AGENCY YEAR`: publish a report that has passed its three reviews.

Only exactly what all three signed, as the button does. What was public elsewhere no command takes in: that takes two
people who are named.

Exit 0 when it is published, 1 with the reasons when it may not be, 2 with a sentence when there is no such report or
it cannot be printed, 3 when the answer of the database was lost and nobody can tell yet.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports import actions
from reports.management.reading import NotFound, find_report
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.workflow.transitions import Action


class Command(BaseCommand):
    help = "发布一份已经三审三校的年度报告"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="机关的代码、全称或简称")
        parser.add_argument("year", type=int, help="报告年度，如 2024")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = find_report(options["agency"], options["year"])
            actions.apply(report, Action.PUBLISH, by=None)
        except (NotFound, Unprintable, FontsMissing) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except actions.Refused as error:
            self.stderr.write("\n".join(error.sentences))
            sys.exit(1)
        except actions.OutcomeUnknown as error:
            self.stderr.write(str(error))
            sys.exit(3)
        release = report.releases.get(number=report.number)
        self.stdout.write(f"{release}，{release.published_at:%Y-%m-%d %H:%M}")
