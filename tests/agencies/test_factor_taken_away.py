"""The second factor is taken away while its owner stands at the page that asks for the code."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from agencies.accounts import second_factor
from agencies.models import User
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

CREDENTIALS = {"login": "clerk", "password": PASSWORD}


def at_the_code(client: Client) -> User:
    """A clerk with a second factor, who has given the password and is asked for the code."""
    clerk = person("clerk")
    totp.TOTP.activate(clerk, totp.generate_totp_secret())
    assert client.post("/account/login/", CREDENTIALS)["Location"] == "/account/login/code/"
    return clerk


@pytest.mark.parametrize("address", ["/desk/", "/account/login/", "/account/login/code/"])
def test_every_page_leads_to_the_password_and_the_password_is_enough(client: Client, address: str) -> None:
    clerk = at_the_code(client)
    second_factor.remove(User.objects.filter(pk=clerk.pk), by=User.objects.create_superuser("root"))
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == "/account/login/"
    assert "两步验证已经停用，请用用户名和密码重新登录。" in page.content.decode()
    assert client.post("/account/login/", CREDENTIALS)["Location"] == "/desk/"


def test_code_that_is_sent_after_that_leads_to_the_password(client: Client) -> None:
    clerk = at_the_code(client)
    second_factor.remove(User.objects.filter(pk=clerk.pk), by=User.objects.create_superuser("root"))
    assert client.post("/account/login/code/", {"code": "123456"})["Location"] == "/account/login/"
    assert client.get("/account/login/").status_code == 200


def test_pending_code_is_asked_for_as_long_as_there_is_a_factor(client: Client) -> None:
    at_the_code(client)
    assert client.get("/account/login/code/").status_code == 200
    assert client.get("/account/login/")["Location"] == "/account/login/code/"
