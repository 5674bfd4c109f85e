"""The editor: one page of the report as a form. With JavaScript it saves as one types; without, by its button."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions, progress
from reports.views import answers, fillings, numbers
from reports.views.drafts import Draft, report_of
from reports.workflow import State


@require_safe
@requires(Role.DRAFTER)
def begin(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The first page of the report that is not finished."""
    draft = Draft(report_of(seat, year))
    if draft.report.state != State.DRAFTING:
        return _closed(request, draft)
    page = next((step.key for step in draft.steps if step.state != "完成"), progress.OPENING)
    return redirect("desk:edit", seat.agency.code, year, page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.DRAFTER)
def edit(request: HttpRequest, seat: Seat, year: int, page: str) -> HttpResponse:
    """One page of the report as a form; posted, what changed since it was shown is saved."""
    draft = Draft(report_of(seat, year))
    if page not in progress.titles(draft.edition):
        raise Http404(f"没有“{page}”这一页")
    if draft.report.state != State.DRAFTING:
        return _closed(request, draft)
    if request.method == "POST":
        return _save_form(request, seat, draft, page)
    return _show(request, seat, draft, page)


def _closed(request: HttpRequest, draft: Draft) -> HttpResponseRedirect:
    """Outside of drafting there is nothing to write: to the page that shows where the report is."""
    state = State(draft.report.state).label
    messages.info(request, f"{draft.report}现在是“{state}”，内容不能改动。需要修改时，请审核人退回，或在发布后更正。")
    return redirect("desk:review", draft.report.agency.code, draft.report.year)


def _show(request: HttpRequest, seat: Seat, draft: Draft, page: str, **extra: object) -> HttpResponse:
    keys = list(progress.titles(draft.edition))
    here = keys.index(page)
    context = {
        "seat": seat,
        "draft": draft,
        "report": draft.report,
        "page": page,
        "title": progress.titles(draft.edition)[page],
        "form": draft.form(page),
        "groups": fillings.groups(draft, page),
        "balances": draft.balances(page),
        "numbers": numbers.of_page(draft, page),
        "choices": [] if page in draft.edition.tables else numbers.choices(draft),
        "kinds": numbers.KINDS,
        "before_url": draft.page_url(keys[here - 1]) if here else "",
        "after_url": draft.page_url(keys[here + 1]) if here + 1 < len(keys) else "",
        **extra,
    }
    return render(request, "desk/edit.html", context)


def _changes(request: HttpRequest, form: Form) -> dict[str, actions.Change]:
    return {
        name: actions.Change(request.POST.get(f"initial-{name}", ""), request.POST.get(name, ""))
        for name in form.fields
        if name in request.POST
    }


def _asked(request: HttpRequest, draft: Draft, page: str) -> dict[str, actions.Change]:
    """What the pressed button asks for: what was typed, a group of zeros, a number to bind or words to mend."""
    if "zeros" in request.POST:
        return fillings.zeros(draft, page, request.POST["zeros"]).changes
    if "replace" in request.POST:
        return numbers.replaced(draft, page, request.POST["replace"])
    return _changes(request, draft.form(page))


def _save_form(request: HttpRequest, seat: Seat, draft: Draft, page: str) -> HttpResponse | HttpResponseRedirect:
    try:
        saved = actions.save(draft.report, _asked(request, draft, page), seat.user)
    except actions.Refused as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
        return redirect("desk:edit", seat.agency.code, draft.report.year, page)
    if saved.conflicts:
        conflicts = answers.conflicts(draft, saved.conflicts)
        return _show(request, seat, Draft(draft.report), page, conflicts=conflicts)
    for refusal in saved.refused:
        messages.warning(request, f"{answers.label(draft.edition, refusal.place)}：{refusal.says}")
    messages.success(request, "已保存。")
    return redirect("desk:edit", seat.agency.code, draft.report.year, page)
