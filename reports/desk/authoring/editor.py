"""The editor: one page of the report as a form. With JavaScript it saves as one types; without, by its button."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.content import outline
from reports.desk.authoring import answers, bulk_entry, numbers, question_rows
from reports.desk.authoring.draft import Draft, report_of
from reports.workflow.transitions import State

CHECK = "check"
"""What the button of the head posts as `go` to come to 送审前检查; other buttons post the key of a page."""


@require_safe
@requires(Role.DRAFTER)
def edit_report(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """Go to the first page of the report that is not complete. For drafters; after submission to the review page."""
    draft = Draft(report_of(ctx, year))
    if draft.report.state != State.DRAFTING:
        return _redirect_closed(request, draft)
    page = next((step.key for step in draft.steps if step.state != "完成"), outline.OPENING)
    return redirect("desk:edit", ctx.agency.code, year, page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.DRAFTER)
def edit(request: HttpRequest, ctx: AgencyContext, year: int, page: str) -> HttpResponse:
    """One page of the report as a form; posted, what changed since it was shown is saved. For drafters."""
    draft = Draft(report_of(ctx, year))
    if page not in outline.page_titles(draft.edition):
        raise Http404(f"没有“{page}”这一页")
    if draft.report.state != State.DRAFTING:
        return _redirect_closed(request, draft)
    if request.method == "POST":
        return _save_form(request, ctx, draft, page)
    return _show(request, ctx, draft, page)


def _redirect_closed(request: HttpRequest, draft: Draft) -> HttpResponseRedirect:
    """Only a report being drafted can be edited: say so and go to the review page, which shows its state."""
    state = State(draft.report.state).label
    messages.info(request, f"{draft.report}现在是“{state}”，内容不能改动。需要修改时，请审核人退回，或在发布后更正。")
    return redirect("desk:review", draft.report.agency.code, draft.report.year)


def _show(request: HttpRequest, ctx: AgencyContext, draft: Draft, page: str) -> HttpResponse:
    keys = list(outline.page_titles(draft.edition))
    here = keys.index(page)
    context = {
        "ctx": ctx,
        "draft": draft,
        "report": draft.report,
        "page": page,
        "title": outline.page_titles(draft.edition)[page],
        "form": draft.form(page),
        "groups": bulk_entry.groups(draft, page),
        "balances": draft.balances(page),
        "numbers": numbers.of_page(draft, page),
        "choices": [] if page in draft.edition.tables else numbers.choices(draft),
        "kinds": numbers.KINDS,
        "questions": question_rows.rows(draft, page),
        "pending": answers.pending_places(draft, page),
        "before_url": draft.page_url(keys[here - 1]) if here else "",
        "next_step": draft.linked_steps[here + 1] if here + 1 < len(keys) else None,
    }
    return render(request, "desk/authoring/edit.html", context)


def _form_changes(request: HttpRequest, form: Form) -> dict[str, actions.Change]:
    return {
        name: actions.Change(request.POST.get(f"initial-{name}", ""), request.POST.get(name, ""))
        for name in form.fields
        if name in request.POST
    }


def _posted_changes(request: HttpRequest, draft: Draft, page: str) -> dict[str, actions.Change]:
    """The changes of the pressed button: the typed form, a group of zeros, a bound number or a correction."""
    if "zeros" in request.POST:
        return bulk_entry.zero_changes(draft, page, request.POST["zeros"])
    if "replace" in request.POST:
        return numbers.replaced(draft, page, request.POST["replace"])
    return _form_changes(request, draft.form(page))


def _save_form(
    request: HttpRequest, ctx: AgencyContext, draft: Draft, page: str
) -> HttpResponse | HttpResponseRedirect:
    try:
        saved = actions.save(draft.report, _posted_changes(request, draft, page), ctx.user)
    except actions.Refused as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
        return redirect("desk:edit", ctx.agency.code, draft.report.year, page)
    if saved.questions:
        messages.warning(request, f"有 {len(saved.questions)} 处别人同时也写了，两种写法都留着，请在下面选择。")
    for refusal in saved.refused:
        messages.warning(request, f"{answers.label(draft.edition, refusal.place)}：{refusal.says}")
    messages.success(request, "已保存。")
    return redirect(_onward(request, draft, page))


def _onward(request: HttpRequest, draft: Draft, page: str) -> str:
    """Where the pressed button leads once all is saved: the check, another page, or the same one again."""
    to = request.POST.get("go", "")
    if to == CHECK:
        return reverse("desk:check", args=[draft.report.agency.code, draft.report.year])
    return draft.page_url(to if to in outline.page_titles(draft.edition) else page)
