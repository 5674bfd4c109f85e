"""The only writer of memberships. Each change is recorded; what cannot be done comes back as a sentence."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Model

from agencies import trail
from agencies.models import Agency, Membership, MembershipChange, User
from agencies.roles import Role

BELONGS_ELSEWHERE = "{name}还在别的机关任职或是系统管理员，不能由本机关{what}，请联系系统管理员。"
LAST_MANAGER = "{name}是{agency}唯一的管理员，不能撤销。请先让另一位成员担任管理员。"


class MembershipRefused(Exception):
    """Why something was not done, as a sentence for whoever asked."""


@transaction.atomic
def set_roles(user: User, agency: Agency, roles: frozenset[Role], *, by: User | None) -> None:
    """Make these the roles of the user at the agency; none of them ends the membership.

    Raises MembershipRefused when nobody who can sign in would be left to manage the agency.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)  # two managers may not remove each other at the same moment
    now = frozenset(Role(role) for role in user.memberships.filter(agency=agency).values_list("role", flat=True))
    if Role.MANAGER in now - roles and not _others_manage(agency, user):
        raise MembershipRefused(LAST_MANAGER.format(name=user.display_name, agency=agency.title_name))
    for role in Role:
        if role in roles - now:
            grant(user, agency, role, by=by)
        elif role in now - roles:
            revoke(user, agency, role, by=by)


@transaction.atomic
def grant(user: User, agency: Agency, role: Role, *, by: User | None) -> Membership:
    """Give one role, also as the very first of an agency; the membership. `by` is None only for commands.

    Giving it twice changes nothing more.
    """
    granted, is_new = Membership.objects.get_or_create(user=user, agency=agency, role=role)
    if is_new:
        record(agency, user, MembershipChange.Action.GRANTED, role=role, by=by, rows=[granted])
    return granted


@transaction.atomic
def revoke(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    """Take one role away, whatever is left; the pages of an agency go through `set_roles`."""
    revoked = Membership.objects.filter(user=user, agency=agency, role=role).first()
    if revoked:
        label = trail.label_of(revoked)
        revoked.delete()
        record(agency, user, MembershipChange.Action.REVOKED, role=role, by=by, rows=[label])


def record(  # noqa: PLR0913 (each is a fact of the event, and all but two are named)
    agency: Agency,
    user: User,
    action: MembershipChange.Action,
    *,
    by: User | None,
    role: Role | None = None,
    rows: Iterable[Model | str] = (),
) -> None:
    """Add what happened to the members of the agency to their record and to the trail, in its transaction.

    `rows` are the memberships that were written, or the label of one that was deleted.
    """
    change = MembershipChange.objects.create(agency=agency, user=user, action=action, role=role or "", by=by)
    trail.record(
        f"member_{action}", by, agency, rows=[change, *rows], user=user.pk, username=user.username, role=role or ""
    )


def answers_for_all(by: User | None) -> bool:
    """Whether `by` looks after the accounts of every agency: a superuser, or (None) the command line of the server."""
    return by is None or (by.is_superuser and by.is_active)


def belongs_elsewhere(user: User, agency: Agency) -> bool:
    """Whether the person is more than a member of this agency, whose manager would gain what they may do elsewhere."""
    return user.is_superuser or user.is_staff or user.memberships.exclude(agency=agency).exists()


def check_reach(user: User, agency: Agency, what: str, *, by: User | None) -> None:
    """MembershipRefused where `by` may not do `what` (“重设密码”) to this member's account."""
    if belongs_elsewhere(user, agency) and not answers_for_all(by):
        raise MembershipRefused(BELONGS_ELSEWHERE.format(name=user.display_name, what=what))


def _others_manage(agency: Agency, user: User) -> bool:
    managers = Membership.objects.filter(agency=agency, role=Role.MANAGER, user__is_active=True).exclude(user=user)
    return managers.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
