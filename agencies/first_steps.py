"""What a new installation still needs before the agencies can work, for the first page of its superuser.

In: the database and the settings. Out: the facts of each step; its words stand in templates/desk/_first_steps.html.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, QuerySet

from agencies import emails
from agencies.models import Agency, Membership
from agencies.models.membership import SUPERVISING_KINDS
from agencies.roles import Role

SHOWN = 10


@dataclass(frozen=True)
class FirstSteps:
    """How far each of the four steps is: register, first managers, supervisors, letters."""

    agency_count: int
    unmanaged_count: int
    unmanaged: list[Agency]
    """The first agencies without a manager."""
    waiting: list[Membership]
    """The first managers and supervisors who were invited and have not set a password yet."""
    supervisors: list[Membership]
    may_supervise: list[Agency]
    """The first governments and offices, at which a supervisor can be."""
    has_mail_server: bool

    @property
    def managers_done(self) -> bool:
        """Whether every agency in use has a manager."""
        return bool(self.agency_count) and not self.unmanaged_count

    @property
    def unmanaged_more(self) -> int:
        """How many agencies without a manager are not listed."""
        return self.unmanaged_count - len(self.unmanaged)

    @property
    def done(self) -> bool:
        """Whether nothing is left that has to be done; letters may stay off."""
        return self.managers_done and bool(self.supervisors)


def first_steps() -> FirstSteps:
    """How far the installation is. Six queries, whatever the size of the tree."""
    managers = Membership.objects.filter(agency=OuterRef("pk"), role=Role.MANAGER, user__is_active=True)
    agencies = Agency.objects.filter(is_active=True)
    unmanaged = agencies.exclude(Exists(managers)).order_by("code")
    supervisors = _appointed(Role.SUPERVISOR).filter(agency__kind__in=SUPERVISING_KINDS)
    waiting = _appointed(Role.MANAGER, Role.SUPERVISOR).filter(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return FirstSteps(
        agency_count=agencies.count(),
        unmanaged_count=unmanaged.count(),
        unmanaged=list(unmanaged[:SHOWN]),
        waiting=list(waiting[:SHOWN]),
        supervisors=list(supervisors[:SHOWN]),
        may_supervise=list(agencies.filter(kind__in=SUPERVISING_KINDS).order_by("code")[:SHOWN]),
        has_mail_server=emails.has_server(),
    )


def _appointed(*roles: Role) -> QuerySet[Membership]:
    return Membership.objects.filter(role__in=roles, user__is_active=True).select_related("user", "agency")
