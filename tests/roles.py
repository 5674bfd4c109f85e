"""The accounts of the database in tests: everything runs with the application's rights, as in real use.

A test's connection belongs to the owner, who makes and empties the database, and takes the application's role as soon
as it is there. So a test can be the owner for a while within its own transaction (`owner`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.signals import connection_created


def work_as_the_application() -> None:
    """For the whole run; nothing where the settings name no owner, as with a DATABASE_URL alone."""
    default = settings.DATABASES["default"]
    if "OWNER" not in default:
        return
    default |= {"ROLE": default["USER"]} | default["OWNER"]
    connection_created.connect(_take_role, dispatch_uid="tests.roles")
    emptying = flush.Command.handle

    def empty_as_owner(self: flush.Command, **options: Any) -> None:
        with connection.as_owner():  # type: ignore[attr-defined]
            emptying(self, **options)

    flush.Command.handle = empty_as_owner  # type: ignore[method-assign]


def _take_role(connection: Any, **_: Any) -> None:
    role = connection.settings_dict.get("ROLE")
    if role and connection.alias == "default" and not connection.settings_dict.get("IS_OWNER"):
        connection.connection.execute(f'SET ROLE "{role}"')


@contextmanager
def owner() -> Iterator[None]:
    """Within, this test's connection has the rights of the owner; a transaction stays the same."""
    role = connection.settings_dict.get("ROLE")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        yield
    finally:
        if role and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f'SET ROLE "{role}"')
