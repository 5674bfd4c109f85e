"""Agencies, the people who act for them, and the trail of what happened."""

from agencies.models.account import AccountNotice, ResetRequest
from agencies.models.agency import (
    CAN_HAVE_REGULATIONS,
    ONLY_THESE_MAKE_REGULATIONS,
    Agency,
    AgencyQuerySet,
)
from agencies.models.kinds import AdministrativeLevel, AgencyKind
from agencies.models.membership import Invitation, Membership, MembershipChange
from agencies.models.sign_in import PasswordUsed, SignInDelay
from agencies.models.trail import Event
from agencies.models.user import User

__all__ = [
    "CAN_HAVE_REGULATIONS",
    "ONLY_THESE_MAKE_REGULATIONS",
    "AccountNotice",
    "AdministrativeLevel",
    "Agency",
    "AgencyKind",
    "AgencyQuerySet",
    "Event",
    "Invitation",
    "Membership",
    "MembershipChange",
    "PasswordUsed",
    "ResetRequest",
    "SignInDelay",
    "User",
]
