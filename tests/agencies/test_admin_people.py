"""Accounts and memberships in the administration."""

import pytest
from django.contrib import admin
from django.test import Client

from agencies.models import Agency, Membership, MembershipChange, User
from agencies.roles import Role
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

LIST = "/admin/agencies/membership/"


def test_what_is_looked_after_here() -> None:
    labels = {model._meta.label for model in admin.site._registry}
    assert {label for label in labels if label.split(".")[0] in {"auth", "agencies", "account", "mfa"}} == {
        "agencies.User",
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
    assert admin_client.post(f"/admin/agencies/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_list_asks_the_same_number_of_queries_however_many(
    admin_client: Client, bureau: Agency, django_assert_num_queries
) -> None:
    for number in range(2):
        with django_assert_num_queries(4):
            admin_client.get(LIST)
        for name in range(10):
            person(f"u{number}-{name}", Role.DRAFTER, at=bureau)


def test_nobody_sets_the_password_of_somebody_else_here(admin_client: Client) -> None:
    user = person("u")
    page = f"/admin/agencies/user/{user.pk}/"
    form = admin_client.get(f"{page}change/")
    assert [name for name in form.context["adminform"].form.fields if "password" in name] == []
    assert ("pbkdf2" in form.content.decode(), admin_client.get(f"{page}password/").status_code) == (False, 302)
    sent = {"username": "u", "full_name": "新名", "password": "x", "is_active": "on", "date_joined_0": "2025-01-02",
            "date_joined_1": "8:00"}  # fmt: skip
    assert admin_client.post(f"{page}change/", sent).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.check_password(PASSWORD)) == ("新名", True)


def test_new_people_are_invited_and_not_made_here(admin_client: Client) -> None:
    response = admin_client.post("/admin/agencies/user/add/", {"username": "new"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "新来的人用链接邀请，密码由本人自己设：请在下面找到机关，点“成员和邀请”。"
    ]
    assert User.objects.count() == 1
    assert "add_id_user" not in admin_client.get(f"{LIST}add/").content.decode()


def test_list_of_agencies_leads_to_their_members(admin_client: Client, bureau: Agency) -> None:
    page = admin_client.get("/admin/agencies/agency/").content.decode()
    assert '<a href="/desk/agencies/nx-zw-spt-sfj/members/">成员和邀请</a>' in page


def test_stored_password_is_not_guessed_by_a_filter(admin_client: Client) -> None:
    assert admin_client.get("/admin/agencies/user/?password__startswith=p").status_code == 400


def test_role_for_oneself_is_refused_in_words(admin_client: Client, admin_user: User, bureau: Agency) -> None:
    admin_client.raise_request_exception = False
    facts = {"user": admin_user.pk, "agency": bureau.pk, "role": "publisher"}
    assert admin_client.post("/admin/agencies/membership/add/", facts).status_code == 200
