"""The table of moves against the picture people carry in their heads: every state × action × role."""

import pytest

from agencies.roles import Role
from reports.workflow.transitions import STAGES, TRANSITIONS, Action, State, available, steps, transition_for

# Rows: states; columns: actions. A cell says who may and where the report goes then; a dot: nobody.
PICTURE = """
              submit                approve                        send_back                recall            publish              withdraw              correct           adopt
drafting      drafter→first_review  .                              .                        .                 .                    publisher→drafting    .                 publisher→published
first_review  .                     first_reviewer→second_review   first_reviewer→drafting  drafter→drafting  .                    publisher→first_review .                .
second_review .                     second_reviewer→final_review   second_reviewer→drafting .                 .                    publisher→second_review .               .
final_review  .                     final_reviewer→approved        final_reviewer→drafting  .                 .                    publisher→final_review .                .
office_check  .                     supervisor→approved            supervisor→drafting      .                 .                    publisher→office_check .                .
approved      .                     .                              publisher→drafting       .                 publisher→published  publisher→approved    .                 .
published     .                     .                              .                        .                 .                    publisher→withdrawn   drafter→drafting  .
withdrawn     .                     .                              .                        .                 .                    .                     drafter→drafting  .
"""  # noqa: E501


def picture() -> dict[tuple[State, Action], str]:
    head, *rows = [line.split() for line in PICTURE.strip().splitlines()]
    return {(State(row[0]), Action(action)): cell for row in rows for action, cell in zip(head, row[1:], strict=True)}


def drawn(state: State, action: Action) -> str:
    move = transition_for(state, action)
    return f"{move.role}→{move.to}" if move else "."


def test_every_state_and_action_is_as_in_the_picture():
    table = {(state, action): drawn(state, action) for state in State for action in Action}
    assert table == picture()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_what_is_open_to_a_role_is_what_the_picture_gives_it(state, role):
    expected = {action for (at, action), cell in picture().items() if at is state and cell.startswith(f"{role}→")}
    assert {move.action for move in available(state, frozenset({role}))} == expected


def test_no_state_gives_one_action_to_two_roles():
    assert len({(move.state, move.action) for move in TRANSITIONS}) == len(TRANSITIONS)


def test_office_check_stands_between_the_last_review_and_publication():
    assert transition_for(State.FINAL_REVIEW, Action.APPROVE, office_check=True).to is State.OFFICE_CHECK
    assert (State.FINAL_REVIEW, State.OFFICE_CHECK) in steps()


def test_every_stage_is_signed_by_the_role_that_may_send_it_back():
    assert {
        stage: (transition_for(stage, Action.APPROVE).role, transition_for(stage, Action.SEND_BACK).role)
        for stage in STAGES
    } == {stage: (role, role) for stage, role in STAGES.items()}
