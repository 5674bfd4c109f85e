"""Which PostgreSQL to talk to: DATABASE_URL in, Django's DATABASES["default"] out.

libpq itself reads the URL, so everything that psql accepts is accepted (options such as sslmode, a socket folder as
host, several hosts) and everything that it refuses is refused.
"""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

SCHEMES = ("postgresql://", "postgres://")
EXAMPLE = "postgresql://用户:密码@主机:5432/nianbao?sslmode=require"


def from_url(url: str) -> dict[str, Any]:
    """The database that `url` names; ImproperlyConfigured, in Chinese, for anything that is not such a URL."""
    if not url.startswith(SCHEMES):
        raise ImproperlyConfigured(f"DATABASE_URL 必须以 postgresql:// 开头，例如 {EXAMPLE}（本系统只使用 PostgreSQL）。")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise ImproperlyConfigured(f"DATABASE_URL 无法识别（{_reason(error)}）。正确的写法例如 {EXAMPLE}") from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"DATABASE_URL 没有写明数据库名称。正确的写法例如 {EXAMPLE}")
    return from_parts(parts)


def from_parts(parts: dict[str, Any]) -> dict[str, Any]:
    """Django's form of libpq's parameters; whatever Django has no name for travels on in OPTIONS."""
    rest = dict(parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": rest.pop("dbname"),
        "USER": rest.pop("user", ""),
        "PASSWORD": rest.pop("password", ""),
        "HOST": rest.pop("host", ""),
        "PORT": str(rest.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": rest,
    }


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
