"""The administration's pages, for superusers."""

from agencies.admin.agency import AgencyAdmin
from agencies.admin.people import MembershipAdmin, PersonAdmin

__all__ = ["AgencyAdmin", "MembershipAdmin", "PersonAdmin"]
