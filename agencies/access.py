"""What a user may see and do in the application. In: a user and an agency's code. Out: roles, agencies, or a refusal.

Every view is closed until a decorator of this file opens it. Somebody without any role at the agency is told that
there is no such page (404); a member without the needed role learns which role it takes and whom to ask (403).
A superuser has no role by being one: the administration under /admin/ is theirs, an agency's reports are not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies import reach
from agencies.models import Agency, Membership
from agencies.models.agency import Kind
from agencies.roles import Role

P = ParamSpec("P")
AnyUser = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Seat:
    """Where a user sits: an agency, and what they may do there."""

    user: User
    agency: Agency
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> str:
        """“填报人、一审”, in the order of the work."""
        return names(self.roles)

    @property
    def manages(self) -> bool:
        return Role.MANAGER in self.roles


def names(roles: frozenset[Role] | tuple[Role, ...]) -> str:
    return "、".join(role.label for role in Role if role in roles)


def roles_in(user: AnyUser, agency: Agency) -> frozenset[Role]:
    """What the user is at the agency; supervisors of a government above it are supervisors here. One query.

    Empty exactly when `Agency.objects.visible_to(user)` leaves the agency out.
    """
    return frozenset(Role(role) for role in reach.roles(user.pk, agency.pk))


def memberships_of(user: AnyUser) -> QuerySet[Membership]:
    """The user's own roles with their agencies, to be shown as a list; what a supervisor covers is not spelled out."""
    return Membership.objects.filter(user_id=user.pk or 0).select_related("agency")


def holders(agency: Agency, role: Role) -> QuerySet[User]:
    """Who can be asked to act in this role at the agency: people who can sign in, in the order of their user names."""
    return User.objects.filter(is_active=True, memberships__agency=agency, memberships__role=role).order_by("username")


def supervisors_of(agency: Agency) -> QuerySet[User]:
    """Who can sign in and is supervisor over the agency: of a government at or above it, or of that one's office."""
    line = [*Agency.objects.ancestors_of(agency).values_list("pk", flat=True), agency.pk]
    government = Q(memberships__agency__in=line, memberships__agency__kind=Kind.GOVERNMENT)
    office = Q(memberships__agency__kind=Kind.OFFICE) & (
        Q(memberships__agency__in=line)
        | Q(memberships__agency__parent__in=line, memberships__agency__parent__kind=Kind.GOVERNMENT)
    )
    seated = User.objects.filter(government | office, is_active=True, memberships__role=Role.SUPERVISOR)
    return seated.distinct().order_by("username")


def requires(
    *needed: Role,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Seat, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponseBase],
]:
    """A view of one agency: `code` of its address becomes a `Seat`. It takes one of the roles; any, if none is named.

    Two queries, whatever the size of the tree; one more for the words of a 403.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Seat, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            seat = take_seat(request, code)
            if needed and not seat.has(*needed):
                return refuse(request, seat, needed)
            return view(request, seat, *args, **kwargs)

        return guarded

    return decorate


def take_seat(request: HttpRequest, code: str) -> Seat:
    """The seat of the signed-in user at the agency, or Http404."""
    agency = Agency.objects.filter(code=code).first()
    roles = roles_in(request.user, agency) if agency else frozenset()
    if agency is None or not roles:
        raise Http404
    return Seat(signed_in(request), agency, roles)


def signed_in(request: HttpRequest) -> User:
    """The user, where the closed door has made sure that there is one."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def refuse(request: HttpRequest, seat: Seat, needed: tuple[Role, ...]) -> HttpResponseBase:
    """The page that says which role it takes and who in the agency gives it."""
    context = {"seat": seat, "needed": names(needed), "managers": holders(seat.agency, Role.MANAGER)}
    return render(request, "agencies/forbidden.html", context, status=403)
