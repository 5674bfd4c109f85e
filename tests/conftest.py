"""What all tests share."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published reports, which lies beside the project and is not part of it."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real reports (../shared/corpus) is not on this machine")
    return CORPUS
