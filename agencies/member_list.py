"""Lists of an agency's members and of what happened to them, each with a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from agencies import access
from agencies.models import Agency, Membership, MembershipChange, User
from agencies.roles import Role

RECENT_CHANGES = 20
REPORT_NEEDS = (Role.DRAFTER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER, Role.PUBLISHER)


@dataclass(frozen=True)
class Member:
    """A person at an agency with their roles there."""

    user: User
    roles: frozenset[Role]

    @property
    def role_names(self) -> str:
        """“填报人、一审”, in the order of the work."""
        return access.role_names_of(self.roles)

    @property
    def is_waiting(self) -> bool:
        """Invited, and no password set yet."""
        return not self.user.has_usable_password()


def members_of(agency: Agency) -> list[Member]:
    """Everybody with a role at the agency, by their first step in the way of a report, then by user name. One query."""
    rows = Membership.objects.filter(agency=agency).select_related("user").order_by("user__username", "user_id")
    people = [Member(user, _roles(rows_of_user)) for user, rows_of_user in groupby(rows, key=lambda row: row.user)]
    order = list(Role)
    return sorted(people, key=lambda member: min(order.index(role) for role in member.roles))


def vacant(members: list[Member]) -> frozenset[Role]:
    """The roles that a report needs on its way and nobody of these holds."""
    return frozenset(REPORT_NEEDS).difference(*(member.roles for member in members))


@dataclass(frozen=True)
class Vacancy:
    """Roles that a report needs on its way and nobody at the agency holds, “一审、二审”."""

    agency: Agency
    role_names: str


def vacancies(agencies: Collection[Agency]) -> list[Vacancy]:
    """What is missing at each of these agencies; agencies with everybody are left out. One query, none for none."""
    if not agencies:
        return []
    held: dict[int, set[str]] = {agency.pk: set() for agency in agencies}
    rows = Membership.objects.filter(agency__in=agencies, role__in=REPORT_NEEDS, user__is_active=True)
    for agency_id, role in rows.values_list("agency_id", "role"):
        held[agency_id].add(role)
    missing = [(agency, frozenset(REPORT_NEEDS) - frozenset(map(Role, held[agency.pk]))) for agency in agencies]
    return [Vacancy(agency, access.role_names_of(roles)) for agency, roles in missing if roles]


def changes_at(agency: Agency) -> Iterable[MembershipChange]:
    """What happened lately, the newest first. One query."""
    return agency.membership_changes.select_related("user", "by")[:RECENT_CHANGES]


def _roles(rows: Iterable[Membership]) -> frozenset[Role]:
    return frozenset(Role(row.role) for row in rows)
