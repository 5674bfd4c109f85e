"""TransitionRequest: what a person asks for, as a form or a command sends it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TransitionRequest:
    """What a person sends with an action of the workflow.

    `digest` is of the content they were shown (empty: not looked at), `reason` why it is sent back, withdrawn or
    corrected, `opinion` the reviewer's own words, `ticked` the items of the proof's checklist that they ticked,
    `adoption` the request that is confirmed.
    """

    digest: str = ""
    reason: str = ""
    opinion: str = ""
    ticked: frozenset[str] = frozenset()
    adoption: int | None = None
