"""The history of a report: who saved what when, what a save changed, and going back to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions, history
from reports.views import answers
from reports.views.drafts import Draft, report_of


@require_safe
@requires()
def listing(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """All saves in sittings, the newest first."""
    report = report_of(seat, year)
    sittings = [
        {"one": sitting, "who": answers.person(sitting.author), "before": sitting.first - 1}
        for sitting in history.sittings(report)
    ]
    context = {"seat": seat, "report": report, "sittings": sittings, "can_edit": seat.has(Role.DRAFTER)}
    return render(request, "desk/history.html", context)


@require_safe
@requires()
def difference(request: HttpRequest, seat: Seat, year: int, earlier: int, later: int) -> HttpResponse:
    """What differs between the report after one save and after another."""
    draft = Draft(report_of(seat, year))
    if not 0 <= earlier <= later <= draft.report.version:
        raise Http404("没有这次保存")
    found = [
        {"label": answers.label(draft.edition, one.place), "before": one.before, "after": one.after}
        for one in history.compare(draft.report, earlier, later)
    ]
    context = {"seat": seat, "report": draft.report, "earlier": earlier, "later": later, "differences": found}
    return render(request, "desk/difference.html", context)


@require_POST
@requires(Role.DRAFTER)
def restore(request: HttpRequest, seat: Seat, year: int, number: int) -> HttpResponse:
    """Let the report say again what it said after the save."""
    report = report_of(seat, year)
    try:
        actions.restore(report, number, seat.user)
    except actions.Refused as error:
        raise Http404(str(error)) from error
    messages.success(request, f"已恢复到第 {number} 次保存时的内容；恢复前的内容仍在保存记录里。")
    return redirect("desk:history", seat.agency.code, year)
