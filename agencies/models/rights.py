"""What the application's account of the database may do with each table: the data beside the triggers.

A table that is not named may be read, added to, changed and deleted from, and nothing more. Every table whose rows a
trigger keeps from being changed or deleted must be named: tests/models/test_rights.py compares. `migrate` grants it.
"""

from collections.abc import Mapping

USUAL = ("SELECT", "INSERT", "UPDATE", "DELETE")
NEVER_DELETED = ("SELECT", "INSERT", "UPDATE")
ONLY_ADDED_TO = ("SELECT", "INSERT")
ONLY_READ = ("SELECT",)

RIGHTS: Mapping[str, tuple[str, ...]] = {
    "agencies_accountnotice": NEVER_DELETED,
    "agencies_membershipchange": ONLY_ADDED_TO,
    "agencies_resetrequest": NEVER_DELETED,
    "reports_event": ONLY_ADDED_TO,
    # Django's own, written by `migrate` alone.
    "django_migrations": ONLY_READ,
    "django_content_type": ONLY_READ,
    "auth_permission": ONLY_READ,
}
