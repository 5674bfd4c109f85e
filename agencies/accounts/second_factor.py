"""Taking the second factor away from people who lost the telephone that it was on."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from agencies import membership
from agencies.accounts.telling import Kind, tell, who
from agencies.membership import MembershipRefused
from agencies.models import Agency, MembershipChange, User

ONES_OWN = "自己的两步验证请在“我的账号”里停用，那里会再问一次密码。"


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
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
