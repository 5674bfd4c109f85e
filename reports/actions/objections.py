"""Why a move may not happen now, as sentences for the person who asks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db.models import QuerySet

from agencies import access
from reports.actions import signing
from reports.actions.refusals import Blocked, blockers
from reports.models import Release, Report, SignOff
from reports.models.explanation import Standing, open_errors, standing
from reports.workflow import REVIEWS, STAGES, Action, Move, State

if TYPE_CHECKING:
    from reports.actions.moving import Order

STALE = "内容在您打开这一页之后有改动，请看过现在的内容再{action}。"
LONGEST_REASON = 500


def against(report: Report, move: Move, by: User | None, order: "Order") -> list[str]:
    """Everything that stands against the move, the plainest first. Raises Blocked where findings do."""
    said = _wording(move, order)
    if order.digest and order.digest != report.content().digest():
        said.append(STALE.format(action=move.action.label))
    return said + _OBJECTIONS.get(move.action, _none)(report, move, by, order)


def _wording(move: Move, order: "Order") -> list[str]:
    said = []
    if move.action.needs_reason and not order.reason.strip():
        said.append(f"请写明{move.action.label}的理由。")
    if max(len(order.reason), len(order.opinion)) > LONGEST_REASON:
        said.append(f"理由或意见不超过 {LONGEST_REASON} 个字。")
    return said


def _against_submitting(report: Report, *_: object) -> list[str]:
    empty = [STAGES[stage].label for stage in REVIEWS if not access.holders(report.agency, STAGES[stage]).exists()]
    said = [f"本机关还没有人担任“{'”“'.join(empty)}”，请管理员先安排。"] if empty else []
    return said + blockers(report, open_errors(standing(report, report.findings())))


def _against_passing(report: Report, move: Move, by: User | None, order: "Order") -> list[str]:
    said = []
    if by and (reason := signing.why_not(report, by)) and signing.exemption_of(report) is None:
        said.append(reason)
    said += [
        f"还没有勾选校对项目“{item}”。" for item in signing.checklist(report, move.state) if item not in order.ticked
    ]
    found = standing(report, report.findings())
    if faults := open_errors(found):
        raise Blocked(faults)
    return said + unexplained(found)


def unexplained(found: list[Standing]) -> list[str]:
    """A sentence for each warning that is neither mended nor explained."""
    return [f"提醒还没有改正或说明：{each.finding.says}" for each in found if each.is_open]


def _against_publishing(report: Report, *_: object) -> list[str]:
    digest = report.content().digest()
    signed = dict(SignOff.objects.filter(report=report, round=report.round).values_list("stage", "digest"))
    voided = [State(stage).label for stage, approved in signed.items() if approved != digest]
    missing = [stage.label for stage in REVIEWS if stage not in signed]
    said = [f"签名之后内容有改动，{'、'.join(voided)}的签名已经作废，请退回重新送审。"] if voided else []
    return said + ([f"还没有{'、'.join(missing)}的签名。"] if missing else [])


def _against_withdrawing(report: Report, *_: object) -> list[str]:
    return [] if standing_releases(report).exists() else ["这份报告没有公开的版本，无需撤下。"]


def _none(*_: object) -> list[str]:
    return []


def standing_releases(report: Report) -> QuerySet[Release]:
    """The release of the report that the public sees now, if any."""
    return Release.objects.filter(report=report).standing().newest()


_OBJECTIONS: Mapping[Action, Callable[..., list[str]]] = {
    Action.SUBMIT: _against_submitting,
    Action.PASS_ON: _against_passing,
    Action.PUBLISH: _against_publishing,
    Action.WITHDRAW: _against_withdrawing,
}
