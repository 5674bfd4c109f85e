"""The history of a report: who saved what when, what a save changed, and going back to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.desk.authoring import answers
from reports.desk.authoring.draft import Draft, report_of
from reports.queries import history


@require_safe
@requires()
def listing(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """保存记录: all saves grouped into edit sessions, the newest first. For every member and the supervisors."""
    report = report_of(ctx, year)
    sessions = [
        {"session": session, "who": answers.person(session.author), "before": session.first - 1}
        for session in history.edit_sessions(report)
    ]
    context = {"ctx": ctx, "report": report, "sessions": sessions, "can_edit": ctx.has(Role.DRAFTER)}
    return render(request, "desk/authoring/history.html", context)


@require_safe
@requires()
def difference(request: HttpRequest, ctx: AgencyContext, year: int, earlier: int, later: int) -> HttpResponse:
    """The places that differ between two saves. For every member and the supervisors; Http404 for unknown numbers."""
    draft = Draft(report_of(ctx, year))
    if not 0 <= earlier <= later <= draft.report.version:
        raise Http404("没有这次保存")
    differences = [
        {"label": answers.label(draft.edition, each.place), "before": each.before, "after": each.after}
        for each in history.differences(draft.report, earlier, later)
    ]
    context = {"ctx": ctx, "report": draft.report, "earlier": earlier, "later": later, "differences": differences}
    return render(request, "desk/authoring/difference.html", context)


@require_POST
@requires(Role.DRAFTER)
def restore(request: HttpRequest, ctx: AgencyContext, year: int, number: int) -> HttpResponse:
    """Save the content of an earlier save as a new one. For drafters; Http404 when it cannot be restored."""
    report = report_of(ctx, year)
    try:
        actions.restore(report, number, ctx.user)
    except actions.Refused as error:
        raise Http404(str(error)) from error
    messages.success(request, f"已恢复到第 {number} 次保存时的内容；恢复前的内容仍在保存记录里。")
    return redirect("desk:history", ctx.agency.code, year)
