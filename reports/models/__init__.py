"""What is kept of reports.

Report is what an agency is writing; Revision is one save of it, for ever; Release is what the public sees, for ever
as it was published.
"""

from reports.models.release import Release, ReleaseFile, release_folder
from reports.models.report import Report, agency_facts
from reports.models.revision import Revision

__all__ = ["Release", "ReleaseFile", "Report", "Revision", "agency_facts", "release_folder"]
