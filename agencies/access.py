"""What a user may see and do in the application. In: a user and an agency's code. Out: roles, agencies, or a refusal.

Every view is closed until a decorator of this file opens it. Somebody without any role at the agency is told that
there is no such page (404); a member without the needed role learns which role it takes and whom to ask (403).
A superuser has no role by being one: the administration under /admin/ and every agency's members are theirs to look
after, an agency's reports are not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from agencies import role_scope
from agencies.models import Agency, Membership, User
from agencies.models.kinds import AgencyKind
from agencies.models.membership import SUPERVISING_KINDS
from agencies.roles import Role, names

P = ParamSpec("P")
ADMINISTRATOR = "系统管理员"
AnyUser = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class AgencyContext:
    """A user at one agency, and the roles they act in there.

    `administers`: a superuser on the pages of its members, whatever their roles.
    """

    user: User
    agency: Agency
    roles: frozenset[Role]
    administers: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> str:
        """“填报人、一审”, in the order of the work; what a superuser without any role is called."""
        return role_names_of(self.roles) or (ADMINISTRATOR if self.administers else "")

    @property
    def manages(self) -> bool:
        """Whether the user looks after the agency's members."""
        return self.administers or Role.MANAGER in self.roles


def role_names_of(roles: frozenset[Role] | tuple[Role, ...]) -> str:
    """“填报人、一审”, in the order of the work."""
    return names(frozenset(roles))


def roles_in(user: AnyUser, agency: Agency) -> frozenset[Role]:
    """What the user is at the agency; supervisors of a government above it are supervisors here. One query.

    Empty exactly when `Agency.objects.visible_to(user)` leaves the agency out.
    """
    return frozenset(Role(role) for role in role_scope.roles(user.pk, agency.pk))


def memberships_of(user: AnyUser) -> QuerySet[Membership]:
    """The user's own roles with their agencies, as a list; the agencies they supervise are not listed."""
    return Membership.objects.filter(user_id=user.pk or 0).select_related("agency")


def holders(agency: Agency, role: Role) -> QuerySet[User]:
    """Who can be asked to act in this role at the agency: people who can sign in, in the order of their user names."""
    return User.objects.filter(is_active=True, memberships__agency=agency, memberships__role=role).order_by("username")


def supervisors_of(agency: Agency) -> QuerySet[User]:
    """Who can sign in and is supervisor over the agency: of a government at or above it, or of that one's office."""
    line = [*Agency.objects.ancestors_of(agency).values_list("pk", flat=True), agency.pk]
    government = Q(memberships__agency__in=line, memberships__agency__kind=AgencyKind.GOVERNMENT)
    office = Q(memberships__agency__kind=AgencyKind.OFFICE) & (
        Q(memberships__agency__in=line)
        | Q(memberships__agency__parent__in=line, memberships__agency__parent__kind=AgencyKind.GOVERNMENT)
    )
    supervisors = User.objects.filter(government | office, is_active=True, memberships__role=Role.SUPERVISOR)
    return supervisors.distinct().order_by("username")


def requires(
    *needed: Role,
) -> Callable[
    [Callable[Concatenate[HttpRequest, AgencyContext, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponseBase],
]:
    """A view of one agency: `code` of its address becomes an `AgencyContext`. It takes one of the roles,
    or any if none is named.

    Two queries, whatever the size of the tree; one more for the words of a 403.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, AgencyContext, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            ctx = agency_context(request, code)
            if needed and not ctx.has(*needed):
                return refuse(request, ctx, needed)
            return view(request, ctx, *args, **kwargs)

        return guarded

    return decorate


def looks_after_members(
    view: Callable[Concatenate[HttpRequest, AgencyContext, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """A view of an agency's members: for its managers, as `requires(Role.MANAGER)`, and for superusers and
    安全管理员, who find the first managers. Two queries for either."""
    for_managers = requires(Role.MANAGER)(view)

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not signed_in(request).looks_after_accounts:
            return for_managers(request, code, *args, **kwargs)
        agency = get_object_or_404(Agency, code=code)
        ctx = AgencyContext(signed_in(request), agency, roles_in(request.user, agency), administers=True)
        return view(request, ctx, *args, **kwargs)

    return guarded


def gives_roles(
    view: Callable[Concatenate[HttpRequest, AgencyContext, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """A view of an agency's members where roles are given: as `looks_after_members`, and for who supervises from above
    where there can be supervisors, because only they give that role (agencies/membership.py)."""
    for_others = looks_after_members(view)

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = signed_in(request)
        agency = Agency.objects.filter(code=code, kind__in=SUPERVISING_KINDS).first()
        if user.looks_after_accounts or agency is None or not role_scope.supervises_from_above(user.pk, agency.pk):
            return for_others(request, code, *args, **kwargs)
        return view(request, AgencyContext(user, agency, roles_in(user, agency)), *args, **kwargs)

    return guarded


def agency_context(request: HttpRequest, code: str) -> AgencyContext:
    """The context of the signed-in user at the agency with this code; Http404 for strangers to it. Two queries."""
    agency = Agency.objects.filter(code=code).first()
    roles = roles_in(request.user, agency) if agency else frozenset()
    if agency is None or not roles:
        raise Http404
    return AgencyContext(signed_in(request), agency, roles)


def signed_in(request: HttpRequest) -> User:
    """The user; the middleware closed by default has made sure that there is one. Raises Http404 otherwise."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def refuse(request: HttpRequest, ctx: AgencyContext, needed: tuple[Role, ...]) -> HttpResponseBase:
    """The page that says which role it takes and who in the agency gives it."""
    context = {"ctx": ctx, "needed": role_names_of(needed), "managers": holders(ctx.agency, Role.MANAGER)}
    return render(request, "agencies/forbidden.html", context, status=403)
