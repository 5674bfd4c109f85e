"""What is kept of reports.

Report is what an agency is writing; Revision is one save of it, SignOff one signature under it, Comment and
Explanation what people wrote beside it: all for ever. Release is what the public sees, for
ever as it was published, and Withdrawal the notice that it was taken down. MergeQuestion is a place that two people
wrote differently, Presence who has the editor open. Exemption and ReviewSettings say how an
agency reviews; Notice tells a person. Upload is a file that was handed in and read, Correction what a person wrote for
a place of it, ImportRecord what was taken from it into a report: all for ever. AdoptionRequest asks that a file's
content becomes a published report, AdoptionDecision says what became of that, EarlyAdoption that the office allowed it
before the season was over. What the database itself refuses is
written in triggers/*.sql, one rule a file.
"""

from reports.models.adoption import AdoptionDecision, AdoptionRequest, EarlyAdoption, may_adopt
from reports.models.comment import Comment
from reports.models.explanation import Explanation
from reports.models.merge_question import MergeQuestion, open_questions
from reports.models.notice import Notice
from reports.models.presence import Presence
from reports.models.release import Release, ReleaseFile, Withdrawal, dated_by, release_folder
from reports.models.report import Report, agency_facts
from reports.models.review_settings import ReviewSettings
from reports.models.revision import Revision
from reports.models.signing import Exemption, SignOff
from reports.models.upload import Correction, ImportRecord, Upload, original_path

__all__ = [
    "AdoptionDecision",
    "AdoptionRequest",
    "Comment",
    "Correction",
    "EarlyAdoption",
    "Exemption",
    "Explanation",
    "ImportRecord",
    "MergeQuestion",
    "Notice",
    "Presence",
    "Release",
    "ReleaseFile",
    "Report",
    "ReviewSettings",
    "Revision",
    "SignOff",
    "Upload",
    "Withdrawal",
    "agency_facts",
    "dated_by",
    "may_adopt",
    "open_questions",
    "original_path",
    "release_folder",
]
