"""Agencies, the people who act for them, and the trail of what happened."""

from agencies.models.agency import (
    CAN_HAVE_REGULATIONS,
    ONLY_THESE_MAKE_REGULATIONS,
    Agency,
    AgencyQuerySet,
)
from agencies.models.kinds import AdministrativeLevel, AgencyKind
from agencies.models.membership import Invitation, Membership, MembershipChange
from agencies.models.trail import Event
from agencies.models.user import User

__all__ = [
    "CAN_HAVE_REGULATIONS",
    "ONLY_THESE_MAKE_REGULATIONS",
    "AdministrativeLevel",
    "Agency",
    "AgencyKind",
    "AgencyQuerySet",
    "Event",
    "Invitation",
    "Membership",
    "MembershipChange",
    "User",
]
