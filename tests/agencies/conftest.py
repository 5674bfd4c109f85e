"""The agencies of Ningxia, and the manager of one of them, signed in."""

import pytest
from django.test import Client

from agencies.models import Agency, User
from agencies.roles import Role
from tests.agencies.people import person
from tests.agencies.trees import plant_ningxia


@pytest.fixture
def tree(db: None) -> dict[str, Agency]:
    return plant_ningxia()


@pytest.fixture
def bureau(tree: dict[str, Agency]) -> Agency:
    return tree["nx-zw-spt-sfj"]


@pytest.fixture
def manager(bureau: Agency, client: Client) -> User:
    user = person("manager", Role.MANAGER, at=bureau)
    client.force_login(user)
    return user
