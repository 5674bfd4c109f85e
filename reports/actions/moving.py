"""The one performer of moves: who, in which state, does what. A move happens whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from agencies import access
from agencies.roles import Role
from reports import workflow
from reports.actions import objections, publishing, signing
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.telling import after_move
from reports.models import Arrangement, Report, Withdrawal
from reports.workflow import Action, Move, State

MOVED = ("state", "round", "number", "since", "reason", "updated_at")


@dataclass(frozen=True)
class Order:
    """What a person asks with a move. `digest` is of the content they were shown; `ticked` the proof's items."""

    digest: str = ""
    reason: str = ""
    opinion: str = ""
    ticked: frozenset[str] = frozenset()


class NotYours(Refused):
    """The move takes another role, or cannot be made in this state."""


def perform(report: Report, action: Action, by: User | None, order: Order | None = None) -> Report:
    """Make the move and return the report as it is now; the caller's object says the same.

    Raises NotYours or Refused (Blocked where findings are the reason), with sentences, and nothing has happened.
    `by` is None only for commands; nobody can sign that way. Takes the report's lock first, so that of two people at
    once the second meets the new state.
    """
    order = order or Order()
    made = publishing.Made()
    with publishing.kept_only_if_committed(made), transaction.atomic():
        held = Report.objects.select_related("agency").select_for_update(of=("self",)).get(pk=report.pk)
        move = _find(held, action, by)
        if sentences := objections.against(held, move, by, order):
            raise Refused(sentences)
        said = _EFFECTS.get(action, _nothing)(held, move, by, order, made)
        _go(held, move, order)
        after_move(held, move, by, order.reason)
        record(str(action), by, held, **_facts(held, move, order), **said)
    for name in MOVED:
        setattr(report, name, getattr(held, name))
    return report


def move_for(report: Report, action: Action) -> Move | None:
    """The move this action would be for the report as it stands."""
    return workflow.find(State(report.state), action, office_check=needs_office_check(report))


def needs_office_check(report: Report) -> bool:
    return Arrangement.objects.filter(agency=report.agency_id, office_check=True).exists()


def _find(held: Report, action: Action, by: User | None) -> Move:
    state = State(held.state)
    move = move_for(held, action)
    if move is None:
        raise NotYours([f"报告现在是“{state.label}”，不能{action.label}；可能别人刚刚处理过，请刷新页面。"])
    if by is None:
        if action in {Action.SUBMIT, Action.PASS_ON, Action.SEND_BACK}:
            raise NotYours([f"{action.label}要由人来做。"])
    elif move.role not in access.roles_in(by, held.agency):
        raise NotYours([f"{action.label}需要“{Role(move.role).label}”角色。"])
    return move


def _go(held: Report, move: Move, order: Order) -> None:
    """Let the row say where the report is now, and count rounds and versions."""
    if move.to is State.DRAFTING and move.state is not State.DRAFTING:
        held.round += 1
    if move.action is Action.CORRECT:
        held.number += 1
        held.since = held.version
        held.reason = order.reason
    held.state = str(move.to)
    held.save(update_fields=MOVED)


def _facts(held: Report, move: Move, order: Order) -> dict[str, Any]:
    facts = {
        "from": str(move.state),
        "to": str(move.to),
        "number": held.number,
        "round": held.round,
        "version": held.version,
        "digest": held.content().digest(),
    }
    return facts | ({"reason": order.reason} if order.reason else {})


def _sign(held: Report, move: Move, by: User, order: Order, _made: publishing.Made) -> Mapping[str, Any]:
    return signing.sign(held, move.state, by, order.opinion)


def _publish(held: Report, _move: Move, by: User | None, _order: Order, made: publishing.Made) -> Mapping[str, Any]:
    release = publishing.release(held, by, made)
    return {"release": release.pk, "files": {file.name: file.sha256 for file in made.files}}


def _withdraw(held: Report, _move: Move, by: User | None, order: Order, _made: publishing.Made) -> Mapping[str, Any]:
    release = objections.standing_releases(held).get()
    withdrawal = Withdrawal.objects.create(release=release, by=by, reason=order.reason)
    return {"withdrawal": withdrawal.pk, "release": release.pk}


def _adopt(held: Report, _move: Move, by: User | None, _order: Order, made: publishing.Made) -> Mapping[str, Any]:
    release = publishing.release(held, by, made, imported=True)
    return {"release": release.pk, "files": {file.name: file.sha256 for file in made.files}}


def _nothing(*_: object) -> Mapping[str, Any]:
    return {}


_EFFECTS: Mapping[Action, Callable[..., Mapping[str, Any]]] = {
    Action.PASS_ON: _sign,
    Action.PUBLISH: _publish,
    Action.WITHDRAW: _withdraw,
    Action.ADOPT: _adopt,
}
