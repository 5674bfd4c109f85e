"""The demo, published once for all tests of the commands; each test then changes it in its own transaction."""

import pytest
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture(scope="package")
def media(tmp_path_factory):
    """The folder that published files go to."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="package")
def published_demo(media, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("load_demo", verbosity=0)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def demo(published_demo, db):
    """The published demo, with changes rolled back after the test."""
