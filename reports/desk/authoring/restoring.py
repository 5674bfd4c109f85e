"""回到这里: what going back to a point of the history would change, and doing it for the places that are ticked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.desk.authoring.differences import by_section
from reports.desk.authoring.draft import Draft, report_of
from reports.desk.authoring.history import point_times
from reports.desk.authoring.history_filter import history_filter
from reports.forms.restoring import RestoreForm
from reports.queries import history
from reports.workflow.transitions import State


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.DRAFTER)
def restore(request: HttpRequest, ctx: AgencyContext, year: int, number: int) -> HttpResponse:
    """What would change back to save `number`; posted, the ticked places are restored. For drafters.

    `?page=` and `?place=` limit it to a section or a place. Where a ticked place says something else by now nothing is
    restored, and the new differences are shown with status 409. Raises Http404 where there is no such save.
    """
    draft = Draft(report_of(ctx, year))
    if number > draft.report.version:
        raise Http404("没有这次保存")
    if draft.report.state != State.DRAFTING:
        messages.info(request, f"{draft.report}现在是“{State(draft.report.state).label}”，内容不能改动，不能恢复。")
        return redirect("desk:history", ctx.agency.code, year)
    if request.method != "POST":
        return _show(request, ctx, draft, number)
    seen = dict(tick.rsplit(":", 1) for tick in request.POST.getlist("place") if ":" in tick)
    try:
        count = actions.restore(draft.report, number, ctx.user, seen)
    except actions.Refused as error:
        return _show(request, ctx, Draft(report_of(ctx, year)), number, refusals=error.sentences, ticked=seen)
    (at,) = point_times(draft.report, number)
    messages.success(request, f"已把 {count} 处恢复到{at}的内容；恢复前的内容也在下面，可以再回去。")
    return redirect("desk:history", ctx.agency.code, year)


def _show(request: HttpRequest, ctx: AgencyContext, draft: Draft, number: int, **refused: object) -> HttpResponse:
    """The page as it is asked for; `refused` are the sentences why nothing was restored and what had been ticked."""
    limit = history_filter(draft.edition, request.GET)
    different = history.differences(draft.report, draft.report.version, number, limit.places)
    back = reverse("desk:history", args=[ctx.agency.code, draft.report.year]) + limit.query
    context = {
        "ctx": ctx,
        "report": draft.report,
        "limit": limit,
        "at": point_times(draft.report, number)[0],
        "sections": by_section(draft.edition, different),
        "form": RestoreForm(len(different), back),
        "ticks": True,
        **refused,
    }
    return render(request, "desk/authoring/restore.html", context, status=409 if refused else 200)
