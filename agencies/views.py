"""The pages on which an agency's manager looks after its members."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access, invitations, letters, membership, roster
from agencies.access import Seat, requires
from agencies.accounts.names import name_of
from agencies.forms import AddForm, InviteForm, RolesForm
from agencies.membership import Refused
from agencies.roles import Role

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Role.MANAGER)
def members(request: HttpRequest, seat: Seat) -> HttpResponse:
    people = roster.members_of(seat.agency)
    context = {
        "seat": seat,
        "members": people,
        "vacant": access.names(roster.vacant(people)),
        "changes": roster.changes_at(seat.agency),
    }
    return render(request, "agencies/members.html", context)


@form_page
@never_cache
@requires(Role.MANAGER)
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Answers a valid form with the link itself, once: it is stored nowhere that a second page could read it."""
    form = InviteForm(request.POST or None, agency=seat.agency)
    if not form.is_valid():
        return render(request, "agencies/invite.html", {"seat": seat, "form": form})
    user = form.account()
    secret = invitations.invite(user, seat.agency, form.cleaned_data["roles"], by=seat.user)
    return _show_link(request, seat, user, secret)


@form_page
@requires(Role.MANAGER)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = AddForm(request.POST or None, agency=seat.agency)
    if not form.is_valid() or form.user is None:
        return render(request, "agencies/add_member.html", {"seat": seat, "form": form})
    membership.set_roles(form.user, seat.agency, form.cleaned_data["roles"], by=seat.user)
    roles = access.names(form.cleaned_data["roles"])
    messages.success(request, f"已添加{name_of(form.user)}，角色：{roles}。")
    return redirect("members", seat.agency.code)


@form_page
@requires(Role.MANAGER)
def member(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """A member's roles, to be changed; and the ways to a new link and out of the agency."""
    user = _member(seat, pk)
    held = user.memberships.filter(agency=seat.agency).values_list("role", flat=True)
    form = RolesForm(request.POST or None, agency=seat.agency, initial={"roles": list(held)})
    if form.is_valid():
        try:
            membership.set_roles(user, seat.agency, form.cleaned_data["roles"], by=seat.user)
        except Refused as reason:
            form.add_error("roles", str(reason))
        else:
            messages.success(request, f"{name_of(user)}现在的角色：{access.names(form.cleaned_data['roles'])}。")
            return redirect("members", seat.agency.code)
    return render(request, "agencies/member.html", {"seat": seat, "member": user, "form": form})


@require_POST
@requires(Role.MANAGER)
def remove(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    user = _member(seat, pk)
    try:
        membership.set_roles(user, seat.agency, frozenset(), by=seat.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("member", seat.agency.code, pk)
    messages.success(request, f"已移出{name_of(user)}（{user.username}）。如要恢复，请用“添加已有账号”。")
    return redirect(settings.LOGIN_REDIRECT_URL) if user == seat.user else redirect("members", seat.agency.code)


@require_POST
@never_cache
@requires(Role.MANAGER)
def link(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Another link for a member who lost the password or the first link."""
    user = _member(seat, pk)
    try:
        secret = invitations.renew(user, seat.agency, by=seat.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("member", seat.agency.code, pk)
    return _show_link(request, seat, user, secret)


def _show_link(request: HttpRequest, seat: Seat, user: User, secret: str) -> HttpResponse:
    address = letters.address_of(request, secret)
    context = {"seat": seat, "member": user, "address": address, "sent": letters.send_link(user, seat.agency, address)}
    return render(request, "agencies/link.html", context)


def _member(seat: Seat, pk: int) -> User:
    return get_object_or_404(User.objects.filter(memberships__agency=seat.agency).distinct(), pk=pk)
