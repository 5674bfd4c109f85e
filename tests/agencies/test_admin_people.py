"""Accounts and memberships in the administration."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from agencies.models import Agency, Membership, MembershipChange
from agencies.roles import Role
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

LIST = "/admin/agencies/membership/"


def test_what_is_looked_after_here() -> None:
    labels = {model._meta.label for model in admin.site._registry}
    assert {label for label in labels if label.split(".")[0] in {"auth", "agencies", "account", "mfa"}} == {
        "auth.User",
        "agencies.Agency",
        "agencies.Membership",
    }


def test_first_manager_is_made_here_and_recorded(admin_client: Client, admin_user: User, bureau: Agency) -> None:
    user = person("first")
    sent = {"user": user.pk, "agency": bureau.pk, "role": "manager"}
    assert admin_client.post(f"{LIST}add/", sent).status_code == 302
    assert MembershipChange.objects.values_list("action", "user", "role", "by").get() == (
        "granted",
        user.pk,
        "manager",
        admin_user.pk,
    )


def test_wrong_seat_of_a_supervisor_is_said_at_the_field(admin_client: Client, bureau: Agency) -> None:
    sent = {"user": person("u").pk, "agency": bureau.pk, "role": "supervisor"}
    page = admin_client.post(f"{LIST}add/", sent)
    assert page.context["adminform"].form.errors == {"role": ["只有政府和政府办公厅（室）能有主管，请另选角色。"]}


def test_same_role_twice_is_refused_in_words(admin_client: Client, bureau: Agency) -> None:
    user = person("u", Role.DRAFTER, at=bureau)
    page = admin_client.post(f"{LIST}add/", {"user": user.pk, "agency": bureau.pk, "role": "drafter"})
    assert page.context["adminform"].form.errors == {"__all__": ["此人在这个机关已有这个角色。"]}


def test_role_is_taken_away_and_recorded_but_never_changed(admin_client: Client, bureau: Agency) -> None:
    person("u", Role.DRAFTER, at=bureau)
    row = Membership.objects.get()
    assert admin_client.post(f"{LIST}{row.pk}/change/", {"role": "manager"}).status_code == 403
    assert admin_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert (Membership.objects.count(), MembershipChange.objects.get().action) == (0, "revoked")


def test_accounts_are_closed_and_not_deleted(admin_client: Client) -> None:
    user = person("u")
    assert admin_client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_list_asks_the_same_number_of_queries_however_many(
    admin_client: Client, bureau: Agency, django_assert_num_queries
) -> None:
    for number in range(2):
        with django_assert_num_queries(4):
            admin_client.get(LIST)
        for name in range(10):
            person(f"u{number}-{name}", Role.DRAFTER, at=bureau)


def test_account_and_password_are_made_here(admin_client: Client) -> None:
    sent = {
        "username": "new",
        "first_name": "新人",
        "password1": "春天里的一个口令 5",
        "password2": "春天里的一个口令 5",
    }
    assert admin_client.post("/admin/auth/user/add/", sent).status_code == 302
    user = User.objects.get(username="new")
    assert (user.get_full_name(), user.check_password(sent["password1"])) == ("新人", True)
    address = f"/admin/auth/user/{user.pk}/password/"
    empty = admin_client.post(address, {})
    assert set(empty.context["form"].errors) == {"password1", "password2"}
    new = {"password1": "夏天里的一个口令 5", "password2": "夏天里的一个口令 5"}
    assert admin_client.post(address, new).status_code == 302
    assert User.objects.get(username="new").check_password(new["password1"])
