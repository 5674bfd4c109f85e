"""`manage.py load_demo`: three agencies of Ningxia, people, and five of their old reports, taken in. Safe to repeat.

The reports come in as any old report does: the agency's 填报人 hands in a file, says why each finding stands and asks;
its 发布人 confirms. A command of the server's owner has no other way to the public.
"""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies import access
from agencies.management.commands.load_demo_people import POSTS, username
from agencies.models import Agency, User
from agencies.roles import Role
from reports import actions, editions
from reports.content import figures
from reports.content.report import Content, gather
from reports.models import AdoptionRequest, Release, Upload, agency_facts
from reports.queries.adoptions import ProposedReport
from reports.rendering import portal
from reports.workflow.deadlines import deadline

FOLDER = Path(__file__).resolve().parents[2] / "demo"
REGISTER = Path(__file__).resolve().parents[3] / "agencies" / "data" / "demo_agencies.csv"
WHY = "试用数据，原公开件如此。"
NO_ADDRESS = "试用数据，没有网址"


class Command(BaseCommand):
    help = "载入试用数据：三个机关的五份年度报告和试用人员"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_agencies", str(REGISTER), stdout=self.stdout)
        call_command("load_demo_people", stdout=self.stdout)
        for path in sorted(FOLDER.glob("*.yaml"), key=_year):
            demo = yaml.safe_load(path.read_text(encoding="utf-8"))
            agency = Agency.objects.get(code=demo["agency"])
            releases = Release.objects.filter(agency=agency, year=demo["year"])
            if not releases.exists():
                _take_in(agency, _content(agency, demo))
            self.stdout.write(str(releases.order_by("-number").first()))


def _year(path: Path) -> str:
    """Earlier years first, because a report is checked against the one before it."""
    return path.stem[-4:]


def _content(agency: Agency, demo: dict[str, Any]) -> Content:
    edition = editions.for_year(demo["year"])
    entered = figures.parse_all(edition, demo["figures"]).figures
    return gather(edition.code, demo["year"], agency_facts(agency), figures.dump(entered), demo["prose"])


def _take_in(agency: Agency, content: Content) -> None:
    """Hand the report in as a page of a portal, and confirm it. The day is the last one for the agency: when the
    original appeared was not noted."""
    clerk, publisher = (_demo_person(agency, role) for role in (Role.DRAFTER, Role.PUBLISHER))
    name = f"{content.title}.html"
    upload = actions.upload(agency, portal.render(content), name, clerk).upload
    sheet = upload.reconciled(content.edition)
    actions.correct(upload, content.edition, {}, {line.place: line.now for line in sheet.open}, clerk)
    due = deadline(agency.kind, agency.level, content.year, timezone.localdate()).day
    asked = _ask(upload, content, due, clerk)
    reasons = {group.key: WHY for group in ProposedReport(asked).findings if group.is_open}
    actions.explain_adoption(asked, reasons, clerk)
    actions.confirm_adoption(asked, asked.digest, publisher)
    for person in User.objects.filter(memberships__agency=agency).distinct():
        actions.mark_read(person)  # whoever tries things out finds a desk without this story


def _demo_person(agency: Agency, role: Role) -> User:
    """The account made for trying out this role there: never a person of the agency's own."""
    names = [username(prefix, role) for prefix, code, _ in POSTS if code == agency.code]
    person = access.holders(agency, role).filter(username__in=names).first()
    if person is None:
        raise CommandError(f"{agency}没有试用的{role.label}，不能载入试用的报告。")
    return person


def _ask(upload: Upload, content: Content, due: date, clerk: User) -> AdoptionRequest:
    """The request; one that an interrupted run left waiting is taken up again."""
    waiting = AdoptionRequest.objects.filter(upload=upload, report__year=content.year, decision=None).first()
    sheet = upload.reconciled(content.edition)
    first = actions.FirstPublication(due, no_address=NO_ADDRESS)
    agreed = frozenset(("agency", "year", "edition"))
    wanted = actions.ImportRequest(content.year, sheet.digest, agreed)
    return waiting or actions.ask_for_adoption(upload, wanted, first, clerk)
