"""录入原公开件: asking that a file's content becomes a published report, and the page on which another confirms it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import AgencyContext, requires
from agencies.accounts import second_factor
from agencies.roles import Role
from reports import actions
from reports.desk.importing.adoption_screen import AdoptionScreen
from reports.desk.importing.reconciling import NO_YEAR, posted_year
from reports.desk.importing.screen import ReconciliationScreen
from reports.desk.importing.uploads import IMPORT_ROLES, upload_of
from reports.forms.adoption import AdoptionForm
from reports.models import AdoptionRequest
from reports.queries import adoptions
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*IMPORT_ROLES)
def ask(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """申请录入: the form that asks when and where the file's report was public first. For the roles that may import."""
    screen = ReconciliationScreen(upload_of(ctx, pk), posted_year((request.POST or request.GET).get("year", "")))
    if screen.year is None:
        messages.error(request, NO_YEAR)
        return redirect(screen.url)
    form = _form(screen, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show_form(request, ctx, screen, form)
    form.is_valid()  # what is wrong with it, the action says
    asked, day = form.cleaned_data, form.cleaned_data.get("published_on")
    first = actions.FirstPublication(day, request.POST.get("address", "").strip(), asked.get("no_address", "").strip())
    wanted = actions.ImportRequest(screen.year, asked.get("digest", ""), frozenset(request.POST.getlist("agreed")))
    try:
        made = actions.ask_for_adoption(screen.upload, wanted, first, ctx.user)
    except actions.Refused as error:
        return _show_form(request, ctx, screen, form, error.sentences)
    messages.success(request, f"已申请录入{made.report}，等待另一位发布人确认。")
    return redirect("desk:adoption", ctx.agency.code, made.pk)


def _form(screen: ReconciliationScreen, posted: Any) -> AdoptionForm:
    return AdoptionForm(
        posted,
        disagreements=screen.disagreements,
        back=screen.url,
        year=screen.year,
        digest=screen.sheet.digest,
    )


def _show_form(
    request: HttpRequest,
    ctx: AgencyContext,
    screen: ReconciliationScreen,
    form: AdoptionForm,
    refusals: list[str] | None = None,
) -> HttpResponse:
    context = {"ctx": ctx, "reconciliation": screen, "form": form, "refusals": refusals or []}
    return render(request, "desk/importing/ask_adoption.html", context, status=409 if refusals else 200)


@require_safe
@requires()
def adoption(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """确认录入: all that a publisher has to see before they confirm. For every member and the supervisors."""
    return _show(request, ctx, _asked(ctx, pk))


def _asked(ctx: AgencyContext, pk: int) -> AdoptionRequest:
    return get_object_or_404(adoptions.requests(), pk=pk, report__agency=ctx.agency)


def _show(
    request: HttpRequest, ctx: AgencyContext, asked: AdoptionRequest, refusals: list[str] | None = None
) -> HttpResponse:
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    context = {"ctx": ctx, "adoption": AdoptionScreen(ctx, asked, typed), "refusals": refusals or []}
    return render(request, "desk/importing/adoption.html", context, status=409 if refusals else 200)


@require_POST
@requires(Role.PUBLISHER)
def confirm(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """确认公开: make what was asked for public. For publishers who had no hand in it, their second factor given."""
    if check := second_factor.ask_again(request):
        return check
    asked, digest = _asked(ctx, pk), request.POST.get("digest", "")
    done = f"{asked.report}已公开，页面上写明由原公开件录入。"
    return _done(request, ctx, asked, lambda: actions.confirm_adoption(asked, digest, ctx.user), done)


@require_POST
@requires(Role.PUBLISHER)
def give_back(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """退回: give the request back with a reason. For publishers."""
    asked, reason = _asked(ctx, pk), request.POST.get("reason", "")
    return _done(request, ctx, asked, lambda: actions.return_adoption(asked, reason, ctx.user), "已退回。")


@require_POST
@requires(*IMPORT_ROLES)
def recall(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """撤回申请: take one's own request back. For the roles that may import."""
    asked = _asked(ctx, pk)
    return _done(request, ctx, asked, lambda: actions.recall_adoption(asked, ctx.user), "已撤回申请。")


@require_POST
@requires(*IMPORT_ROLES)
def explain(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """说明: why findings of the content asked for may stand. For the roles that may import."""
    asked = _asked(ctx, pk)
    keys = {group.key for group in adoptions.ProposedReport(asked).findings}
    reasons = {name: str(reason) for name, reason in request.POST.items() if name in keys}
    return _done(request, ctx, asked, lambda: actions.explain_adoption(asked, reasons, ctx.user), "说明已保存。")


def _done(
    request: HttpRequest, ctx: AgencyContext, asked: AdoptionRequest, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do it, say so and show the request as it stands then; or (status 409) why not, with what was typed."""
    try:
        act()
    except (actions.Refused, Unprintable, FontsMissing) as error:
        sentences = error.sentences if isinstance(error, actions.Refused) else [str(error)]
        return _show(request, ctx, _asked(ctx, asked.pk), sentences)
    messages.success(request, done)
    return redirect("desk:adoption", ctx.agency.code, asked.pk)
