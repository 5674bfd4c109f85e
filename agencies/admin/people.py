"""The administration's pages for accounts and memberships. Whatever is done here is recorded as it is elsewhere."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 -- registers Group, which is taken out again below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.account.views import logout
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from agencies import membership
from agencies.access import signed_in
from agencies.accounts import second_factor
from agencies.accounts.telling import Kind, tell, who
from agencies.admin.recorded import RecordedAdmin
from agencies.models import Membership, User
from agencies.models.user import DUTY_PERMISSIONS
from agencies.roles import Role

LINKS_INSTEAD = "这里不设密码。忘记密码的人，请在机关的“成员”里打开他的名字，给一个设置密码的链接。"
INVITE_INSTEAD = "新来的人用链接邀请，密码由本人自己设：请在下面找到机关，点“成员和邀请”。"

# Sign-in to the administration goes the same way as everywhere: rates are limited, the second factor is asked for.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def sign_out(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
    """The administration's 注销, as 退出 everywhere: Django's own would go past the security log."""
    return logout(request)


admin.site.logout = sign_out  # type: ignore[method-assign, assignment]


def lead_to_own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The page of one's own account where the password is changed, with its limits and its line of the log."""
    return redirect("account_change_password")


admin.site.password_change = lead_to_own_password  # type: ignore[method-assign, assignment]

# Not in use: groups, e-mail addresses for sign-in. Second factors are removed by an action on the account.
for unused in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


@admin.register(User)
class PersonAdmin(RecordedAdmin):
    """An account, without its password, which only its person sets: with the link of an invitation.

    People who acted stay named, so accounts are closed and not deleted.
    """

    list_display = ["username", "name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    actions = ["remove_second_factor"]
    fieldsets = [
        (None, {"fields": ["username"], "description": LINKS_INSTEAD}),
        ("本人", {"fields": ["full_name", "email", "telephone"]}),
        ("权限", {"fields": ["is_active", "duty", "is_staff", "is_superuser"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]

    @admin.display(description="姓名", ordering="full_name")
    def name(self, user: User) -> str:
        """What the person is called."""
        return user.display_name

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Who administers is decided by a superuser alone: 安全管理员 makes no equals and no auditors."""
        return [] if signed_in(request).is_superuser else ["duty", "is_staff", "is_superuser"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """安全管理员 changes no account of somebody who administers, their own included."""
        administers = obj is not None and (obj.is_superuser or bool(obj.duty))
        by_superuser = isinstance(request.user, User) and request.user.is_superuser
        return super().has_change_permission(request, obj) and (by_superuser or not administers)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """The person is told. An address written here is not one that the person confirmed."""
        if "email" in form.changed_data:
            obj.email_confirmed = False
        if obj.duty:
            obj.is_staff = obj.duty in DUTY_PERMISSIONS
        super().save_model(request, obj, form, change)
        if labels := [str(obj._meta.get_field(name).verbose_name) for name in form.changed_data]:  # type: ignore[union-attr]
            says = f"{who(signed_in(request))}在管理后台修改了您的账号：{'、'.join(labels)}。"
            tell([obj], Kind.ACCOUNT, says, by=signed_in(request))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Leads to the agencies: who comes new is invited on the page of an agency's members."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        self.message_user(request, INVITE_INSTEAD, messages.INFO)
        return redirect("admin:agencies_agency_changelist")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody guesses at a stored password by filtering the list."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Never: an account is made inactive instead."""
        return False

    @admin.action(description="停用所选账号的两步验证（手机遗失时）")
    def remove_second_factor(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Remove the second factor of the chosen accounts, and say whose it was."""
        by = signed_in(request)
        mine = accounts.exclude(pk=by.pk)
        if not by.is_superuser:
            mine = mine.filter(is_superuser=False, duty="")
        people = second_factor.remove(mine, by=by)
        for person in people:
            self.log_change(request, person, "停用两步验证")
        if accounts.filter(pk=by.pk).exists():
            self.message_user(request, second_factor.ONES_OWN, messages.WARNING)
        names = "、".join(person.username for person in people)
        sentence = f"已停用两步验证：{names}。" if people else "所选账号都没有启用两步验证。"
        self.message_user(request, sentence, messages.SUCCESS if people else messages.WARNING)


class MembershipForm(forms.ModelForm):
    """A role for somebody; ValidationError for what `by` may not give."""

    by: User

    def clean(self) -> dict[str, Any]:
        """The role, with the reason in words where it is refused. One that the agency does not have is refused at its
        field, by the model."""
        facts = super().clean() or {}
        if facts.keys() >= {"user", "agency", "role"} and facts["role"] in membership.grantable(None, facts["agency"]):
            reason = membership.why_not(facts["user"], facts["agency"], Role(facts["role"]), by=self.by)
            if reason:
                raise forms.ValidationError(reason)
        return facts


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """A role is given or taken away, never changed into another. For people who have an account; others are
    invited on the page of an agency's members."""

    form = MembershipForm
    list_display = ["agency", "user", "name", "role", "since"]
    list_display_links = ["user"]
    list_filter = ["role"]
    list_select_related = ["agency", "user"]
    search_fields = ["user__username", "user__full_name", "agency__search_text"]
    autocomplete_fields = ["user", "agency"]
    actions = None
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="姓名", ordering="user__full_name")
    def name(self, row: Membership) -> str:
        """What the person is called."""
        return row.user.display_name

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offers no new account beside the choice of the person: who comes new is invited."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "user":
            field.widget.can_add_related = False
        return field

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form, which knows who gives the role."""
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"by": signed_in(request)})

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """Never: a role is taken away and another given."""
        return False

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Give the role in the way of all others, so that it is recorded."""
        obj.pk = membership.grant(obj.user, obj.agency, Role(obj.role), by=signed_in(request)).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        """Take the role away in the way of all others, so that it is recorded."""
        membership.revoke(obj.user, obj.agency, Role(obj.role), by=signed_in(request))
