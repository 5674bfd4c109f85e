"""Agencies and the people who act for them."""

from agencies.models.agency import (
    CAN_HAVE_REGULATIONS,
    ONLY_THESE_MAKE_REGULATIONS,
    Agency,
    AgencyQuerySet,
)
from agencies.models.kinds import AdministrativeLevel, AgencyKind
from agencies.models.membership import Invitation, Membership, MembershipChange
from agencies.models.user import User

__all__ = [
    "CAN_HAVE_REGULATIONS",
    "ONLY_THESE_MAKE_REGULATIONS",
    "AdministrativeLevel",
    "Agency",
    "AgencyKind",
    "AgencyQuerySet",
    "Invitation",
    "Membership",
    "MembershipChange",
    "User",
]
