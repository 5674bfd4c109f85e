"""What all tests share: see also tests/skipping.py and tests/examples.py."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client

from tests import roles

pytest_plugins = ["tests.skipping", "tests.examples", "pytester"]


def pytest_configure() -> None:
    """The passwords of tests guard nothing: a quick hash instead of one made to be slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    roles.work_as_the_application()


@pytest.fixture(autouse=True)
def closed_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A web server closes every answer once it is sent; Django's test client closes files only when they are read."""
    answers: list[HttpResponseBase] = []
    request = Client.request

    def remembered(self: Client, **how: Any) -> HttpResponseBase:
        answers.append(request(self, **how))
        return answers[-1]

    monkeypatch.setattr(Client, "request", remembered)
    yield
    for answer in answers:
        if answer.streaming and not answer.closed:
            answer.close()


@pytest.fixture
def own_pytest(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Another pytest, to see what these files make of it; it knows nothing of this run's workers and coverage."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    for name in ("PYTEST_XDIST_WORKER", "SLIPCOVER_ENABLED"):
        monkeypatch.delenv(name, raising=False)
    return pytester


@pytest.fixture
def as_owner(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test works as the owner of the tables, for what the application's account may not even try."""
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    with roles.owner():
        yield
