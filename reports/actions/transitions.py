"""The one place where a report changes its state: who, in which state, does what. It happens whole or not at all."""

from collections.abc import Callable, Mapping
from typing import Any

from agencies import access
from agencies.models import User
from agencies.roles import Role
from reports.actions import adopting, guards, publishing, signing
from reports.actions.notices import notify
from reports.actions.outcome import StoredFiles, whole_or_not
from reports.actions.recording import Effects, record
from reports.actions.refusals import Refused
from reports.actions.requests import TransitionRequest
from reports.models import Release, Report, ReviewSettings, Withdrawal
from reports.workflow import transitions
from reports.workflow.transitions import Action, State, Transition

CHANGED = ("state", "round", "number", "since", "reason", "updated_at")


class NotPermitted(Refused):
    """The action takes another role, or cannot be done in this state."""


def apply(report: Report, action: Action, by: User | None, request: TransitionRequest | None = None) -> Report:
    """Do the action and return the report as it is now; the caller's object says the same.

    Raises NotPermitted or Refused (Blocked where findings are the reason), with sentences, and nothing has happened;
    OutcomeUnknown where the answer of the database was lost and it cannot be asked.
    `by` is None only for commands; nobody can sign that way. Takes the report's lock first, so that of two people at
    once the second meets the new state.
    """
    request = request or TransitionRequest()
    stored_files = StoredFiles()
    with whole_or_not(action.label, stored_files):
        locked = Report.objects.select_related("agency").select_for_update(of=("self",)).get(pk=report.pk)
        transition = _permitted_transition(locked, action, by)
        if reasons := guards.failure_reasons(locked, transition, by, request):
            raise Refused(reasons)
        effects = _EFFECTS.get(action, _no_effects)(locked, transition, by, request, stored_files)
        _change_state(locked, transition, request)
        notify(locked, transition, by, request.reason)
        data = {**_event_data(locked, transition, request), **effects.data}
        record(str(action), by, locked, **data, rows=[locked, *effects.rows])
    for name in CHANGED:
        setattr(report, name, getattr(locked, name))
    return report


def transition_of(report: Report, action: Action) -> Transition | None:
    """The transition this action would be for the report as it stands; None where it cannot be done."""
    return transitions.transition_for(State(report.state), action, office_check=needs_office_check(report))


def needs_office_check(report: Report) -> bool:
    """Whether the competent office looks at the agency's reports before they are published. One query."""
    return ReviewSettings.objects.filter(agency=report.agency_id, office_check=True).exists()


def _permitted_transition(locked: Report, action: Action, by: User | None) -> Transition:
    state = State(locked.state)
    transition = transition_of(locked, action)
    if transition is None:
        raise NotPermitted([f"报告现在是“{state.label}”，不能{action.label}；可能别人刚刚处理过，请刷新页面。"])
    if by is None:
        if action in {Action.SUBMIT, Action.APPROVE, Action.SEND_BACK, Action.ADOPT}:
            raise NotPermitted([f"{action.label}要由人来做。"])
    elif transition.role not in access.roles_in(by, locked.agency):
        raise NotPermitted([f"{action.label}需要“{Role(transition.role).label}”角色。"])
    return transition


def _change_state(locked: Report, transition: Transition, request: TransitionRequest) -> None:
    """Store where the report is now, and count rounds and versions."""
    if transition.to is State.DRAFTING and transition.state is not State.DRAFTING:
        locked.round += 1
    if transition.action is Action.CORRECT:
        locked.number += 1
        locked.since = locked.version
        locked.reason = request.reason
    locked.state = str(transition.to)
    locked.save(update_fields=CHANGED)


def _event_data(locked: Report, transition: Transition, request: TransitionRequest) -> dict[str, Any]:
    data = {
        "from": str(transition.state),
        "to": str(transition.to),
        "number": locked.number,
        "round": locked.round,
        "version": locked.version,
        "digest": locked.content().digest(),
    }
    return data | ({"reason": request.reason} if request.reason else {})


def _sign(locked: Report, transition: Transition, by: User, request: TransitionRequest, _files: StoredFiles) -> Effects:
    return signing.sign(locked, transition.state, by, request.opinion)


def _publish(
    locked: Report,
    _transition: Transition,
    by: User | None,
    _request: TransitionRequest,
    stored_files: StoredFiles,
) -> Effects:
    release = publishing.create_release(locked, by, stored_files)
    return _released(release, stored_files)


def _adopt(
    locked: Report,
    _transition: Transition,
    by: User,
    request: TransitionRequest,
    stored_files: StoredFiles,
) -> Effects:
    asked = guards.adoption_of(request)
    assert asked  # noqa: S101 - the guard has refused otherwise
    return adopting.adopt(locked, asked, by, stored_files)


def _released(release: Release, stored_files: StoredFiles) -> Effects:
    data = {"release": release.pk, "files": {file.name: file.sha256 for file in stored_files.files}}
    return Effects(data, (release, *stored_files.files))


def _withdraw(
    locked: Report,
    _transition: Transition,
    by: User | None,
    request: TransitionRequest,
    _files: StoredFiles,
) -> Effects:
    release = guards.published_releases(locked).get()
    withdrawal = Withdrawal.objects.create(release=release, by=by, reason=request.reason)
    return Effects({"withdrawal": withdrawal.pk, "release": release.pk}, (withdrawal,))


def _no_effects(*_: object) -> Effects:
    return Effects()


# What an action writes besides the state; each returns what its event records of that.
_EFFECTS: Mapping[Action, Callable[..., Effects]] = {
    Action.APPROVE: _sign,
    Action.PUBLISH: _publish,
    Action.WITHDRAW: _withdraw,
    Action.ADOPT: _adopt,
}
