"""Answers of security keys that are not right: of other keys, for other addresses, old, invented, damaged."""

import json
import random

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from agencies.accounts import key_forms, security_keys
from agencies.models import User
from tests.agencies.people import PASSWORD, person
from tests.agencies.security_key import ADD, CODE, SecurityKey, add, complaints, first_step, give, logged, names_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.SITE_ADDRESS = "https://nianbao.example.gov.cn"


@pytest.fixture
def clerk() -> User:
    return person("clerk")


@pytest.fixture
def own(clerk: User) -> Client:
    """The clerk's browser, signed in, the password confirmed a moment ago."""
    browser = first_step()
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    return browser


def test_another_key_and_the_key_of_another_person_open_nothing(own: Client) -> None:
    add(own, SecurityKey())
    person("other")
    theirs, browser = SecurityKey(), first_step("other")
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    add(browser, theirs)
    for key in (SecurityKey(), theirs):
        browser = first_step()
        assert complaints(give(browser, key), "webauthn_form") == [key_forms.WRONG_KEY]
        assert browser.get("/account/").status_code == 302
    assert logged("factor_failed") == [("factor_failed", "安全密钥", "")] * 2


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("https://evil.example", "evil.example"),
        ("https://evil.example", "nianbao.example.gov.cn"),
        ("https://below.nianbao.example.gov.cn", "nianbao.example.gov.cn"),
        ("https://nianbao.example.gov.cn:8443", "nianbao.example.gov.cn"),
        ("http://nianbao.example.gov.cn", "nianbao.example.gov.cn"),
    ],
)
def test_answer_given_at_another_address_is_refused(own: Client, clerk: User, origin: str, name: str) -> None:
    key = SecurityKey(origin, name)
    assert complaints(add(own, key)) == [key_forms.NOT_ADDED]
    key.origin, key.name = "https://nianbao.example.gov.cn", "nianbao.example.gov.cn"
    add(own, key)
    key.origin, key.name = origin, name
    assert complaints(give(first_step(), key), "webauthn_form") == [key_forms.WRONG_KEY]


def test_answer_works_once_and_for_the_question_it_was_given_to(own: Client) -> None:
    key = SecurityKey()
    add(own, key)
    browser = first_step()
    old = browser.get(CODE).context["js_data"]["request_options"]
    browser.get(CODE)
    refused = browser.post(CODE, {"credential": key.get(old)})
    assert complaints(refused, "webauthn_form") == [key_forms.WRONG_KEY]
    now = refused.context["js_data"]["request_options"]
    answer = key.get(now)
    assert browser.post(CODE, {"credential": answer})["Location"] == "/desk/"
    assert complaints(first_step().post(CODE, {"credential": answer}), "webauthn_form") == [key_forms.WRONG_KEY]


def test_guessing_with_keys_and_codes_is_limited_together(own: Client) -> None:
    key = SecurityKey()
    add(own, key)
    browser = first_step()
    for _ in range(3):
        give(browser, SecurityKey())
    for _ in range(2):
        browser.post(CODE, {"code": "000000"})
    limit = "两步验证没有通过的次数过多，请 5 分钟后再试。"
    assert complaints(give(browser, key), "webauthn_form") == [limit]


@pytest.mark.parametrize(
    "answer",
    ["", "x", "[]", "1", "null", "{}", '{"id": 1}', "[" * 15_000, '{"a":' * 3_000, '{"x": "' + "y" * 30_000 + '"}'],
)
def test_invented_answer_is_refused_with_a_sentence(own: Client, clerk: User, answer: str) -> None:
    (sentence,) = complaints(own.post(ADD, {"name": "", "credential": answer}))
    assert sentence in (key_forms.NO_ANSWER, key_forms.NOT_ADDED)
    add(own, SecurityKey())
    (sentence,) = complaints(first_step().post(CODE, {"credential": answer}), "webauthn_form")
    assert sentence in (key_forms.NO_ANSWER, key_forms.WRONG_KEY)


def test_damaged_answer_is_never_more_than_a_refused_one(own: Client, clerk: User, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    key, chance = SecurityKey(), random.Random(13)
    for _ in range(60):
        answer = json.loads(key.create(own.get(ADD).context["js_data"]["creation_options"]))
        damage(answer, chance)
        assert own.post(ADD, {"credential": json.dumps(answer)}).status_code in (200, 302)
    Authenticator.objects.all().delete()
    add(own, key)
    browser = first_step()
    for _ in range(60):
        answer = json.loads(key.get(browser.get(CODE).context["js_data"]["request_options"]))
        damage(answer, chance, "authenticatorData", "signature", "clientDataJSON")
        assert browser.post(CODE, {"credential": json.dumps(answer)}).status_code == 200


def test_answer_without_a_key_in_it_adds_nothing(own: Client, clerk: User) -> None:
    options = own.get(ADD).context["js_data"]["creation_options"]
    assert complaints(own.post(ADD, {"credential": SecurityKey().create(options, empty=True)})) == [key_forms.NOT_ADDED]
    assert names_of(clerk) == []


def damage(answer: dict, chance: random.Random, *parts: str) -> None:
    """Cut a part of it short, change a letter of it, or put something else in its place."""
    part = chance.choice(parts or tuple(answer["response"]))
    value = answer["response"][part]
    at = chance.randrange(len(value) - 2)
    other = "A" if value[at] != "A" else "B"
    changed = [value[:at], value[:at] + other + value[at + 1 :], 7, None, [], {}, "!"]
    answer["response"][part] = chance.choice(changed)


@pytest.mark.parametrize(
    ("configured", "name", "origin"),
    [
        ("https://nianbao.example.gov.cn", "nianbao.example.gov.cn", "https://nianbao.example.gov.cn"),
        ("https://NIANBAO.example.gov.cn:443", "nianbao.example.gov.cn", "https://nianbao.example.gov.cn"),
        ("https://nianbao.example.gov.cn:8443", "nianbao.example.gov.cn", "https://nianbao.example.gov.cn:8443"),
        ("https://年报.政务", "xn--hwt46g.xn--zfr164b", "https://xn--hwt46g.xn--zfr164b"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
        ("http://10.1.2.3", "10.1.2.3", ""),
    ],
)
def test_keys_are_made_for_the_configured_address(
    own: Client, settings, configured: str, name: str, origin: str
) -> None:
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = configured, ["*"]
    asked = own.get(ADD, headers={"Host": "evil.example"}).context["js_data"]["creation_options"]["publicKey"]["rp"]
    assert (asked, security_keys.address()) == ({"id": name, "name": "年报"}, origin)
