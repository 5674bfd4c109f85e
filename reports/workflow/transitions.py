"""三审三校 as a pure table: in which state who may do what, and where the report goes then. Performs nothing.

Source of the stages: the practice of three reviews with three proofreadings (三审三校); `office_check` stands between
the last review and publication, only where the competent office has switched it on (条例 第四条).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from agencies.roles import Role


class State(StrEnum):
    """Where a report stands, in the order of its way."""

    DRAFTING = "drafting"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    FINAL_REVIEW = "final_review"
    OFFICE_CHECK = "office_check"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _STATE_NAMES[self]


class Action(StrEnum):
    """What a person does to a report, besides writing it."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    RECALL = "recall"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    ADOPT = "adopt"

    @property
    def label(self) -> str:
        """The action in Chinese."""
        return _ACTION_NAMES[self]

    @property
    def needs_reason(self) -> bool:
        """Whether the action cannot happen without a reason that stays on record."""
        return self in {Action.SEND_BACK, Action.WITHDRAW, Action.CORRECT}


_STATE_NAMES = {
    State.DRAFTING: "填报中",
    State.FIRST_REVIEW: "一审一校",
    State.SECOND_REVIEW: "二审二校",
    State.FINAL_REVIEW: "三审三校",
    State.OFFICE_CHECK: "主管部门审核",
    State.APPROVED: "待发布",
    State.PUBLISHED: "已发布",
    State.WITHDRAWN: "已撤下",
}
_ACTION_NAMES = {
    Action.SUBMIT: "送审",
    Action.APPROVE: "通过并签名",
    Action.SEND_BACK: "退回修改",
    Action.RECALL: "撤回送审",
    Action.PUBLISH: "发布",
    Action.WITHDRAW: "撤下",
    Action.CORRECT: "更正",
    Action.ADOPT: "录入原公开件",
}
# Each stage of signing and who holds it.
STAGES = {
    State.FIRST_REVIEW: Role.FIRST_REVIEWER,
    State.SECOND_REVIEW: Role.SECOND_REVIEWER,
    State.FINAL_REVIEW: Role.FINAL_REVIEWER,
    State.OFFICE_CHECK: Role.SUPERVISOR,
}
REVIEWS = (State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW)


@dataclass(frozen=True)
class Transition:
    """In `state` a holder of `role` may do `action`; the report is in `to` afterwards."""

    state: State
    action: Action
    role: Role
    to: State


TRANSITIONS = (
    Transition(State.DRAFTING, Action.SUBMIT, Role.DRAFTER, State.FIRST_REVIEW),
    Transition(State.FIRST_REVIEW, Action.APPROVE, Role.FIRST_REVIEWER, State.SECOND_REVIEW),
    Transition(State.SECOND_REVIEW, Action.APPROVE, Role.SECOND_REVIEWER, State.FINAL_REVIEW),
    Transition(State.FINAL_REVIEW, Action.APPROVE, Role.FINAL_REVIEWER, State.APPROVED),
    Transition(State.OFFICE_CHECK, Action.APPROVE, Role.SUPERVISOR, State.APPROVED),
    Transition(State.FIRST_REVIEW, Action.SEND_BACK, Role.FIRST_REVIEWER, State.DRAFTING),
    Transition(State.SECOND_REVIEW, Action.SEND_BACK, Role.SECOND_REVIEWER, State.DRAFTING),
    Transition(State.FINAL_REVIEW, Action.SEND_BACK, Role.FINAL_REVIEWER, State.DRAFTING),
    Transition(State.OFFICE_CHECK, Action.SEND_BACK, Role.SUPERVISOR, State.DRAFTING),
    # A fault seen only on the finished paper has a way back too.
    Transition(State.APPROVED, Action.SEND_BACK, Role.PUBLISHER, State.DRAFTING),
    # Only while nobody has signed in the current round (see `reports.actions.guards`).
    Transition(State.FIRST_REVIEW, Action.RECALL, Role.DRAFTER, State.DRAFTING),
    Transition(State.APPROVED, Action.PUBLISH, Role.PUBLISHER, State.PUBLISHED),
    Transition(State.PUBLISHED, Action.WITHDRAW, Role.PUBLISHER, State.WITHDRAWN),
    Transition(State.PUBLISHED, Action.CORRECT, Role.DRAFTER, State.DRAFTING),
    Transition(State.WITHDRAWN, Action.CORRECT, Role.DRAFTER, State.DRAFTING),
    # What was made public elsewhere before, taken in as it is and marked so: one asks, a publisher confirms
    # (see `reports.actions.adoption_guards`), nobody signs it here.
    Transition(State.DRAFTING, Action.ADOPT, Role.PUBLISHER, State.PUBLISHED),
    # While a correction is on its way, what is public can still be taken down at once.
    *(
        Transition(state, Action.WITHDRAW, Role.PUBLISHER, state)
        for state in (State.DRAFTING, *REVIEWS, State.OFFICE_CHECK, State.APPROVED)
    ),
)


def transition_for(state: State, action: Action, *, office_check: bool = False) -> Transition | None:
    """The transition, if there is one. With `office_check` the last review leads to the competent office first."""
    transition = next((each for each in TRANSITIONS if (each.state, each.action) == (state, action)), None)
    if transition and office_check and (state, action) == (State.FINAL_REVIEW, Action.APPROVE):
        return replace(transition, to=State.OFFICE_CHECK)
    return transition


def available(state: State, roles: frozenset[Role]) -> list[Transition]:
    """What holders of these roles may do in this state, in the order of the table."""
    return [each for each in TRANSITIONS if each.state is state and each.role in roles]


def steps() -> frozenset[tuple[State, State]]:
    """Every change of state that a transition makes, the way over the competent office included."""
    return frozenset((each.state, each.to) for each in TRANSITIONS if each.state is not each.to) | {
        (State.FINAL_REVIEW, State.OFFICE_CHECK)
    }
