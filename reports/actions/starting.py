"""Starting a year."""

from django.contrib.auth.models import User
from django.db import transaction

from agencies.models import Agency
from reports import content, editions, starting
from reports.actions.saving import locked, write
from reports.models import Release, Report, agency_facts
from reports.rendering.prose import paragraphs

FROM_LAST_YEAR = "来自上年"
NEW = "新建"


def start(agency: Agency, year: int, by: User | None = None, *, empty: bool = False) -> Report:
    """The agency's report for the year; if there is none yet, one that begins with what stays from last year.

    `empty` begins with nothing, for content that comes from elsewhere. What was taken over is its first revision,
    noted 来自上年. Raises NoEdition where no format covers the year.
    """
    edition = editions.for_year(year)
    with transaction.atomic():
        report, made = Report.objects.get_or_create(agency=agency, year=year, defaults={"edition": edition.code})
        if made and not empty:
            last = _last_year(agency, year - 1)
            begun = starting.beginning(edition, year, agency_facts(agency), last)
            written = {place: ("", text) for place, text in begun.items()}
            write(locked(report), written, by, FROM_LAST_YEAR if last else NEW)
            report.refresh_from_db()
    return report


def _last_year(agency: Agency, year: int) -> starting.LastYear | None:
    """The newest release of the year, or the report as it is written; None when there is neither."""
    release = Release.objects.filter(report__agency=agency, report__year=year).newest().first()
    said: content.Content | None = release.content() if release else None
    if said is None:
        report = Report.objects.select_related("agency").filter(agency=agency, year=year).first()
        said = report.content() if report else None
    if said is None:
        return None
    headings = {key: _sub_headings(text) for key, text in said.prose.items()}
    return starting.LastYear(year, said.edition, said.figures, said.prose, headings)


def _sub_headings(prose: str) -> tuple[str, ...]:
    """The second-level headings of a text, each cut off from the sentences that follow it."""
    found = []
    for paragraph in paragraphs(prose):
        heading = "".join(words.text for words in paragraph.words if words.heading)
        if heading:
            found.append(heading if paragraph.is_heading else heading.rstrip("。："))
    return tuple(found)
