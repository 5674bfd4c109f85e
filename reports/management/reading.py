"""What the commands share: a report named on the command line."""

from agencies.lookup import NotFound, find_agency
from reports import editions
from reports.models import Report

__all__ = ["NotFound", "find_agency", "find_report"]


def find_report(agency_name: str, year: int) -> Report:
    """The report of the agency for the year. Raises NotFound."""
    agency = find_agency(agency_name)
    try:
        editions.for_year(year)
        return Report.objects.select_related("agency").get(agency=agency, year=year)
    except editions.NoEdition as error:
        raise NotFound(f"{error}。") from error
    except Report.DoesNotExist as error:
        raise NotFound(f"{agency.title_name}还没有 {year} 年度的报告。") from error
