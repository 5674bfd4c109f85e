"""What the words of each role promise is what the table of transitions lets its holders do, and nothing else."""

import re

import pytest

from agencies.forms import ABOUT_ROLES
from agencies.roles import Role
from reports.workflow.transitions import STAGES, TRANSITIONS, Action, State


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.PUBLISH, Action.WITHDRAW, Action.CORRECT])
def test_only_who_may_do_it_is_promised_it(action: Action) -> None:
    may = {each.role for each in TRANSITIONS if each.action is action}
    promised = {role for role, words in ABOUT_ROLES.items() if re.search(rf"(^|，){action.label}", words)}
    assert promised == may


@pytest.mark.parametrize("state", [State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW])
def test_reviewers_are_promised_their_stage(state: State) -> None:
    assert ABOUT_ROLES[STAGES[state]].startswith(state.label)


def test_supervisors_are_not_promised_to_remind_anybody() -> None:
    """Reminders go out by themselves (remind_late)."""
    assert ABOUT_ROLES[Role.SUPERVISOR] == "督办下级机关，批准例外，按要求在发布前审核"
