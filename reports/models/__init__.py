"""What is kept of reports.

Report is what an agency is writing; Revision is one save of it, SignOff one signature under it, Comment and
Explanation what was said about it, Event what happened to it: all for ever. Release is what the public sees, for ever
as it was published, and Withdrawal the notice that it was taken down. Exemption and Arrangement say how an agency
reviews; Notice tells a person.
"""

from reports.models.arrangement import Arrangement
from reports.models.comment import Comment
from reports.models.explanation import Explanation
from reports.models.notice import Notice
from reports.models.release import Release, ReleaseFile, Withdrawal, release_folder
from reports.models.report import Report, agency_facts
from reports.models.revision import Revision
from reports.models.signing import Exemption, SignOff
from reports.models.trail import Event

__all__ = [
    "Arrangement",
    "Comment",
    "Event",
    "Exemption",
    "Explanation",
    "Notice",
    "Release",
    "ReleaseFile",
    "Report",
    "Revision",
    "SignOff",
    "Withdrawal",
    "agency_facts",
    "release_folder",
]
