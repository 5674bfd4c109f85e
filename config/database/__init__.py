"""Which PostgreSQL to talk to: the environment in, Django's DATABASES["default"] out.

With DATABASE_URL any server may be named; libpq itself reads the URL, so everything that psql accepts is accepted
(options such as sslmode, a socket folder as host, several hosts) and everything that it refuses is refused.
Without it the embedded server is used. `base` is the engine for both.

Two accounts: the application's, which may only do what it needs (reports/management/database_rights.py), and the owner
of the tables, by which `migrate` and `restore` work: OWNER in the settings, where one is named.
"""

from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from config.database import reasons
from config.embedded_postgres import APPLICATION, PORT, SUPERUSER, socket_folder

SCHEMES = ("postgresql://", "postgres://")
EXAMPLE = "postgresql://用户:密码@主机:5432/nianbao?sslmode=require"


OWNERS = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def choose(url: str, embedded_home: Path, *, owner_url: str = "", may_embed: bool = True) -> dict[str, Any]:
    """The server that `url` names or, where it is empty, the embedded one that lives in `embedded_home`.

    `owner_url` names the owner of the tables on the same server; the name of the database is that of `url`.

    Raises ImproperlyConfigured where neither is to be had: a machine in real use (`may_embed` False) would otherwise
    work on an empty database that nobody knows of.
    """
    if not url and not may_embed:
        raise ImproperlyConfigured(f"没有设置 DATABASE_URL。正式使用要有自己的 PostgreSQL 数据库，例如 {EXAMPLE}")
    if not url:
        return embedded(embedded_home)
    owner = from_url(owner_url, "NIANBAO_OWNER_DATABASE_URL") if owner_url else {}
    return from_url(url) | ({"OWNER": {key: owner[key] for key in OWNERS}} if owner else {})


def from_url(url: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """The database that `url` names; ImproperlyConfigured, in Chinese, for anything that is not such a URL."""
    if not url.startswith(SCHEMES):
        raise ImproperlyConfigured(f"{variable} 必须以 postgresql:// 开头，例如 {EXAMPLE}（本系统只使用 PostgreSQL）。")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise ImproperlyConfigured(
            f"{variable} 无法识别（{reasons.of_address(str(error))}）。正确的写法例如 {EXAMPLE}"
        ) from None
    if reasons.has_unencoded(parts):
        raise ImproperlyConfigured(f"{variable} 的密码里还有未编码的字符。{reasons.ENCODE}")
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{variable} 没有写明数据库名称。正确的写法例如 {EXAMPLE}")
    port = str(parts.get("port", ""))
    # Several hosts may each have a port, separated by commas; libpq looks at the digits only when it connects.
    if not all(part.isdecimal() for part in port.split(",") if port):
        shown = f"“{port}”" if parts.get("user") else ""  # without an @ it may be the password that stands there
        raise ImproperlyConfigured(f"{variable} 的端口{shown}不是数字。正确的写法例如 {EXAMPLE}")
    return _for_django(parts)


def embedded(home: Path) -> dict[str, Any]:
    """The embedded server's database. Nothing is started before something connects."""
    parts = {"dbname": "nianbao", "user": APPLICATION, "host": str(socket_folder(home)), "port": PORT}
    return _for_django(parts) | {"EMBEDDED_IN": home, "OWNER": {"USER": SUPERUSER}}


def _for_django(parts: dict[str, Any]) -> dict[str, Any]:
    """Django's form of libpq's parameters; whatever Django has no name for travels on in OPTIONS."""
    rest = dict(parts)
    return {
        "ENGINE": "config.database",
        "NAME": rest.pop("dbname"),
        "USER": rest.pop("user", ""),
        "PASSWORD": rest.pop("password", ""),
        "HOST": rest.pop("host", ""),
        "PORT": str(rest.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": rest,
    }
