"""Starting a year: an agency's report begins with what stays from last year."""

from django.db import transaction

from agencies.models import Agency, User
from reports import editions
from reports.actions.recording import record
from reports.actions.saving import lock, write
from reports.authoring import carry_forward
from reports.content.report import Content
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
        report, is_new = Report.objects.get_or_create(agency=agency, year=year, defaults={"edition": edition.code})
        if is_new:
            record("start", by, report, rows=[report])
        if is_new and not empty:
            last = _last_year(agency, year - 1)
            begun = carry_forward.initial_values(edition, year, agency_facts(agency), last)
            written = {place: ("", text) for place, text in begun.items()}
            write(lock(report), written, by, FROM_LAST_YEAR if last else NEW)
            report.refresh_from_db()
    return report


def _last_year(agency: Agency, year: int) -> carry_forward.LastYear | None:
    """The newest release of the year, or the report as it is written; None when there is neither."""
    content = _content_of_year(agency, year)
    if content is None:
        return None
    headings = {key: _sub_headings(text) for key, text in content.prose.items()}
    return carry_forward.LastYear(year, content.edition, content.figures, content.prose, headings)


def _content_of_year(agency: Agency, year: int) -> Content | None:
    release = Release.objects.filter(report__agency=agency, report__year=year).newest().first()
    if release:
        content: Content = release.content()
        return content
    report = Report.objects.select_related("agency").filter(agency=agency, year=year).first()
    return report.content() if report else None


def _sub_headings(prose: str) -> tuple[str, ...]:
    """The second-level headings of a text, each cut off from the sentences that follow it."""
    headings = []
    for paragraph in paragraphs(prose):
        heading = "".join(words.text for words in paragraph.words if words.heading)
        if heading:
            headings.append(heading if paragraph.is_heading else heading.rstrip("。："))
    return tuple(headings)
