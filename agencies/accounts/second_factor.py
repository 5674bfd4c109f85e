"""The second factor: who must have one, asking for it again, taking it away from people who lost it."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import membership
from agencies.access import signed_in
from agencies.accounts.telling import Kind, tell, who
from agencies.membership import MembershipRefused
from agencies.models import Agency, MembershipChange, User
from agencies.roles import Role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ONES_OWN = "自己的两步验证请在“我的账号”里停用，那里会再确认一次是您本人。"


@transaction.atomic
def remove(accounts: QuerySet[User], *, by: User | None) -> list[User]:
    """Remove every second factor of the accounts, recovery codes included; the accounts that had one, by user name.

    Recorded at every agency of each person, who is told and signs nothing for a time. `by` is None only for the command
    line of the server.
    """
    factors = Authenticator.objects.filter(user__in=accounts)
    owners = list(accounts.filter(pk__in=factors.values("user")).order_by("username"))
    factors.delete()
    for owner in owners:
        for agency in Agency.objects.filter(memberships__user=owner).distinct():
            membership.record(agency, owner, MembershipChange.Action.FACTOR_REMOVED, by=by)
    says = f"{who(by)}停用了您的两步验证，备用码也不能再用。不是您请人停用的，请马上改密码，并告知其他管理员或主管。"
    tell(owners, Kind.FACTOR_REMOVED, says, by=by)
    return owners


def remove_at(user: User, agency: Agency, *, by: User) -> None:
    """Remove the second factor of a member, for the agency's manager or a superuser.

    Raises MembershipRefused for oneself (a session left open must not be enough), for people who are more than a
    member of this agency unless a superuser asks, and where there is none.
    """
    if user.pk == by.pk:
        raise MembershipRefused(ONES_OWN)
    membership.check_reach(user, agency, "停用两步验证", by=by)
    if not remove(User.objects.filter(pk=user.pk), by=by):
        raise MembershipRefused(f"{user.display_name}没有启用两步验证。")


def is_on(user: User) -> bool:
    """Whether signing in takes two steps for this account."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Whether signing in takes one step once this one is gone."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
    return not others.exclude(pk=authenticator.pk).exists()


def is_required(user: User) -> bool:
    """Whether this person's roles take a second factor: all but writing reports do, where the setting says so."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return user.is_staff or user.is_superuser or bool(user.duty) or user.memberships.exclude(role=Role.DRAFTER).exists()


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Where a signature must wait for the second factor: the way to that page. None where it was given a moment ago,
    or the person has none (and needs none, or they would not have come here).

    What was posted is kept in the session; once code or key is right it is done as it was sent.
    """
    user = signed_in(request)
    if _was_given_lately(request, user) or not is_on(user):
        return None
    return suspend_request(request, reverse(page_of(user)))


def page_of(user: User) -> str:
    """The page that asks for the factor that the person used last; it leads to the other one."""
    factors = Authenticator.objects.filter(user=user, type__in=FACTORS)
    used = factors.order_by(F("last_used_at").desc(nulls_last=True)).values_list("type", flat=True).first()
    return "mfa_reauthenticate_webauthn" if used == Authenticator.Type.WEBAUTHN else "mfa_reauthenticate"


def _was_given_lately(request: HttpRequest, user: User) -> bool:
    given = [record["at"] for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    return bool(given) and time.time() - max(given) < settings.SIGNING_CHECK_MINUTES * 60
