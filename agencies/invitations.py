"""Links with which a person sets a password: handed over once, good once, for seven days.

In: a new account's facts, or an account whose password is lost. Out: the link's secret, which is stored nowhere.
"""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from agencies import membership
from agencies.accounts.names import name_of
from agencies.membership import Refused
from agencies.models import Agency, Invitation, MembershipChange
from agencies.roles import Role

LASTS = timedelta(days=7)
BELONGS_ELSEWHERE = "{name}还在别的机关任职或是系统管理员，不能由本机关重设密码，请联系系统管理员。"


@transaction.atomic
def invite(user: User, agency: Agency, roles: frozenset[Role], *, by: User) -> str:
    """Store a new account without a password and give it roles. The secret of its link."""
    user.set_unusable_password()
    user.save(force_insert=True)
    membership.set_roles(user, agency, roles, by=by)
    return issue(user, agency, by=by)


@transaction.atomic
def renew(user: User, agency: Agency, *, by: User) -> str:
    """The secret of another link for a member. The password goes on working until the link is used.

    Refused for people who are more than a member of this agency: its manager would gain what they may do elsewhere.
    """
    if _belongs_elsewhere(user, agency):
        raise Refused(BELONGS_ELSEWHERE.format(name=name_of(user)))
    return issue(user, agency, by=by)


def issue(user: User, agency: Agency, *, by: User) -> str:
    """A new secret; an earlier link that was not used dies with it."""
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=user, used_at=None).delete()
    Invitation.objects.create(user=user, agency=agency, by=by, digest=digest(secret), expires_at=timezone.now() + LASTS)
    membership.record(agency, user, MembershipChange.Action.INVITED, by=by)
    return secret


def find(secret: str) -> Invitation | None:
    """The invitation of a secret while it is open: not used, not expired, and its person still a member."""
    found = Invitation.objects.select_related("user", "agency").filter(digest=digest(secret)).first()
    return found if found and found.is_open and _still_wanted(found) else None


@transaction.atomic
def accept(invitation: Invitation, password: str) -> bool:
    """Set the password and close the link; False when somebody else was faster. Ends all sessions of the person."""
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=timezone.now())
    if not used:
        return False
    invitation.user.set_password(password)
    invitation.user.save(update_fields=["password"])
    membership.record(invitation.agency, invitation.user, MembershipChange.Action.ACCEPTED, by=invitation.user)
    return True


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _belongs_elsewhere(user: User, agency: Agency) -> bool:
    return user.is_superuser or user.is_staff or user.memberships.exclude(agency=agency).exists()


def _still_wanted(invitation: Invitation) -> bool:
    user, agency = invitation.user, invitation.agency
    is_member = user.memberships.filter(agency=agency).exists()
    return user.is_active and is_member and not _belongs_elsewhere(user, agency)
