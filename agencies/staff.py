"""Who holds which role at every agency, for questions about many agencies at once.

The same answers as `access.holders` and `access.supervisors_of`, with two queries for the whole tree.
"""

from collections import defaultdict

from agencies.models import Agency, Membership, User
from agencies.models.kinds import AgencyKind
from agencies.roles import Role


class Staff:
    """The people of all agencies who can sign in, as they are when this is made."""

    def __init__(self) -> None:
        self._agencies = {
            pk: (parent, kind) for pk, parent, kind in Agency.objects.values_list("pk", "parent", "kind").order_by()
        }
        self._holders: dict[tuple[int, Role], list[User]] = defaultdict(list)
        self._supervisors: dict[int, list[User]] = defaultdict(list)
        memberships = Membership.objects.filter(user__is_active=True).select_related("user").order_by("user__username")
        for membership in memberships:
            if membership.role == Role.SUPERVISOR:
                self._supervisors[self._supervised_by(membership.agency_id)].append(membership.user)
            else:
                self._holders[membership.agency_id, Role(membership.role)].append(membership.user)

    def holders(self, agency: Agency, role: Role) -> list[User]:
        """Who acts in this role at the agency, in the order of user names; supervisors see `supervisors_of`."""
        return self._holders.get((agency.pk, role), [])

    def supervisors_of(self, agency: Agency) -> list[User]:
        """Who is supervisor over the agency, each once, in the order of user names."""
        people: dict[int, User] = {}
        above: int | None = agency.pk
        while above is not None:
            people |= {person.pk: person for person in self._supervisors.get(above, [])}
            above = self._agencies[above][0]
        return sorted(people.values(), key=lambda person: person.username)

    def _supervised_by(self, home: int) -> int:
        """The top of what supervisors at `home` look after: of an office the government it serves (条例 第四条).

        0, which no agency has, where it is neither a government nor an office.
        """
        parent, kind = self._agencies[home]
        if kind == AgencyKind.OFFICE:
            return parent if parent is not None and self._agencies[parent][1] == AgencyKind.GOVERNMENT else home
        return home if kind == AgencyKind.GOVERNMENT else 0
