"""What is kept of reports.

Report is what an agency is writing; Revision is one save of it, SignOff one signature under it, Comment and
Explanation what was said about it, Event what happened to it: all for ever. Release is what the public sees, for ever
as it was published, and Withdrawal the notice that it was taken down. Exemption and Arrangement say how an agency
reviews; Notice tells a person. Intake is a file that was handed in and read, Ruling what a person said of a
place of it, Taking what was taken from it into a report: all for ever.
"""

from reports.models.arrangement import Arrangement
from reports.models.comment import Comment
from reports.models.explanation import Explanation
from reports.models.intake import Intake, Ruling, Taking, original_path
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
    "Intake",
    "Notice",
    "Release",
    "ReleaseFile",
    "Report",
    "Revision",
    "Ruling",
    "SignOff",
    "Taking",
    "Withdrawal",
    "agency_facts",
    "original_path",
    "release_folder",
]
