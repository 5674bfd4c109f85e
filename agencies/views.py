"""The pages on which an agency's manager, or a superuser, looks after its members."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access, emails, invitations, member_list, membership, resets
from agencies.access import AgencyContext, gives_roles, looks_after_members
from agencies.accounts import second_factor
from agencies.forms import AddForm, InviteForm, RolesForm
from agencies.membership import MembershipRefused
from agencies.models import User

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gives_roles
def members(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Everybody with a role at the agency, the roles nobody holds, and what happened lately."""
    people = member_list.members_of(ctx.agency)
    context = {
        "ctx": ctx,
        "members": people,
        "vacant": access.role_names_of(member_list.vacant(people)),
        "changes": member_list.changes_at(ctx.agency),
    }
    return render(request, "agencies/members.html", context)


@form_page
@never_cache
@gives_roles
def invite(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Answers a valid form with the link itself, once: it is stored nowhere that a second page could read it.

    Whoever sees the first link of an account could set its password; who that was stays on record.

    `?role=manager` ticks a role beforehand.
    """
    form = InviteForm(
        request.POST or None, agency=ctx.agency, by=ctx.user, initial={"roles": request.GET.getlist("role")}
    )
    if not form.is_valid():
        return render(request, "agencies/invite.html", {"ctx": ctx, "form": form})
    user = form.account()
    secret = invitations.invite(user, ctx.agency, form.cleaned_data["roles"], by=ctx.user)
    return _show_link(request, ctx, user, secret)


@form_page
@gives_roles
def add(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Give roles to a person who has an account already."""
    form = AddForm(request.POST or None, agency=ctx.agency, by=ctx.user)
    if not form.is_valid() or form.user is None:
        return render(request, "agencies/add_member.html", {"ctx": ctx, "form": form})
    try:
        membership.set_roles(form.user, ctx.agency, form.cleaned_data["roles"], by=ctx.user)
    except MembershipRefused as reason:
        form.add_error("roles", str(reason))
        return render(request, "agencies/add_member.html", {"ctx": ctx, "form": form})
    roles = access.role_names_of(form.cleaned_data["roles"])
    messages.success(request, f"已添加{form.user.display_name}，角色：{roles}。")
    return redirect("members", ctx.agency.code)


@form_page
@gives_roles
def member(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """A member's roles, to be changed; and the ways to a new link and out of the agency."""
    user = _member(ctx, pk)
    held = membership.roles_held(user, ctx.agency)
    posted = request.POST if request.method == "POST" else None
    form = RolesForm(posted, agency=ctx.agency, by=ctx.user, held=held, initial={"roles": list(held)})
    if form.is_valid():
        try:
            membership.set_roles(user, ctx.agency, form.cleaned_data["roles"], by=ctx.user)
        except MembershipRefused as reason:
            form.add_error("roles", str(reason))
        else:
            messages.success(
                request, f"{user.display_name}现在的角色：{access.role_names_of(form.cleaned_data['roles'])}。"
            )
            return redirect("members", ctx.agency.code)
    context = {
        "ctx": ctx,
        "member": user,
        "form": form,
        "has_second_factor": second_factor.is_on(user),
        "is_new": resets.is_new(user),
        "can_mail": resets.can_mail(user),
        "reset": resets.open_request(user),
    }
    return render(request, "agencies/member.html", context)


@require_POST
@looks_after_members
def remove(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """Take every role at the agency away from a member."""
    user = _member(ctx, pk)
    try:
        membership.set_roles(user, ctx.agency, frozenset(), by=ctx.user)
    except MembershipRefused as reason:
        messages.error(request, str(reason))
        return redirect("member", ctx.agency.code, pk)
    messages.success(request, f"已移出{user.display_name}（{user.username}）。如要恢复，请用“添加已有账号”。")
    return redirect(settings.LOGIN_REDIRECT_URL) if user == ctx.user else redirect("members", ctx.agency.code)


@require_POST
@never_cache
@looks_after_members
def link(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """Another link: shown for a member who never had a password, sent to the person's own address for any other."""
    user = _member(ctx, pk)
    try:
        if resets.is_new(user):
            return _show_link(request, ctx, user, invitations.renew(user, ctx.agency, by=ctx.user))
        resets.mail(user, ctx.agency, by=ctx.user)
    except MembershipRefused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"链接已寄到{user.display_name}本人的邮箱。")
    return redirect("member", ctx.agency.code, pk)


@require_POST
@never_cache
@looks_after_members
def ask_reset(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """Ask for a reset that somebody else confirms. Answers with the code that the person needs beside the link."""
    user = _member(ctx, pk)
    try:
        code = resets.ask(user, ctx.agency, by=ctx.user)
    except MembershipRefused as reason:
        messages.error(request, str(reason))
        return redirect("member", ctx.agency.code, pk)
    return render(request, "agencies/reset_code.html", {"ctx": ctx, "member": user, "code": code})


@require_POST
@looks_after_members
def remove_second_factor(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """Let a member who lost the telephone sign in with the password alone; the member is told."""
    user = _member(ctx, pk)
    try:
        second_factor.remove_at(user, ctx.agency, by=ctx.user)
    except MembershipRefused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"已停用{user.display_name}的两步验证。本人登录后会看到是谁停用的。")
    return redirect("member", ctx.agency.code, pk)


def _show_link(request: HttpRequest, ctx: AgencyContext, user: User, secret: str) -> HttpResponse:
    address = emails.link_of(secret)
    delivery = emails.send_link(user, ctx.agency, address)
    context = {"ctx": ctx, "member": user, "address": address, "delivery": delivery}
    return render(request, "agencies/link.html", context)


def _member(ctx: AgencyContext, pk: int) -> User:
    return get_object_or_404(User.objects.filter(memberships__agency=ctx.agency).distinct(), pk=pk)
