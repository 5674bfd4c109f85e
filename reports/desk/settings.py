"""审核设置: an agency's checklists, who holds which stage, exceptions for small agencies, and the office's check."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.forms.settings import ChecklistForm, ExemptionForm
from reports.models import Exemption, ReviewSettings
from reports.workflow import checklists
from reports.workflow.transitions import REVIEWS, STAGES, State


@require_safe
@requires()
def settings(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """审核设置: checklists, reviewers of each stage, exemptions. For members; managers and supervisors change it."""
    return _show(request, ctx, _exemption_form(ctx))


def _exemption_form(ctx: AgencyContext, posted: Any = None) -> ExemptionForm:
    address = reverse("desk:grant_exemption", args=[ctx.agency.code])
    return ExemptionForm(posted, address=address, today=timezone.localdate())


def _show(request: HttpRequest, ctx: AgencyContext, exemption_form: ExemptionForm) -> HttpResponse:
    review_settings = ReviewSettings.objects.filter(agency=ctx.agency).first() or ReviewSettings(agency=ctx.agency)
    context = {
        "ctx": ctx,
        "review_settings": review_settings,
        "stages": [_stage(ctx, review_settings, stage) for stage in REVIEWS],
        "exemptions": Exemption.objects.filter(agency=ctx.agency).select_related("by"),
        "today": timezone.localdate(),
        "can_write": ctx.has(Role.MANAGER),
        "supervises": ctx.has(Role.SUPERVISOR),
        "exemption_form": exemption_form,
    }
    return render(request, "desk/settings.html", context)


def _stage(ctx: AgencyContext, review_settings: ReviewSettings, stage: State) -> dict[str, Any]:
    items = checklists.items(review_settings.checklists, stage)
    return {
        "stage": stage,
        "holders": access.holders(ctx.agency, STAGES[stage]),
        "items": items,
        "form": ChecklistForm(stage, items, reverse("desk:checklist", args=[ctx.agency.code, stage])),
    }


def _done(request: HttpRequest, ctx: AgencyContext, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the page."""
    try:
        act()
    except actions.Refused as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect("desk:settings", ctx.agency.code)


@require_POST
@requires(Role.MANAGER)
def checklist(request: HttpRequest, ctx: AgencyContext, stage: str) -> HttpResponse:
    """Save the posted checklist (`items`, a line each) of a stage. For managers; Http404 for an unknown stage."""
    if stage not in {str(each) for each in REVIEWS}:
        raise Http404(f"没有“{stage}”这个环节")
    text = request.POST.get("items", "")
    return _done(request, ctx, lambda: actions.set_checklist(ctx.agency, stage, text, ctx.user), "校对清单已保存。")


@require_POST
@requires(Role.SUPERVISOR)
def office_check(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Switch the competent office's check before publication on (`on` is 1) or off. For supervisors of the agency."""
    on = request.POST.get("on") == "1"
    says = "今后发布前须经主管部门审核。" if on else "今后发布前不再经主管部门审核。"
    return _done(request, ctx, lambda: actions.set_office_check(ctx.agency, on, ctx.user), says)


@require_POST
@requires(Role.SUPERVISOR)
def grant_exemption(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Grant an exemption from the rule of different signers, with `reason` and last day `until`. For supervisors.

    What cannot be granted is shown again as it was typed, with what is wrong with it.
    """
    form = _exemption_form(ctx, request.POST)
    if form.is_valid():
        try:
            actions.grant_exemption(ctx.agency, form.cleaned_data["reason"], form.cleaned_data["until"], ctx.user)
        except actions.Refused as error:
            form.add_error("until", list(error.sentences))
        else:
            messages.success(request, "例外已批准，在此期间签名的每份报告都会写明。")
            return redirect("desk:settings", ctx.agency.code)
    for sentence in form.sentences:
        messages.error(request, sentence)  # the form stands at the end of a long page
    return _show(request, ctx, form)


@require_POST
@requires(Role.SUPERVISOR)
def end_exemption(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """End an exemption before its last day. For supervisors; Http404 for one of another agency."""
    exemption = get_object_or_404(Exemption.objects.select_related("agency"), pk=pk, agency=ctx.agency)
    return _done(request, ctx, lambda: actions.end_exemption(exemption, ctx.user), "例外已终止。")
