"""Agencies and the people who act for them."""

from agencies.models.agency import CAN_HAVE_REGULATIONS, ONLY_THESE_MAKE_REGULATIONS, Agency, Kind, Level
from agencies.models.membership import Invitation, Membership, MembershipChange

__all__ = [
    "CAN_HAVE_REGULATIONS",
    "ONLY_THESE_MAKE_REGULATIONS",
    "Agency",
    "Invitation",
    "Kind",
    "Level",
    "Membership",
    "MembershipChange",
]
