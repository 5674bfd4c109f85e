"""Links with which a person sets a password: handed over once, good once, for seven days.

In: a new account's facts, or an account whose password is lost; `by`, who wants it (None: the server's command line).
Out: the link's secret, which is stored nowhere.
"""

import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agencies import membership, trail
from agencies.accounts.telling import Kind, tell, who
from agencies.models import Agency, Invitation, MembershipChange, ResetRequest, User
from agencies.models.membership import INVITATION_LASTS
from agencies.roles import Role


def invite(user: User, agency: Agency, roles: frozenset[Role], *, by: User) -> str:
    """Store a new account without a password and give it roles. The secret of its link."""
    return appoint(user, [(agency, role) for role in Role if role in roles], by=by)


@transaction.atomic
def appoint(user: User, posts: Iterable[tuple[Agency, Role]], *, by: User | None) -> str:
    """Give these roles (at least one) to an account, which is stored without a password where it is new. The secret of
    its link. A password that the person has goes on working until the link is used."""
    if user._state.adding:
        user.set_unusable_password()
        user.save(force_insert=True)
    granted = [membership.grant(user, agency, role, by=by) for agency, role in posts]
    return issue(user, granted[0].agency, by=by)


@transaction.atomic
def renew(user: User, agency: Agency, *, by: User | None) -> str:
    """The secret of another link for a member who never had a password; for others see agencies/resets.py.

    Raises MembershipRefused for people who are more than a member of this agency, unless a superuser asks.
    """
    membership.check_reach(user, agency, "重设密码", by=by)
    return issue(user, agency, by=by)


def issue(
    user: User, agency: Agency, *, by: User | None, was_shown: bool = True, reset: ResetRequest | None = None
) -> str:
    """A new secret; an earlier link that was not used dies with it."""
    secret = secrets.token_urlsafe(32)
    withdraw(user)
    Invitation.objects.create(
        user=user,
        agency=agency,
        by=by,
        reset=reset,
        was_shown=was_shown,
        digest=secret_digest(secret),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    membership.record(agency, user, MembershipChange.Action.INVITED, by=by)
    return secret


def open_invitation(secret: str) -> Invitation | None:
    """The invitation of a secret while it is open: not used, not expired, and its person still a member."""
    invitations = Invitation.objects.select_related("user", "agency", "by", "reset__by")
    invitation = invitations.filter(digest=secret_digest(secret)).first()
    return invitation if invitation and invitation.is_open and _still_wanted(invitation) else None


@transaction.atomic
def accept(invitation: Invitation, password: str) -> bool:
    """Set the password and close the link; False when somebody else was faster. Ends all sessions of the person.

    Where there was a password before, the person is told, and signs nothing for a time: the first password of a new
    account delays nothing, because a small office must be able to begin.
    """
    closed = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=timezone.now())
    if not closed:
        return False
    user = invitation.user
    if user.has_usable_password() or user.last_login:
        says = f"您的密码已用{who(invitation.by)}经手的链接重设。不是您本人设的，请马上告知其他管理员或主管部门。"
        tell([user], Kind.PASSWORD_RESET, says, by=invitation.by)
    user.set_password(password)
    user.save(update_fields=["password"])
    close_reset(user)
    membership.record(invitation.agency, user, MembershipChange.Action.ACCEPTED, by=user)
    return True


def withdraw(user: User) -> None:
    """Make the person's link that was not used yet good for nothing."""
    Invitation.objects.filter(user=user, used_at=None).delete()


def close_reset(user: User) -> None:
    """The person's request for a reset is done with, whatever became of it."""
    for reset in ResetRequest.objects.filter(user=user, closed_at=None).select_related("agency"):
        reset.closed_at = timezone.now()
        reset.save(update_fields=["closed_at"])
        trail.record("reset_closed", None, reset.agency, rows=[reset], user=user.pk)


def secret_digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _still_wanted(invitation: Invitation) -> bool:
    user, agency = invitation.user, invitation.agency
    is_member = user.memberships.filter(agency=agency).exists()
    begun_by = invitation.reset.by if invitation.reset else invitation.by
    may_be_more = membership.answers_for_all(begun_by)
    return user.is_active and is_member and (may_be_more or not membership.belongs_elsewhere(user, agency))
