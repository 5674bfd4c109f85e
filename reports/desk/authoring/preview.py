"""The report as others of the agency see it: the whole paper as it will print, or printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports.desk.authoring.after_publication import AfterPublication
from reports.desk.authoring.draft import report_of
from reports.rendering import document, pdf, typesetting


@require_safe
@requires()
def paper(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """The whole report in the official format, and what can be done about a published one. For every member of the
    agency and its supervisors.
    """
    report = report_of(ctx, year)
    content = report.content()
    context = {
        "ctx": ctx,
        "report": report,
        "document": document.build(content),
        "can_edit": ctx.has(Role.DRAFTER),
        "after_publication": AfterPublication(ctx, report, content.digest()),
    }
    return render(request, "desk/authoring/paper.html", context)


@require_safe
@requires()
def preview(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """The draft typeset line by line, as a fragment of a page. For every member and the supervisors."""
    built = document.build(report_of(ctx, year).content())
    try:
        sheets = typesetting.typeset(built, pdf.paper_fonts())
    except typesetting.Unprintable as error:
        return render(request, "desk/authoring/_unprintable.html", {"says": str(error)})
    return render(request, "desk/authoring/_preview.html", {"sheets": sheets})
