"""The review page, and what its forms post: transitions, comments and explanations."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access import AgencyContext, requires
from agencies.accounts import second_factor
from agencies.roles import Role
from reports import actions
from reports.actions.guards import SIGNED_ACTIONS
from reports.content import outline
from reports.desk.authoring import checking, explaining
from reports.desk.authoring.draft import Draft, report_of
from reports.desk.reviewing.screen import ReviewScreen
from reports.desk.reviewing.screen_forms import ScreenForms
from reports.models import Comment, Report
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.workflow.transitions import Action, State

DONE = {
    Action.SUBMIT: "已送审，等待一审。",
    Action.APPROVE: "已签名并通过。",
    Action.SEND_BACK: "已退回修改，起草人会看到您的理由。",
    Action.RECALL: "已撤回送审，可以继续填报。",
    Action.PUBLISH: "已发布，公众现在可以看到。",
    Action.WITHDRAW: "已撤下，公开页只留公告。",
    Action.CORRECT: "已开始更正，请修改后重新送审。",
}


@require_safe
@requires()
def review(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """审核: the report beside its signatures, findings, comments and history. For every member and the supervisors."""
    return _show(request, ReviewScreen(ctx, report_of(ctx, year), request.GET.get("compare", "")))


def _show(request: HttpRequest, screen: ReviewScreen, refusals: list[str] | None = None) -> HttpResponse:
    context = {
        "ctx": screen.ctx,
        "report": screen.report,
        "review": screen,
        "forms": ScreenForms(screen),
        "refusals": refusals or [],
    }
    return render(request, "desk/reviewing/review.html", context, status=409 if refusals else 200)


@require_POST
@requires()
def transition(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """Apply the posted `action` to the report. The action itself refuses users without the role for it.

    A refusal is shown on the page (status 409), with what was typed. Http404 for an unknown action. Who signs or
    publishes is asked for the second factor first, where that was not given a moment ago.
    """
    report = report_of(ctx, year)
    posted = request.POST.get("action", "")
    if posted not in set(Action) or posted == Action.ADOPT:
        raise Http404(f"没有“{posted[:20]}”这个操作")
    action = Action(posted)
    if action in SIGNED_ACTIONS and (asked := second_factor.ask_again(request)):
        return asked
    ticked = request.POST.getlist("ticked")
    transition_request = actions.TransitionRequest(
        digest=request.POST.get("digest", ""),
        reason=request.POST.get("reason", "").strip(),
        opinion=request.POST.get("opinion", "").strip(),
        ticked=frozenset(ticked),
    )
    try:
        if not transition_request.digest:
            raise actions.Refused(["没有收到您所看内容的摘要，请刷新页面再试。"])
        actions.apply(report, action, ctx.user, transition_request)
    except (actions.Refused, Unprintable, FontsMissing) as error:
        typed = {"reason": transition_request.reason, "opinion": transition_request.opinion, "ticked": ticked}
        sentences = error.sentences if isinstance(error, actions.Refused) else [str(error)]
        return _show(request, ReviewScreen(ctx, report_of(ctx, year), typed=typed), sentences)
    messages.success(request, f"{report}：{DONE[action]}")
    return redirect(_after(action, ctx, report))


def _after(action: Action, ctx: AgencyContext, report: Report) -> str:
    """Where the person goes on: the drafter to the text, everyone else back to the report."""
    if action in {Action.RECALL, Action.CORRECT} and report.state == State.DRAFTING:
        return reverse("desk:edit_report", args=[ctx.agency.code, report.year])
    return reverse("desk:review", args=[ctx.agency.code, report.year])


@require_POST
@requires()
def comment(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """Write a comment on a place of the report. For members and supervisors; refusals are shown, status 409."""
    report = report_of(ctx, year)
    place, text, quote = (request.POST.get(name, "") for name in ("place", "text", "quote"))
    try:
        made = actions.comment(report, place, text, ctx.user, quote)
    except actions.Refused as error:
        shown = ReviewScreen(ctx, report, typed={"comment": text, "place": place, "quote": quote})
        return _show(request, shown, error.sentences)
    return redirect(f"{reverse('desk:review', args=[ctx.agency.code, year])}#comment-{made.pk}")


@require_POST
@requires()
def reply(request: HttpRequest, ctx: AgencyContext, year: int, pk: int) -> HttpResponse:
    """Reply to a comment, settle it or open it again. For every member and the supervisors."""
    report = report_of(ctx, year)
    comment = get_object_or_404(Comment.objects.select_related("report__agency", "author"), pk=pk, report=report)
    try:
        actions.reply(comment, request.POST.get("text", ""), ctx.user, request.POST.get("kind", Comment.Kind.REPLY))
    except actions.Refused as error:
        return _show(request, ReviewScreen(ctx, report), error.sentences)
    return redirect(f"{reverse('desk:review', args=[ctx.agency.code, year])}#comment-{pk}")


@require_POST
@requires(Role.DRAFTER)
def explain(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """Explain why a warning may stand, and go back to the page of the form. For drafters.

    The panel of the editor is answered JSON: what of its page to draw anew, or (status 409) why nothing was explained.
    """
    draft = Draft(report_of(ctx, year))
    try:
        actions.explain(draft.report, request.POST.get("fingerprint", ""), request.POST.get("reason", ""), ctx.user)
    except actions.Refused as error:
        return _not_explained(request, ctx, draft, error.sentences)
    page = explaining.editor_page(request, draft)
    if explaining.wants_json(request):
        return JsonResponse(explaining.answer(Draft(draft.report), page or outline.OPENING))
    if page:
        return redirect(f"{draft.page_url(page)}#findings")
    back = "check" if request.POST.get("back") == checking.PAGE else "review"
    return redirect(f"{reverse(f'desk:{back}', args=[ctx.agency.code, year])}#findings")


def _not_explained(request: HttpRequest, ctx: AgencyContext, draft: Draft, sentences: list[str]) -> HttpResponse:
    """Why there is no explanation, on the page of the form (status 409), with the reason that was typed."""
    if explaining.wants_json(request):
        return JsonResponse({"refused": sentences}, status=409)
    page = explaining.editor_page(request, draft)
    if page:
        for sentence in sentences:
            messages.error(request, sentence)
        return redirect(draft.page_url(page))
    if request.POST.get("back") == checking.PAGE:
        typed = {request.POST.get("fingerprint", ""): request.POST.get("reason", "")}
        return checking.show(request, ctx, Draft(draft.report), sentences, typed)
    return _show(request, ReviewScreen(ctx, draft.report), sentences)
