"""What people write on 核对: corrections and confirmations, posted by the form, or by the script as they go."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import Truncator

from agencies.access import AgencyContext
from agencies.roles import Role
from reports import actions
from reports.content import entries, fields
from reports.desk.importing.screen import ReconciliationScreen
from reports.editions import Edition, cells_of
from reports.forms.reconciliation import MARKS, state_of
from reports.importing.reconciliation import ReviewLine

# The parts of the page that a correction may change, by the id of the element that holds each.
FRAGMENTS = {
    "review-tally": "desk/importing/_tally.html",
    "review-open": "desk/importing/_open.html",
    "review-use": "desk/importing/_use.html",
}


def correct(request: HttpRequest, ctx: AgencyContext, reconciliation: ReconciliationScreen) -> actions.CorrectionResult:
    """Write down what was posted: changed places, confirmed ones, and with `all` every one that was listed."""
    posted = request.POST
    changes = {
        name: actions.Change(posted.get(f"initial-{name}", ""), posted[name])
        for name in reconciliation.typed_places
        if name in posted
    }
    ticked = posted.getlist("listed") if "all" in posted else posted.getlist("sure")
    sure = {place: posted.get(f"initial-{place}", "") for place in ticked}
    try:
        return actions.correct(reconciliation.upload, reconciliation.edition, changes, sure, ctx.user)
    except actions.Refused as error:
        return actions.CorrectionResult(0, error.sentences)


def rights(ctx: AgencyContext, roles: Iterable[Role]) -> dict[str, bool]:
    """What the person may do with a file, as the templates of the page ask; `roles` may correct it."""
    return {
        "can_correct": ctx.has(*roles),
        "can_draft": ctx.has(Role.DRAFTER),
        "can_adopt": ctx.has(*roles),
    }


def answer(
    request: HttpRequest, screen: ReconciliationScreen, refused: Iterable[str], context: dict[str, Any]
) -> dict[str, Any]:
    """What the script is told after a save: `lines` by place, the places that were not taken, parts of the page.

    `screen` is the file as it stands after the save, `refused` the sentences, `context` what the page's templates know.
    """
    named = [name for name in (*request.POST, *request.POST.getlist("sure")) if name in screen.sheet.by_place]
    totals = [line.place for line in screen.sheet.lines if line.computed]
    return {
        "refused": list(refused),
        "left": [name for name in named if name in request.POST and not _is_taken(screen, name, request.POST[name])],
        "lines": {place: _line(screen.sheet.by_place[place]) for place in (*named, *totals)},
        "fragments": {key: render_to_string(name, context, request) for key, name in FRAGMENTS.items()},
    }


def _line(line: ReviewLine) -> dict[str, str]:
    raw = line.raw if line.raw != line.now else ""
    state = state_of(line)
    shown = {"level": state, "mark": MARKS[state], "raw": Truncator(raw).chars(8)}
    return {"label": line.label, "now": line.now, "says": line.says, **shown}


def _is_taken(screen: ReconciliationScreen, place: str, typed: str) -> bool:
    """Whether the place says by now what was typed."""
    entry = _entry(screen.edition, place, typed)
    return not entry.fault and entry.text.strip() == entries.tidy(screen.sheet.by_place[place].now).text.strip()


def _entry(edition: Edition, place: str, typed: str) -> entries.Entry:
    kind, key = fields.split(place)
    return entries.parse_entry(cells_of(edition)[key], typed) if kind == fields.FIGURES else entries.tidy(typed)
