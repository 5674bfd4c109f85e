"""What the application's account of the database may do with the tables of reports: see agencies/models/rights.py."""

from collections.abc import Mapping

from agencies.models.rights import NEVER_DELETED, ONLY_ADDED_TO

RIGHTS: Mapping[str, tuple[str, ...]] = {
    "reports_adoptiondecision": ONLY_ADDED_TO,
    "reports_adoptionrequest": ONLY_ADDED_TO,
    "reports_comment": ONLY_ADDED_TO,
    "reports_correction": ONLY_ADDED_TO,
    "reports_earlyadoption": ONLY_ADDED_TO,
    "reports_exemption": NEVER_DELETED,
    "reports_explanation": ONLY_ADDED_TO,
    "reports_importrecord": ONLY_ADDED_TO,
    "reports_mergequestion": NEVER_DELETED,
    "reports_release": ONLY_ADDED_TO,
    "reports_releasefile": ONLY_ADDED_TO,
    "reports_report": NEVER_DELETED,
    "reports_revision": ONLY_ADDED_TO,
    "reports_signoff": ONLY_ADDED_TO,
    "reports_upload": ONLY_ADDED_TO,
    "reports_withdrawal": ONLY_ADDED_TO,
}
