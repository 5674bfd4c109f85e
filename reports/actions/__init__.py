"""The only writers of reports and all that hangs on them. An action happens whole or not at all.

In: a report, what is to happen, and who wants it (None for a command). Out: what happened; Refused with sentences
where it may not. Every change of a report's content writes one Revision in the same transaction.
"""

from reports.actions.adopting import Asked, begin_draft, keep_as_published, told
from reports.actions.arranging import end_exemption, grant_exemption, set_checklist, set_office_check
from reports.actions.moving import NotYours, Order, move_for, perform
from reports.actions.refusals import Blocked, Refused, blockers
from reports.actions.remarking import comment, explain, reply
from reports.actions.saving import Conflict, Saved, replace, restore, save
from reports.actions.starting import FROM_LAST_YEAR, start
from reports.actions.taking_in import MOST_MEGABYTES, Ruled, refuse_size, rule, take_in
from reports.merging import Change, Refusal

__all__ = [
    "FROM_LAST_YEAR",
    "MOST_MEGABYTES",
    "Asked",
    "Blocked",
    "Change",
    "Conflict",
    "NotYours",
    "Order",
    "Refusal",
    "Refused",
    "Ruled",
    "Saved",
    "begin_draft",
    "blockers",
    "comment",
    "end_exemption",
    "explain",
    "grant_exemption",
    "keep_as_published",
    "move_for",
    "perform",
    "refuse_size",
    "replace",
    "reply",
    "restore",
    "rule",
    "save",
    "set_checklist",
    "set_office_check",
    "start",
    "take_in",
    "told",
]
