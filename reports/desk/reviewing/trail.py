"""The report's events as lines for a reader."""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Event
from reports.desk.authoring.answers import person
from reports.workflow.transitions import Action, State

# What readers see in the history of saves, and not again among the events.
IN_THE_HISTORY = ("start", "save", "ask_version", "choose_version")
_OTHERS = {
    "explain": "说明了一条提醒",
    "comment": "写了审核意见",
    "set_checklist": "改了校对清单",
    "set_office_check": "改了主管部门审核的设置",
    "grant_exemption": "批准了审核人员例外",
    "end_exemption": "终止了审核人员例外",
    "take_from_file": "采用了导入的文件",
    "ask_adoption": "申请录入原公开件",
    "returned_adoption": "退回了录入申请",
    "recalled_adoption": "撤回了录入申请",
    "allow_early_adoption": "准许提前录入原公开件",
}
_TRANSITIONS = {
    Action.SUBMIT: "送审",
    Action.APPROVE: "通过“{stage}”并签名",
    Action.SEND_BACK: "在“{stage}”退回修改",
    Action.RECALL: "撤回送审",
    Action.PUBLISH: "发布第{number}版",
    Action.WITHDRAW: "撤下已公开的版本",
    Action.CORRECT: "开始更正，准备第{number}版",
    Action.ADOPT: "确认录入原公开件",
}


@dataclass(frozen=True)
class AuditLine:
    """One event: when, the person's name, what they did, and the reason, opinion or text they gave."""

    at: datetime
    actor: str
    action: str
    reason: str


def audit_line(event: Event) -> AuditLine:
    """The line of an event; select `actor` with it, or it costs a query."""
    data = event.data
    if event.action in set(Action):
        words = _TRANSITIONS[Action(event.action)].format(stage=State(data["from"]).label, number=data["number"])
    else:
        words = _OTHERS.get(event.action, event.action)
    return AuditLine(
        event.at, person(event.actor), words, data.get("reason") or data.get("opinion") or data.get("text", "")
    )
