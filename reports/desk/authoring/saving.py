"""What the script of the editor posts: changes to save, blocks to paste, groups to fill with zeros.

Bodies and answers are JSON. A body that is not what the editor sends is answered 400 with one Chinese sentence.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from agencies.access import AgencyContext, requires
from agencies.roles import Role
from reports import actions
from reports.authoring.bulk_entry import Paste
from reports.authoring.pasting import PasteChoices
from reports.content import outline
from reports.desk.authoring import answers, bulk_entry
from reports.desk.authoring.draft import Draft, report_of

Answer = dict[str, Any]


class Malformed(ValueError):
    """The body is not what the editor sends."""


def json_view(view: Callable[[AgencyContext, Draft, str, Any], Answer]) -> Any:
    """Make a view of `view`, which takes the context, the draft, the page's key and the posted JSON object.

    The view is for drafters of the agency and POST only. It answers JSON: what `view` returns, or, with status 400, the
    unchanged state and the reason. Raises Http404 for an unknown report or page.
    """

    @require_POST
    @requires(Role.DRAFTER)
    @wraps(view)
    def json_response(request: HttpRequest, ctx: AgencyContext, year: int, page: str) -> JsonResponse:
        draft = Draft(report_of(ctx, year))
        if page not in outline.page_titles(draft.edition):
            raise Http404(f"没有“{page}”这一页")
        try:
            return JsonResponse(view(ctx, draft, page, json_body(request)))
        except (Malformed, actions.Refused) as error:
            return JsonResponse(answers.after_refusal(draft, page, str(error)), status=400)

    return json_response


def json_body(request: HttpRequest) -> dict[str, Any]:
    """The posted JSON object. Raises Malformed for anything else."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Malformed("提交的内容不完整，没有保存任何改动。") from error
    except RequestDataTooBig as error:
        raise Malformed("一次提交的内容太大，没有保存任何改动。") from error
    if not isinstance(body, dict):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    return body


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    return value


@json_view
def save(ctx: AgencyContext, draft: Draft, page: str, body: Any) -> Answer:
    """Save what was typed: `changes` is {place: {before, after}}. For drafters; answers `answers.after_save`.

    `note` says what was done where that was more than typing; a note that is none of `actions.NOTES` is left out, so
    that nothing typed is ever refused for it.
    """
    posted = body.get("changes")
    if not isinstance(posted, dict) or not all(isinstance(change, dict) for change in posted.values()):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    changes = {
        place: actions.Change(_text(change.get("before")), _text(change.get("after")))
        for place, change in posted.items()
    }
    note = body.get("note")
    saved = actions.save(draft.report, changes, ctx.user, note if note in sorted(actions.NOTES) else "")
    return answers.after_save(Draft(draft.report), page, saved)


@json_view
def paste(ctx: AgencyContext, draft: Draft, page: str, body: Any) -> Answer:
    """What the block `text` (or `html`) would fill from the cell `at` on. For drafters; nothing is written.

    `dashes` and `way` are what the person chose (`pasting.PasteChoices`).
    """
    choices = PasteChoices(body.get("dashes") is True, _text(body.get("way", "")))
    paste = Paste(_text(body.get("at")), _text(body.get("text")), _text(body.get("html", "")), choices)
    block = bulk_entry.pasted(draft, page, paste)
    shown = {"block": block, "grid": bulk_entry.drawn(draft, page, block)}
    return {"values": block.values, "preview": render_to_string("desk/authoring/_pasted.html", shown)}


@json_view
def zeros(ctx: AgencyContext, draft: Draft, page: str, body: Any) -> Answer:
    """Which blank cells of `group` would become 0. For drafters; nothing is written."""
    block = bulk_entry.zeros(draft, page, _text(body.get("group")))
    return {"values": block.values, "preview": render_to_string("desk/authoring/_zeros.html", {"block": block})}
