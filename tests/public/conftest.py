"""Stored files of a test go to its own folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
