"""Django's PostgreSQL engine, with three additions: it starts the embedded server when someone first connects, it says
in one Chinese sentence why no server can be reached, and it can be the owner of the tables for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.management.base import CommandError
from django.db.backends.postgresql import base
from django.db.utils import NotSupportedError, OperationalError

from config import embedded_postgres
from config.database import reasons

OLDEST = 14


class DatabaseUnavailable(OperationalError, CommandError):
    """No server can be used. As a CommandError it reaches a terminal as a sentence, without a traceback."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that starts the embedded server where that is the one to talk to."""

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Within, the connection is that of the tables' owner, where the settings name one; else nothing changes."""
        application = self.settings_dict
        if not application.get("OWNER"):
            yield
            return
        self.close()
        self.settings_dict = {**application, **application["OWNER"], "IS_OWNER": True}
        try:
            yield
        finally:
            self.close()
            self.settings_dict = application

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; DatabaseUnavailable, in one sentence, where no server answers."""
        self._start_embedded_server()
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise DatabaseUnavailable(f"连接不上数据库 {self._address()}：{reasons.in_chinese(str(error))}") from error

    def check_database_version_supported(self) -> None:
        """DatabaseUnavailable, in one sentence, where the server is too old."""
        try:
            super().check_database_version_supported()
        except NotSupportedError:
            major = self.pg_version // 10000
            raise DatabaseUnavailable(
                f"数据库 {self._address()} 的版本是 PostgreSQL {major}，需要 {OLDEST} 或更高版本。"
            ) from None

    def _start_embedded_server(self) -> None:
        home = self.settings_dict.get("EMBEDDED_IN")
        if home is None:
            return
        try:
            embedded_postgres.hold(home)
        except embedded_postgres.CannotStart as reason:
            raise DatabaseUnavailable(
                f"{reason}\n也可以改用已有的 PostgreSQL（{OLDEST} 或更高版本）：设置环境变量 DATABASE_URL。"
            ) from reason

    def _address(self) -> str:
        settings = self.settings_dict
        where = ":".join(part for part in (settings["HOST"], settings["PORT"]) if part)
        return f"{settings['NAME']}（{where or '本机'}）"
