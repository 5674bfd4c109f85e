"""Why a transition may not happen now, as sentences for the person who asks. Reads only."""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet

from agencies.accounts import telling
from agencies.models import User
from reports.actions import adoption_guards, signing, wording
from reports.actions.refusals import Blocked, blockers
from reports.actions.requests import TransitionRequest
from reports.models import AdoptionRequest, Release, Report, SignOff
from reports.models.explanation import ReviewedFinding, open_errors, reviewed_findings
from reports.queries import adoptions
from reports.workflow.transitions import REVIEWS, Action, State, Transition

STALE = "内容在您打开这一页之后有改动，请看过现在的内容再{action}。"
LONGEST_REASON = 500
# What a person answers for with their name before the public: not while others had a hand in how they sign in.
SIGNED_ACTIONS = frozenset({Action.APPROVE, Action.PUBLISH, Action.ADOPT})


def failure_reasons(report: Report, transition: Transition, by: User | None, request: TransitionRequest) -> list[str]:
    """A sentence for everything that stands against the transition, the plainest first; none where it may happen.

    `by` is None for a command. Raises Blocked where findings of level error are the reason.
    """
    reasons = _failures_of_wording(transition, request)
    if by and transition.action in SIGNED_ACTIONS and (reason := telling.why_no_signature(by)):
        reasons.append(reason)
    if request.digest and request.digest != report.content().digest():
        reasons.append(STALE.format(action=transition.action.label))
    return reasons + _GUARDS.get(transition.action, _no_failures)(report, transition, by, request)


def unexplained(reviewed: list[ReviewedFinding]) -> list[str]:
    """A sentence for each warning that is neither corrected nor explained."""
    return [f"提醒还没有改正或说明：{each.finding.says}" for each in reviewed if each.is_open]


def published_releases(report: Report) -> QuerySet[Release]:
    """The release of the report that the public sees now, if any."""
    return Release.objects.filter(report=report).published().newest()


def _failures_of_wording(transition: Transition, request: TransitionRequest) -> list[str]:
    reasons = []
    if transition.action.needs_reason and not request.reason.strip():
        reasons.append(f"请写明{transition.action.label}的理由。")
    if max(len(request.reason), len(request.opinion)) > LONGEST_REASON:
        reasons.append(f"理由或意见不超过 {LONGEST_REASON} 个字。")
    return reasons + wording.why_not_printed("理由或意见", request.reason, request.opinion)


def _failures_of_submission(report: Report, *_: object) -> list[str]:
    return blockers(report, open_errors(reviewed_findings(report, report.findings())))


def _failures_of_approval(
    report: Report, transition: Transition, by: User | None, request: TransitionRequest
) -> list[str]:
    reasons = []
    if by and (reason := signing.why_not(report, by)) and signing.exemption_of(report, by) is None:
        reasons.append(reason)
    items = signing.checklist(report, transition.state)
    reasons += [f"还没有勾选校对项目“{item}”。" for item in items if item not in request.ticked]
    reviewed = reviewed_findings(report, report.findings())
    if faults := open_errors(reviewed):
        raise Blocked(faults)
    return reasons + unexplained(reviewed)


def _failures_of_publication(report: Report, *_: object) -> list[str]:
    digest = report.content().digest()
    signed = dict(SignOff.objects.filter(report=report, round=report.round).values_list("stage", "digest"))
    voided = [State(stage).label for stage, approved in signed.items() if approved != digest]
    missing = [stage.label for stage in REVIEWS if stage not in signed]
    reasons = [f"签名之后内容有改动，{'、'.join(voided)}的签名已经作废，请退回重新送审。"] if voided else []
    return reasons + ([f"还没有{'、'.join(missing)}的签名。"] if missing else [])


def _failures_of_withdrawal(report: Report, *_: object) -> list[str]:
    return [] if published_releases(report).exists() else ["这份报告没有公开的版本，无需撤下。"]


def adoption_of(request: TransitionRequest) -> AdoptionRequest | None:
    """The request that is to be confirmed, as it stands now."""
    return adoptions.requests().get(pk=request.adoption) if request.adoption else None


def _failures_of_adoption(report: Report, _transition: Transition, by: User, request: TransitionRequest) -> list[str]:
    return adoption_guards.failures_of_adoption(report, adoption_of(request), by)


def _no_failures(*_: object) -> list[str]:
    return []


_GUARDS: Mapping[Action, Callable[..., list[str]]] = {
    Action.SUBMIT: _failures_of_submission,
    Action.APPROVE: _failures_of_approval,
    Action.PUBLISH: _failures_of_publication,
    Action.WITHDRAW: _failures_of_withdrawal,
    Action.ADOPT: _failures_of_adoption,
}
