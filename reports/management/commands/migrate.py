"""`nianbao migrate`: the tables made or brought up to date by their owner, and the application's rights granted anew.

The owner is named by NIANBAO_OWNER_DATABASE_URL; without one, the account of DATABASE_URL does it, as before.
"""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connection

from reports.management import database_rights


class Command(DjangoCommand):
    help = "建立或更新数据表，并授予网站的数据库账号所需的权限"

    def check(self, *args: Any, **options: Any) -> None:
        """As its owner, who is about to grant what may be missing."""
        with connection.as_owner():  # type: ignore[attr-defined]
            super().check(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        application = database_rights.current_account()
        with connection.as_owner():  # type: ignore[attr-defined]
            super().handle(*args, **options)
            if not (options["plan"] or options["check_unapplied"]):
                database_rights.grant(application)
