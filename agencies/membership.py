"""The only writers of memberships. Each change is recorded; what cannot be done comes back as a sentence."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.db import transaction

from agencies.accounts.names import name_of
from agencies.models import Agency, Membership, MembershipChange
from agencies.roles import Role

LAST_MANAGER = "{name}是{agency}唯一的管理员，不能撤销。请先让另一位成员担任管理员。"


class Refused(Exception):
    """Why something was not done, as a sentence for whoever asked."""


@transaction.atomic
def set_roles(user: User, agency: Agency, roles: frozenset[Role], *, by: User) -> None:
    """Make these the roles of the user at the agency; none of them ends the membership.

    Refused when nobody who can sign in would be left to manage the agency.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)  # two managers may not remove each other at the same moment
    held = frozenset(Role(role) for role in user.memberships.filter(agency=agency).values_list("role", flat=True))
    if Role.MANAGER in held - roles and not _others_manage(agency, user):
        raise Refused(LAST_MANAGER.format(name=name_of(user), agency=agency.title_name))
    for role in Role:
        if role in roles - held:
            grant(user, agency, role, by=by)
        elif role in held - roles:
            revoke(user, agency, role, by=by)


@transaction.atomic
def grant(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    """Give one role, also as the very first of an agency. `by` is None only for commands. Twice is as once."""
    _, is_new = Membership.objects.get_or_create(user=user, agency=agency, role=role)
    if is_new:
        record(agency, user, MembershipChange.Action.GRANTED, role=role, by=by)


@transaction.atomic
def revoke(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    """Take one role away, whatever is left; the pages of an agency go through `set_roles`."""
    count, _ = Membership.objects.filter(user=user, agency=agency, role=role).delete()
    if count:
        record(agency, user, MembershipChange.Action.REVOKED, role=role, by=by)


def record(
    agency: Agency, user: User, action: MembershipChange.Action, *, by: User | None, role: Role | None = None
) -> None:
    MembershipChange.objects.create(agency=agency, user=user, action=action, role=role or "", by=by)


def _others_manage(agency: Agency, user: User) -> bool:
    managers = Membership.objects.filter(agency=agency, role=Role.MANAGER, user__is_active=True).exclude(user=user)
    return managers.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
