"""审核设置: an agency's checklists, who holds which stage, exceptions for small agencies, and the office's check."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions, checklists
from reports.models import Arrangement, Exemption
from reports.workflow import REVIEWS, STAGES


@require_safe
@requires()
def settings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """How the agency's reviews run, for every member; its manager and its supervisors change it here."""
    arrangement = Arrangement.objects.filter(agency=seat.agency).first() or Arrangement(agency=seat.agency)
    context = {
        "seat": seat,
        "arrangement": arrangement,
        "stages": [
            {
                "stage": stage,
                "holders": access.holders(seat.agency, STAGES[stage]),
                "items": checklists.items(arrangement.checklists, stage),
            }
            for stage in REVIEWS
        ],
        "exemptions": Exemption.objects.filter(agency=seat.agency).select_related("by"),
        "today": timezone.localdate(),
        "can_write": seat.has(Role.MANAGER),
        "supervises": seat.has(Role.SUPERVISOR),
    }
    return render(request, "desk/arrangement.html", context)


def _done(request: HttpRequest, seat: Seat, what: Callable[[], Any], says: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the page."""
    try:
        what()
    except actions.Refused as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, says)
    return redirect("desk:arrangement", seat.agency.code)


@require_POST
@requires(Role.MANAGER)
def checklist(request: HttpRequest, seat: Seat, stage: str) -> HttpResponse:
    """Change what the proof at a stage looks at."""
    if stage not in {str(each) for each in REVIEWS}:
        raise Http404(f"没有“{stage}”这个环节")
    text = request.POST.get("items", "")
    return _done(request, seat, lambda: actions.set_checklist(seat.agency, stage, text, seat.user), "校对清单已保存。")


@require_POST
@requires(Role.SUPERVISOR)
def office_check(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Switch the competent office's check on or off."""
    on = request.POST.get("on") == "1"
    says = "今后发布前须经主管部门审核。" if on else "今后发布前不再经主管部门审核。"
    return _done(request, seat, lambda: actions.set_office_check(seat.agency, on, seat.user), says)


@require_POST
@requires(Role.SUPERVISOR)
def exempt(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Grant an exception with a reason and an end."""

    def grant() -> None:
        try:
            until = date.fromisoformat(request.POST.get("until", ""))
        except ValueError as error:
            raise actions.Refused(["请填写截止日期。"]) from error
        actions.grant_exemption(seat.agency, request.POST.get("reason", ""), until, seat.user)

    return _done(request, seat, grant, "例外已批准，在此期间签名的每份报告都会写明。")


@require_POST
@requires(Role.SUPERVISOR)
def end_exemption(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """End an exception before its time."""
    exemption = get_object_or_404(Exemption.objects.select_related("agency"), pk=pk, agency=seat.agency)
    return _done(request, seat, lambda: actions.end_exemption(exemption, seat.user), "例外已终止。")
