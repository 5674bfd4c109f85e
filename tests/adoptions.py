"""Taking in what was public elsewhere, as an agency does: one person asks, another confirms."""

from datetime import date

from agencies.models import User
from reports import actions, editions
from reports.models import AdoptionRequest, Report, Upload
from reports.queries.adoptions import ProposedReport

ADDRESS = "https://www.example.cn/zwgk/2023.html"
FIRST = actions.FirstPublication(date(2024, 1, 30), ADDRESS)


def wanted(upload: Upload, year: int = 2023, *agreed: str) -> actions.ImportRequest:
    """What somebody who just looked at the file wants of it."""
    return actions.ImportRequest(year, upload.reconciled(editions.for_year(year)).digest, frozenset(agreed))


def ask(upload: Upload, by: User, first: actions.FirstPublication = FIRST, year: int = 2023) -> AdoptionRequest:
    """The request, which nothing stands against."""
    return actions.ask_for_adoption(upload, wanted(upload, year), first, by)


def explain(asked: AdoptionRequest, by: User) -> None:
    """A reason for everything that has to be explained."""
    groups = ProposedReport(asked).findings
    actions.explain_adoption(asked, {group.key: "原公开件如此。" for group in groups if group.is_open}, by)


def adopt(upload: Upload, clerk: User, publisher: User) -> Report:
    """The report as one person asked for it and another confirmed it."""
    asked = ask(upload, clerk)
    explain(asked, clerk)
    return actions.confirm_adoption(asked, asked.digest, publisher)
