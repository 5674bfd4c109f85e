"""A report of 2024 and the people of its agency, for every test of the review page."""

import pytest

from tests import factories
from tests.signing import staffed


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report():
    return factories.report()


@pytest.fixture
def people(report):
    return staffed(report.agency)
