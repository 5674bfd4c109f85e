"""选择写法: the choice between two versions that were written at once, as the script or the plain form posts it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.desk.authoring import answers
from reports.desk.authoring.draft import Draft, report_of


@require_POST
@requires(Role.DRAFTER)
def choose(request: HttpRequest, ctx: AgencyContext, year: int, page: str, pk: int) -> HttpResponse:
    """Keep what `answer` says; `theirs` and `yours` are the versions as they were shown. For drafters.

    A script, which accepts JSON, is answered as after a save (400 with the reason where it was refused); a form is led
    back to the page.
    """
    draft = Draft(report_of(ctx, year))
    posted = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("answer", "theirs", "yours"))
    refusals: list[str] = []
    try:
        actions.choose(draft.report, pk, actions.VersionChoice(*posted), ctx.user)
    except actions.Refused as error:
        refusals = error.sentences
    if request.accepts("text/html"):
        return _led_back(request, draft, page, refusals)
    now = Draft(report_of(ctx, year))
    if refusals:
        return JsonResponse(answers.after_refusal(now, page, "；".join(refusals)), status=400)
    return JsonResponse(answers.after_save(now, page, actions.Saved(now.report.version, {})))


def _led_back(request: HttpRequest, draft: Draft, page: str, refusals: list[str]) -> HttpResponse:
    for sentence in refusals:
        messages.error(request, sentence)
    if not refusals:
        messages.success(request, "已按您的选择保存；没有留下的写法仍在保存记录里。")
    return redirect("desk:edit", draft.report.agency.code, draft.report.year, page)
