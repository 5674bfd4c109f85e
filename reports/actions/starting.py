"""Starting a year."""

from django.contrib.auth.models import User

from agencies.models import Agency
from reports import editions
from reports.models import Report


def start(agency: Agency, year: int, by: User | None = None) -> Report:
    """The agency's report for the year, made empty if there is none. Raises NoEdition where no format covers it."""
    edition = editions.for_year(year)
    report, _ = Report.objects.get_or_create(agency=agency, year=year, defaults={"edition": edition.code})
    return report
