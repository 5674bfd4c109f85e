"""A security key for tests: what a browser and a device answer, computed as the WebAuthn standard says."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from agencies.accounts import security_keys
from agencies.models import Event, User
from tests.agencies.people import PASSWORD

ADD, CODE = "/account/keys/add/", "/account/login/code/"
NUMBERS = count(1)


class SecurityKey:
    """One device, in a browser that stands at `origin`."""

    def __init__(self, origin: str = "https://nianbao.example.gov.cn", name: str = "nianbao.example.gov.cn") -> None:
        self.origin, self.name = origin, name
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = f"key-{next(NUMBERS)}".encode()

    def create(self, options: dict[str, Any], *, empty: bool = False) -> str:
        """The answer to being asked for a new credential; an `empty` one states none."""
        public = ES256.from_cryptography_key(self.secret.public_key())
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        stated = AttestationObject.create("none", self._data(b"" if empty else made), {})
        return self._sent(attestationObject=stated, clientDataJSON=self._client("webauthn.create", options))

    def get(self, options: dict[str, Any]) -> str:
        """The answer to being asked to sign in."""
        client, data = self._client("webauthn.get", options), self._data()
        signature = self.secret.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._sent(authenticatorData=data, clientDataJSON=client, signature=signature)

    def _client(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _data(self, made: bytes = b"") -> AuthenticatorData:
        flags = AuthenticatorData.FLAG.UP | (AuthenticatorData.FLAG.AT if made else AuthenticatorData.FLAG(0))
        return AuthenticatorData.create(sha256(self.name.encode()).digest(), flags, 0, made)

    def _sent(self, **parts: bytes) -> str:
        name = text(self.id)
        answer = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps(answer | {"response": {part: text(value) for part, value in parts.items()}})


def text(value: bytes) -> str:
    """Bytes as WebAuthn's JSON writes them."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def first_step(username: str = "clerk") -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": username, "password": PASSWORD})
    return browser


def add(own: Client, key: SecurityKey, name: str = "办公室的密钥") -> HttpResponse:
    options = own.get(ADD).context["js_data"]["creation_options"]
    return own.post(ADD, {"name": name, "credential": key.create(options)})


def give(browser: Client, key: SecurityKey, page: str = CODE, **more: str) -> HttpResponse:
    """Let the key answer what the page asks."""
    options = browser.get(page).context["js_data"]["request_options"]
    return browser.post(page, {"credential": key.get(options)} | more)


def complaints(response: HttpResponse, form: str = "form") -> list[str]:
    return response.context[form].non_field_errors()


def names_of(user: User) -> list[str]:
    return [key.wrap().name for key in security_keys.of(user)]


def logged(*kinds: str) -> list[tuple[str, str, str]]:
    events = Event.objects.filter(action__in=kinds).order_by("number")
    return [(event.action, event.data.get("kind", ""), event.data.get("name", "")) for event in events]
