"""The draft as others of the agency see it: the paper as it will print, and what is still wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions
from reports.findings import Level
from reports.models.explanation import open_errors, standing
from reports.rendering import document, pdf, typesetting
from reports.views.drafts import Draft, report_of


@require_safe
@requires()
def paper(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The whole draft in the official format, with its findings."""
    draft = Draft(report_of(seat, year))
    context = {
        "seat": seat,
        "report": draft.report,
        "document": document.build(draft.report.content()),
        "can_edit": seat.has(Role.DRAFTER),
    }
    return render(request, "desk/paper.html", context)


@require_safe
@requires()
def preview(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The draft set line by line as it will print, as a part of a page."""
    drawn = document.build(report_of(seat, year).content())
    try:
        sheets = typesetting.typeset(drawn, pdf.paper_fonts())
    except typesetting.Unprintable as error:
        return render(request, "desk/_unprintable.html", {"says": str(error)})
    return render(request, "desk/_preview.html", {"sheets": sheets})


@require_safe
@requires()
def check(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """Whether the report can be submitted: the sentences that stand against it, or the button."""
    draft = Draft(report_of(seat, year))
    found = standing(draft.report, draft.findings)
    context = {
        "seat": seat,
        "draft": draft,
        "report": draft.report,
        "blockers": actions.blockers(draft.report, open_errors(found)),
        "open_warnings": sum(each.is_open and each.finding.level is Level.WARNING for each in found),
        "digest": draft.report.content().digest(),
        "reviewers": access.holders(seat.agency, Role.FIRST_REVIEWER),
        "can_edit": seat.has(Role.DRAFTER),
    }
    return render(request, "desk/check.html", context)
