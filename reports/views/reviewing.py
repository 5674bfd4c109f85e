"""The review screen, and the forms on it: the moves, comments and explanations."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Seat, requires
from reports import actions
from reports.models import Comment, Report
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.views.drafts import report_of
from reports.views.reviews import Review
from reports.workflow import Action, State

DONE = {
    Action.SUBMIT: "已送审，等待一审。",
    Action.PASS_ON: "已签名并通过。",
    Action.SEND_BACK: "已退回修改，起草人会看到您的理由。",
    Action.RECALL: "已撤回送审，可以继续填报。",
    Action.PUBLISH: "已发布，公众现在可以看到。",
    Action.WITHDRAW: "已撤下，公开页只留公告。",
    Action.CORRECT: "已开始更正，请修改后重新送审。",
}


@require_safe
@requires()
def review(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The report beside everything a reviewer needs, for every member and the supervisor to read."""
    return _show(request, Review(seat, report_of(seat, year), request.GET.get("compare", "")))


def _show(request: HttpRequest, shown: Review, refusals: list[str] | None = None) -> HttpResponse:
    context = {"seat": shown.seat, "report": shown.report, "review": shown, "refusals": refusals or []}
    return render(request, "desk/review.html", context, status=409 if refusals else 200)


@require_POST
@requires()
def move(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """Do what the pressed button says. What stands against it is shown on the page, and what was typed stays there."""
    report = report_of(seat, year)
    asked = request.POST.get("action", "")
    if asked not in set(Action) or asked == Action.ADOPT:
        raise Http404(f"没有“{asked[:20]}”这个操作")
    action = Action(asked)
    ticked = request.POST.getlist("ticked")
    order = actions.Order(
        digest=request.POST.get("digest", ""),
        reason=request.POST.get("reason", "").strip(),
        opinion=request.POST.get("opinion", "").strip(),
        ticked=frozenset(ticked),
    )
    try:
        if not order.digest:
            raise actions.Refused(["没有收到您所看内容的摘要，请刷新页面再试。"])
        actions.perform(report, action, seat.user, order)
    except (actions.Refused, Unprintable, FontsMissing) as error:
        typed = {"reason": order.reason, "opinion": order.opinion, "ticked": ticked}
        sentences = error.sentences if isinstance(error, actions.Refused) else [str(error)]
        return _show(request, Review(seat, report_of(seat, year), typed=typed), sentences)
    messages.success(request, f"{report}：{DONE[action]}")
    return redirect(_after(action, seat, report))


def _after(action: Action, seat: Seat, report: Report) -> str:
    """Where the person goes on: the drafter to the text, everyone else back to the report."""
    if action in {Action.RECALL, Action.CORRECT} and report.state == State.DRAFTING:
        return reverse("desk:begin", args=[seat.agency.code, report.year])
    return reverse("desk:review", args=[seat.agency.code, report.year])


@require_POST
@requires()
def comment(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """Write a remark on a place of the report."""
    report = report_of(seat, year)
    place, text, quote = (request.POST.get(name, "") for name in ("place", "text", "quote"))
    try:
        made = actions.comment(report, place, text, seat.user, quote)
    except actions.Refused as error:
        shown = Review(seat, report, typed={"comment": text, "place": place, "quote": quote})
        return _show(request, shown, error.sentences)
    return redirect(f"{reverse('desk:review', args=[seat.agency.code, year])}#comment-{made.pk}")


@require_POST
@requires()
def reply(request: HttpRequest, seat: Seat, year: int, pk: int) -> HttpResponse:
    """Answer a remark, settle it or open it again."""
    report = report_of(seat, year)
    remark = get_object_or_404(Comment.objects.select_related("report__agency", "author"), pk=pk, report=report)
    try:
        actions.reply(remark, request.POST.get("text", ""), seat.user, request.POST.get("kind", Comment.Kind.REPLY))
    except actions.Refused as error:
        return _show(request, Review(seat, report), error.sentences)
    return redirect(f"{reverse('desk:review', args=[seat.agency.code, year])}#comment-{pk}")


@require_POST
@requires()
def explain(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """Say why a warning may stand."""
    report = report_of(seat, year)
    try:
        actions.explain(report, request.POST.get("fingerprint", ""), request.POST.get("reason", ""), seat.user)
    except actions.Refused as error:
        return _show(request, Review(seat, report), error.sentences)
    return redirect(f"{reverse('desk:review', args=[seat.agency.code, year])}#findings")
