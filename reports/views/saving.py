"""What the editor sends while one works: changes to save, blocks to paste, groups to fill with zeros, numbers to bind.

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

from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions, progress
from reports.views import answers, fillings
from reports.views.drafts import Draft, report_of

Answer = dict[str, Any]


class Malformed(ValueError):
    """The body is not what the editor sends."""


def asked(view: Callable[[Seat, Draft, str, Any], Answer]) -> Any:
    """A view of one page of the editor that takes JSON and answers JSON."""

    @require_POST
    @requires(Role.DRAFTER)
    @wraps(view)
    def answered(request: HttpRequest, seat: Seat, year: int, page: str) -> JsonResponse:
        draft = Draft(report_of(seat, year))
        if page not in progress.titles(draft.edition):
            raise Http404(f"没有“{page}”这一页")
        try:
            return JsonResponse(view(seat, draft, page, _body(request)))
        except (Malformed, actions.Refused) as error:
            return JsonResponse(_refusal(draft, page, str(error)), status=400)

    return answered


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Malformed("提交的内容不完整，没有保存任何改动。") from error
    except RequestDataTooBig as error:
        raise Malformed("一次提交的内容太大，没有保存任何改动。") from error
    if not isinstance(body, dict):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    return body


def _refusal(draft: Draft, page: str, sentence: str) -> Answer:
    """Nothing was saved: the state as it was, and why."""
    saved = actions.Saved(draft.report.version, {})
    refused = [{"place": "", "says": sentence}]
    return {**answers.after_save(draft, page, saved), "values": {}, "refused": refused}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    return value


@asked
def save(seat: Seat, draft: Draft, page: str, body: Any) -> Answer:
    """Save `changes`: {place: {before, after}}."""
    sent = body.get("changes")
    if not isinstance(sent, dict) or not all(isinstance(change, dict) for change in sent.values()):
        raise Malformed("提交的内容不完整，没有保存任何改动。")
    changes = {
        place: actions.Change(_text(change.get("before")), _text(change.get("after"))) for place, change in sent.items()
    }
    saved = actions.save(draft.report, changes, seat.user)
    return answers.after_save(Draft(draft.report), page, saved)


@asked
def paste(seat: Seat, draft: Draft, page: str, body: Any) -> Answer:
    """What a block from the clipboard would fill, from the cell `at`; nothing is written."""
    block = fillings.pasted(draft, page, _text(body.get("at")), _text(body.get("text")), _text(body.get("html", "")))
    return {"values": block.values, "preview": render_to_string("desk/_pasted.html", {"block": block})}


@asked
def zeros(seat: Seat, draft: Draft, page: str, body: Any) -> Answer:
    """Which blank cells of a group would become 0; nothing is written."""
    block = fillings.zeros(draft, page, _text(body.get("group")))
    return {"values": block.values, "preview": render_to_string("desk/_zeros.html", {"block": block})}
