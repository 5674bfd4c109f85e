"""提前录入: the competent office lets an agency take in an original before the season of its year is over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.forms.adoption import EarlyAdoptionForm
from reports.models import EarlyAdoption
from reports.workflow.deadlines import season_is_over


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.SUPERVISOR)
def early_adoptions(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """What was allowed for the agency, and the form that allows more. For supervisors over the agency."""
    today = timezone.localdate()
    years = [year for year in range(today.year, today.year - 3, -1) if not season_is_over(year, today)]
    form = EarlyAdoptionForm(request.POST if request.method == "POST" else None, years=years, today=today)
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = form.cleaned_data
        try:
            actions.allow_early_adoption(ctx.agency, int(asked["year"]), asked["reason"], asked["until"], ctx.user)
        except actions.Refused as error:
            refusals = error.sentences
        else:
            messages.success(request, "已准许提前录入。")
            return redirect("desk:early_adoptions", ctx.agency.code)
    context = {
        "ctx": ctx,
        "form": form,
        "allowed": EarlyAdoption.objects.filter(agency=ctx.agency).select_related("by"),
        "today": today,
        "refusals": refusals,
    }
    return render(request, "desk/office/early_adoptions.html", context, status=409 if refusals else 200)
