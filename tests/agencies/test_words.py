"""Everything that a page for people says is Chinese."""

import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client

from agencies.models import Agency, User
from agencies.roles import Role
from tests.agencies.members import at, invite, link_in
from tests.agencies.people import PASSWORD, person
from tests.agencies.test_second_factor import code

pytestmark = pytest.mark.django_db

# Addresses, user names and codes that people read and type as they are, and one proper name.
NOT_WORDS = re.compile(r"https?://\S+|[\w.]+@[\w.]+|wang\.fang|new\.clerk|manager|drafter|[A-Z2-7]{32}|Cookie")
ENGLISH = re.compile(r"[A-Za-z]{4,}")

# What Django's own translation of 5.2 leaves in English: headings and names of pictures for screen readers.
DJANGO_LEFT_OUT = {"Model", "name", "link", "Change", "view", "list", "Search", "True", "False", "root"}


class Visible(HTMLParser):
    """What a reader sees of a page, and what a screen reader says besides."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = {"alt", "title", "aria-label", "placeholder"} | ({"value"} if tag in {"button"} else set())
        self.words += [value or "" for name, value in attrs if name in shown]


def english(response: HttpResponse) -> list[str]:
    page = Visible()
    page.feed(response.content.decode())
    return ENGLISH.findall(NOT_WORDS.sub("", " ".join(page.words)))


def test_the_test_would_find_english() -> None:
    assert english(HttpResponse('<p>密码 <b>Password</b> <img alt="Code"> a@example.cn')) == ["Password", "Code"]


@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/signup/", "/account/inactive/", "/account/invitation/x/", "/nothing/"]
)
def test_pages_for_strangers_are_chinese(client: Client, address: str) -> None:
    assert english(client.get(address)) == []


def test_complaints_at_sign_in_are_chinese(client: Client) -> None:
    person("drafter")
    for sent in ({}, {"login": "drafter", "password": "x"}, {"login": "a\0b", "password": "x"}, {"login": "x" * 200}):
        assert english(client.post("/account/login/", sent)) == [], sent
    for _ in range(6):
        locked = client.post("/account/login/", {"login": "drafter", "password": "x"})
    assert english(locked) == []
    assert english(Client(enforce_csrf_checks=True).post("/account/login/", {})) == []


def test_pages_of_ones_own_account_are_chinese(client: Client) -> None:
    client.force_login(person("drafter"))
    wrong = {"oldpassword": "x", "password1": "drafter1", "password2": "drafter2"}
    assert english(client.get("/account/")) == []
    assert english(client.get("/account/logout/")) == []
    for sent in ({}, wrong, wrong | {"password1": "12345678", "password2": "12345678"}):
        assert english(client.post("/account/password/", sent)) == [], sent
    assert english(client.get("/account/password/")) == []
    assert english(client.get("/account/confirm/")) == []
    assert english(client.post("/account/confirm/", {"password": "x"})) == []


def test_pages_of_the_second_factor_are_chinese(client: Client) -> None:
    client.force_login(person("drafter"))
    client.post("/account/confirm/", {"password": PASSWORD})
    secret = client.get("/account/totp/activate/").context["form"].secret
    for sent in ({}, {"code": "000000"}):
        assert english(client.post("/account/totp/activate/", sent)) == []
    client.post("/account/totp/activate/", {"code": code(secret)})
    for page in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "recovery-codes/download/"):
        assert english(client.get(f"/account/{page}")) == [], page
    for sent in ({}, {"code": "000000"}):
        assert english(client.post("/account/confirm/code/", sent)) == []
    browser = Client()
    browser.post("/account/login/", {"login": "drafter", "password": PASSWORD})
    for sent in ({}, {"code": "000000"}):
        assert english(browser.post("/account/login/code/", sent)) == []


def test_pages_about_members_are_chinese(client: Client, bureau: Agency, manager: User) -> None:
    member = person("drafter", Role.DRAFTER, at=bureau)
    link = invite(client, bureau, email="a@example.cn")
    assert english(link) == []
    assert english(Client().get(link_in(link))) == []
    assert english(Client().post(link_in(link), {"password1": "1", "password2": "2"})) == []
    for page in (at(bureau), at(bureau, "member", member.pk), at(bureau, "invite_member"), at(bureau, "add_member")):
        assert english(client.get(page)) == [], page
        assert english(client.post(page, {"username": "x" * 200, "email": "x", "roles": ["x"]})) == [], page
    client.force_login(member)
    assert english(client.get(at(bureau))) == []


def test_administration_of_people_is_chinese(client: Client, bureau: Agency, manager: User) -> None:
    client.force_login(User.objects.create_superuser("root", password=PASSWORD))
    first = "/admin/agencies/membership/"
    pages = [
        first,
        f"{first}add/",
        "/admin/agencies/user/",
        "/admin/agencies/user/add/",
        f"/admin/agencies/user/{manager.pk}/change/",
    ]
    pages += [f"/admin/agencies/user/{manager.pk}/password/", "/admin/"]
    text = {page: set(english(client.get(page))) - DJANGO_LEFT_OUT for page in pages}
    assert text == {page: set() for page in pages}
