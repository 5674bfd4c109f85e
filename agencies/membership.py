"""The only writer of memberships. Each change is recorded; what cannot be done comes back as a sentence."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Model

from agencies import role_scope, trail
from agencies.accounts.telling import Kind, tell, who
from agencies.models import Agency, Membership, MembershipChange, User
from agencies.models.membership import SUPERVISING_KINDS
from agencies.roles import Role, names

BELONGS_ELSEWHERE = "{name}还在别的机关任职或是系统管理员，不能由本机关{what}，请联系系统管理员。"
GIVES_ONESELF = "不能给自己增加角色，请另一位管理员或系统管理员来做。"
HAS_DUTY = "{name}是三员之一（系统管理员、安全管理员、审计员），不能在机关任职。"
FROM_ABOVE = "主管只能由上级政府的主管或系统管理员授予和撤销，本机关的管理员不能。"
NOT_YOURS = "您不能授予或撤销这个角色，请本机关的管理员来做。"
LAST_MANAGER = "{name}是{agency}唯一的管理员，不能撤销。请先让另一位成员担任管理员。"


class MembershipRefused(Exception):
    """Why something was not done, as a sentence for whoever asked."""


@transaction.atomic
def set_roles(user: User, agency: Agency, roles: frozenset[Role], *, by: User | None) -> None:
    """Make these the roles of the user at the agency; none of them ends the membership. The user is told.

    Raises MembershipRefused for what `by` may not give or take (`why_not`), and when nobody who can sign in would be
    left to manage the agency.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)  # two managers may not remove each other at the same moment
    now = roles_held(user, agency)
    if Role.MANAGER in now - roles and not _others_manage(agency, user):
        raise MembershipRefused(LAST_MANAGER.format(name=user.display_name, agency=agency.title_name))
    for role in Role:
        if role in roles - now:
            _give(user, agency, role, by=by)
        elif role in now - roles:
            _take(user, agency, role, by=by)
    if roles != now:
        _tell_of_roles(user, agency, now, by=by)


@transaction.atomic
def grant(user: User, agency: Agency, role: Role, *, by: User | None) -> Membership:
    """Give one role, also as the very first of an agency; the membership. `by` is None only for commands.

    Giving it twice changes nothing more. Raises MembershipRefused for what `by` may not give.
    """
    now = roles_held(user, agency)
    if role not in now:
        _give(user, agency, role, by=by)
        _tell_of_roles(user, agency, now, by=by)
    return Membership.objects.get(user=user, agency=agency, role=role)


@transaction.atomic
def revoke(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    """Take one role away, whatever is left; the pages of an agency go through `set_roles`."""
    now = roles_held(user, agency)
    if role in now:
        _take(user, agency, role, by=by)
        _tell_of_roles(user, agency, now, by=by)


def roles_held(user: User, agency: Agency) -> frozenset[Role]:
    """The roles that stand in the user's own memberships of the agency. One query."""
    return frozenset(Role(role) for role in user.memberships.filter(agency=agency).values_list("role", flat=True))


def grantable(by: User | None, agency: Agency) -> frozenset[Role]:
    """What `by` may give to others at the agency, and take away: a manager every role of the agency's own people, who
    supervises from above the role of supervisor (条例 第四条), a superuser and the command line of the server all."""
    offered = frozenset(Role) - (frozenset() if agency.kind in SUPERVISING_KINDS else {Role.SUPERVISOR})
    if by is None or answers_for_all(by):
        return offered
    roles: frozenset[Role] = frozenset()
    if by.memberships.filter(agency=agency, role=Role.MANAGER).exists():
        roles |= offered - {Role.SUPERVISOR}
    if Role.SUPERVISOR in offered and role_scope.supervises_from_above(by.pk, agency.pk):
        roles |= {Role.SUPERVISOR}
    return roles


def why_not(user: User, agency: Agency, role: Role, *, by: User | None) -> str:
    """Why `by` may not give this role to the user; empty where they may."""
    if by is not None and by.pk == user.pk:
        return GIVES_ONESELF
    if user.duty:
        return HAS_DUTY.format(name=user.display_name)
    if role in grantable(by, agency):
        return ""
    return FROM_ABOVE if role is Role.SUPERVISOR else NOT_YOURS


def _give(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    if reason := why_not(user, agency, role, by=by):
        raise MembershipRefused(reason)
    granted = Membership.objects.create(user=user, agency=agency, role=role)
    record(agency, user, MembershipChange.Action.GRANTED, role=role, by=by, rows=[granted])


def _take(user: User, agency: Agency, role: Role, *, by: User | None) -> None:
    """Anybody may give up a role of their own."""
    may = answers_for_all(by) or by == user or role in grantable(by, agency)
    if not may:
        raise MembershipRefused(FROM_ABOVE if role is Role.SUPERVISOR else NOT_YOURS)
    revoked = Membership.objects.get(user=user, agency=agency, role=role)
    label = trail.label_of(revoked)
    revoked.delete()
    record(agency, user, MembershipChange.Action.REVOKED, role=role, by=by, rows=[label])


def _tell_of_roles(user: User, agency: Agency, before: frozenset[Role], *, by: User | None) -> None:
    """Whoever never had a password yet learns it from the invitation."""
    if not user.has_usable_password():
        return
    was, now = (names(roles) or "没有角色" for roles in (before, roles_held(user, agency)))
    tell([user], Kind.ROLES, f"{who(by)}把您在{agency.title_name}的角色由“{was}”改为“{now}”。", by=by)


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
    """Whether `by` looks after the accounts of every agency: 安全管理员, a superuser, or (None) the command line."""
    return by is None or by.looks_after_accounts


def belongs_elsewhere(user: User, agency: Agency) -> bool:
    """Whether the person is more than a member of this agency, whose manager would gain what they may do elsewhere."""
    return user.is_superuser or user.is_staff or bool(user.duty) or user.memberships.exclude(agency=agency).exists()


def check_reach(user: User, agency: Agency, what: str, *, by: User | None) -> None:
    """MembershipRefused where `by` may not do `what` (“重设密码”) to this member's account."""
    if belongs_elsewhere(user, agency) and not answers_for_all(by):
        raise MembershipRefused(BELONGS_ELSEWHERE.format(name=user.display_name, what=what))


def _others_manage(agency: Agency, user: User) -> bool:
    managers = Membership.objects.filter(agency=agency, role=Role.MANAGER, user__is_active=True).exclude(user=user)
    return managers.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
