"""What all tests share."""

from pathlib import Path

import pytest
from django.conf import settings

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


def pytest_configure() -> None:
    """The passwords of tests guard nothing: a quick hash instead of one made to be slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published reports, which lies beside the project and is not part of it."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real reports (../shared/corpus) is not on this machine")
    return CORPUS
