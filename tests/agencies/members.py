"""What a manager does on the members' pages, for tests."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agencies import access
from agencies.models import Agency, User
from agencies.roles import Role

FACTS = {"name": "沙坡头区司法局新人", "username": "new.clerk", "email": "", "roles": ["drafter", "first_reviewer"]}


def at(bureau: Agency, name: str = "members", *more: object) -> str:
    return reverse(name, args=[bureau.code, *more])


def invite(client: Client, bureau: Agency, **changes: object) -> HttpResponse:
    return client.post(at(bureau, "invite_member"), FACTS | changes)


def link_in(response: HttpResponse) -> str:
    return urlsplit(response.context["address"]).path


def text(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def roles(user: User) -> str:
    return access.role_names_of(frozenset(Role(role) for role in user.memberships.values_list("role", flat=True)))
