"""The only writers of reports, revisions and releases. An action happens whole or not at all.

In: a report, what is to happen, and who wants it (None for a command). Out: what happened; Refused with sentences
where it may not. Every change of a report's content writes one Revision in the same transaction.
"""

from reports.actions.publishing import WRITERS, publish
from reports.actions.refusals import Blocked, Refused, blockers
from reports.actions.saving import Conflict, Saved, replace, restore, save
from reports.actions.starting import FROM_LAST_YEAR, start
from reports.merging import Change, Refusal

__all__ = [
    "FROM_LAST_YEAR",
    "WRITERS",
    "Blocked",
    "Change",
    "Conflict",
    "Refusal",
    "Refused",
    "Saved",
    "blockers",
    "publish",
    "replace",
    "restore",
    "save",
    "start",
]
