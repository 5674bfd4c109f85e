"""The only writers of reports and all that hangs on them. An action happens whole or not at all.

In: a report, what is to happen, and who wants it (None for a command). Out: what happened; Refused with sentences
where it may not. Every change of a report's content writes one Revision in the same transaction.
"""

from reports.actions.adoption_guards import FirstPublication
from reports.actions.adoption_requests import (
    allow_early_adoption,
    ask_for_adoption,
    confirm_adoption,
    explain_adoption,
    recall_adoption,
    return_adoption,
)
from reports.actions.choosing import VersionChoice, choose
from reports.actions.comments import comment, explain, reply
from reports.actions.importing import ImportRequest, as_records, begin_draft
from reports.actions.notices import Reminder, mark_mailed, mark_read, remind
from reports.actions.outcome import Interrupted, OutcomeUnknown
from reports.actions.presence import Whereabouts, note_presence
from reports.actions.refusals import Blocked, Refused, blockers, vacancies
from reports.actions.requests import TransitionRequest
from reports.actions.restoring import restore
from reports.actions.review_settings import end_exemption, grant_exemption, set_checklist, set_office_check
from reports.actions.saving import NOTES, Saved, replace, save
from reports.actions.starting import FROM_LAST_YEAR, start
from reports.actions.transitions import NotPermitted, apply, transition_of
from reports.actions.uploads import MOST_MEGABYTES, CorrectionResult, correct, refuse_size, upload
from reports.content.merge import Change, Refusal

__all__ = [
    "FROM_LAST_YEAR",
    "MOST_MEGABYTES",
    "NOTES",
    "Blocked",
    "Change",
    "CorrectionResult",
    "FirstPublication",
    "ImportRequest",
    "Interrupted",
    "NotPermitted",
    "OutcomeUnknown",
    "Refusal",
    "Refused",
    "Reminder",
    "Saved",
    "TransitionRequest",
    "VersionChoice",
    "Whereabouts",
    "allow_early_adoption",
    "apply",
    "as_records",
    "ask_for_adoption",
    "begin_draft",
    "blockers",
    "choose",
    "comment",
    "confirm_adoption",
    "correct",
    "end_exemption",
    "explain",
    "explain_adoption",
    "grant_exemption",
    "mark_mailed",
    "mark_read",
    "note_presence",
    "recall_adoption",
    "refuse_size",
    "remind",
    "replace",
    "reply",
    "restore",
    "return_adoption",
    "save",
    "set_checklist",
    "set_office_check",
    "start",
    "transition_of",
    "upload",
    "vacancies",
]
