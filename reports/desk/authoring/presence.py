"""What an open editor asks every two seconds: who else is in the report, and what they wrote meanwhile."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from agencies.access import AgencyContext, requires
from agencies.accounts.sessions import asked_by_itself
from agencies.roles import Role
from reports import actions, editions
from reports.actions import Whereabouts
from reports.content import fields, outline
from reports.desk.authoring import answers
from reports.desk.authoring.draft import Draft, report_of
from reports.desk.authoring.saving import Malformed, json_body
from reports.editions import Edition
from reports.models import Presence, Report
from reports.workflow.transitions import State


@asked_by_itself
@require_POST
@requires(Role.DRAFTER)
def presence(request: HttpRequest, ctx: AgencyContext, year: int, page: str) -> JsonResponse:
    """Who else is here (`others`, a text), and `news`, as after a save, where the report is newer than `version`.

    For drafters. Who asks from another page (`away`) is not written down as being here. The report itself is read only
    where there is news: three queries after those of every request, whatever its size.
    """
    about = Report.objects.filter(agency=ctx.agency, year=year).values_list("pk", "version", "edition", "state").first()
    if about is None or page not in outline.page_titles(editions.get(about[2])):
        raise Http404(f"没有“{page}”这一页")
    pk, version, code, state = about
    edition = editions.get(code)
    try:
        body = json_body(request)
        known, place = body.get("version"), _known_place(edition, body.get("place"))
    except Malformed as error:
        return JsonResponse({"others": "", "refused": [{"place": "", "says": str(error)}]}, status=400)
    rows = [] if body.get("away") else actions.note_presence(pk, ctx.user, Whereabouts(page, place))
    answer: dict[str, Any] = {"others": "；".join(_words(edition, page, row) for row in rows)}
    if state != State.DRAFTING:
        answer["closed"] = f"报告现在是“{State(state).label}”，内容不能再改动。"
    elif known != version:
        report = report_of(ctx, year)
        answer["news"] = answers.after_save(Draft(report), page, actions.Saved(report.version, {}))
    return JsonResponse(answer)


def _known_place(edition: Edition, place: object) -> str:
    return place if isinstance(place, str) and place in set(fields.of_edition(edition)) else ""


def _words(edition: Edition, page: str, row: Presence) -> str:
    """“张某正在看“一、总体情况””, or where on this page somebody is."""
    name = row.user.display_name
    if row.page != page:
        return f"{name}正在看“{outline.page_titles(edition).get(row.page, row.page)}”"
    if fields.split(row.place)[0] == fields.FIGURES:
        return f"{name}也在这一部分（{answers.label(edition, row.place)}）"
    return f"{name}也在这一部分"
