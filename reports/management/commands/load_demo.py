"""`manage.py load_demo`: three agencies of Ningxia, five of their reports, published, and people. Safe to repeat."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command
from django.core.management.base import BaseCommand

from agencies.models import Agency
from reports import actions
from reports.workflow.transitions import Action

FOLDER = Path(__file__).resolve().parents[2] / "demo"
REGISTER = Path(__file__).resolve().parents[3] / "agencies" / "data" / "demo_agencies.csv"


class Command(BaseCommand):
    help = "载入试用数据：三个机关的五份年度报告和试用人员"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_agencies", str(REGISTER), stdout=self.stdout)
        for path in sorted(FOLDER.glob("*.yaml"), key=_year):
            demo = yaml.safe_load(path.read_text(encoding="utf-8"))
            report = actions.start(Agency.objects.get(code=demo["agency"]), demo["year"], empty=True)
            release = report.releases.order_by("-number").first()
            if release is None:
                actions.replace(report, demo["figures"], demo["prose"], by=None, note="载入试用数据")
                actions.apply(report, Action.ADOPT, by=None)
                release = report.releases.get()
            self.stdout.write(str(release))
        call_command("load_demo_people", stdout=self.stdout)


def _year(path: Path) -> str:
    """Earlier years first, because a report is checked against the one before it."""
    return path.stem[-4:]
