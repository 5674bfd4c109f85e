"""The administration's pages for accounts and memberships. Whatever is done here is recorded as it is elsewhere."""

from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest

from agencies import membership
from agencies.access import signed_in
from agencies.accounts.names import name_of
from agencies.models import Membership, MembershipChange
from agencies.roles import Role

# Sign-in to the administration goes the same way as everywhere: rates are limited, the second factor is asked for.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Not in use: groups, e-mail addresses for sign-in. Second factors are removed by an action on the account.
for unused in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)
admin.site.unregister(User)


class PasswordForm(AdminPasswordChangeForm):
    """Only a new password: who is not to sign in any more is made inactive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


@admin.register(User)
class PersonAdmin(UserAdmin):
    """An account. People who acted stay named, so accounts are closed and not deleted."""

    list_display = ["username", "name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "first_name", "email"]
    actions = ["remove_second_factor"]
    filter_horizontal: ClassVar = []
    add_form = UserCreationForm
    change_password_form = PasswordForm
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "first_name", "password1", "password2"]})]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("本人", {"fields": ["first_name", "email"]}),
        ("权限", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]

    @admin.display(description="姓名", ordering="first_name")
    def name(self, user: User) -> str:
        return name_of(user)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "first_name":
            field.label = "姓名"
        return field

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(description="停用所选账号的两步验证（手机遗失时）")
    def remove_second_factor(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        removed = Authenticator.objects.filter(user__in=accounts)
        people = sorted(set(removed.values_list("user__username", flat=True)))
        removed.delete()
        for person in accounts.filter(username__in=people):
            self.log_change(request, person, "停用两步验证")
        words = f"已停用两步验证：{'、'.join(people)}。" if people else "所选账号都没有启用两步验证。"
        self.message_user(request, words, messages.SUCCESS if people else messages.WARNING)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """A role is given or taken away, never changed into another. The first manager of an agency is made here."""

    list_display = ["agency", "user", "name", "role", "since"]
    list_display_links = ["user"]
    list_filter = ["role"]
    list_select_related = ["agency", "user"]
    search_fields = ["user__username", "user__first_name", "agency__search_text"]
    autocomplete_fields = ["user", "agency"]
    actions = None
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="姓名", ordering="user__first_name")
    def name(self, row: Membership) -> str:
        return name_of(row.user)

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        granted = MembershipChange.Action.GRANTED
        membership.record(obj.agency, obj.user, granted, role=Role(obj.role), by=signed_in(request))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        membership.revoke(obj.user, obj.agency, Role(obj.role), by=signed_in(request))
