"""What the commands share: a report named on the command line."""

from agencies.models import Agency
from reports import editions
from reports.models import Report


class NotFound(LookupError):
    """The agency or the report does not exist; the message is a sentence for the terminal."""


def find_agency(name: str) -> Agency:
    """The agency with this code, full name or short name. Raises NotFound."""
    for field in ("code", "name", "short_name"):
        found = list(Agency.objects.filter(**{field: name})[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"名为“{name}”的机关不止一个，请改用代码。")
    raise NotFound(f"没有代码或名称为“{name}”的机关。")


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
