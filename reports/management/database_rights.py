"""Two accounts of the database: the owner of the tables, and the application's, which may do what it needs and no more.

In: the database. Out: `grant` gives the application its rights and takes every other, `complaints` says in Chinese what
is wrong with them. The data are in agencies/models/rights.py and reports/models/rights.py.

Neither TEMPORARY nor CREATE is among them, and functions look only into the schema: a table of the same name in front
of it would let the triggers read forged signatures.
"""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.db import DatabaseError, connection, transaction

from agencies.models.rights import RIGHTS as OF_AGENCIES
from agencies.models.rights import USUAL
from reports.models.rights import RIGHTS as OF_REPORTS

RIGHTS = OF_AGENCIES | OF_REPORTS  # type: ignore[operator]
EVERY_RIGHT = (*USUAL, "TRUNCATE", "REFERENCES", "TRIGGER")
_TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
_HELD = (
    "SELECT relname, privilege FROM pg_class, unnest(%s::text[]) AS privilege WHERE relkind IN ('r', 'p')"
    " AND relnamespace = 'public'::regnamespace AND has_table_privilege(pg_class.oid, privilege)"
)
_FUNCTIONS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " AND proowner = current_user::regrole AND proconfig IS NULL"
)
# Large objects (lo_create and its like) stand in no table, so the rights of tables do not keep anybody from them. They
# belong to the server's superuser: another owner of our tables cannot take them away, and none are used.
_LARGE_OBJECTS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace"
    " AND proname ~ '^lo(_.*|read|write)$' AND pg_has_role(proowner, 'USAGE')"
)
_STANDING = (
    "SELECT current_user, rolsuper OR EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p')"
    " AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'USAGE')),"
    " has_schema_privilege('public', 'CREATE') OR has_database_privilege(current_database(), 'TEMPORARY')"
    " FROM pg_roles WHERE rolname = current_user"
)
LISTED = 3


def wanted(table: str) -> set[str]:
    """What the application may do with the table."""
    return set(RIGHTS.get(table, USUAL))


def current_account() -> str:
    """The account that the connection works as now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def grant(application: str) -> None:
    """Give the account its rights and take every other from it and from everybody. As the owner; may be repeated."""
    if application == current_account():
        return  # one account for everything: it owns the tables, and complaints say so
    role, database = (connection.ops.quote_name(name) for name in (application, connection.settings_dict["NAME"]))
    with transaction.atomic(), connection.cursor() as cursor:
        for each in (
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {role}",
            f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
            f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",  # for pg_dump
        ):
            cursor.execute(each)
        for table in _column(cursor, _TABLES):
            cursor.execute(f"GRANT {', '.join(sorted(wanted(table)))} ON {connection.ops.quote_name(table)} TO {role}")
        for function in _column(cursor, _FUNCTIONS):
            cursor.execute(f"ALTER FUNCTION {function} SET search_path = public, pg_temp")
        for function in _column(cursor, _LARGE_OBJECTS):
            cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC, {role}")


def missing() -> str:
    """A sentence where the application cannot work for want of a right, else none. Raises DatabaseError."""
    with connection.cursor() as cursor:
        held = _held(cursor)
        tables = [table for table in _column(cursor, _TABLES) if wanted(table) - held.get(table, set())]
    if not tables:
        return ""
    return f"数据库账号“{current_account()}”对数据表 {_named(tables)} 缺少权限。请由 root 运行：nianbao migrate"


def excess() -> str:
    """A sentence where the application may do more than it needs, else none. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        account, owns, creates = cursor.fetchone()
        if owns:
            return (
                f"网站用的数据库账号“{account}”是数据表的所有者或超级用户，能停用触发器、清空数据表。"
                "请改用两个账号，见 docs/部署.md 第 12 节。"
            )
        tables = sorted(table for table, held in _held(cursor).items() if held - wanted(table))
    if tables:
        return f"数据库账号“{account}”对数据表 {_named(tables)} 有多余的权限。请由 root 运行：nianbao migrate"
    return f"数据库账号“{account}”能在数据库里新建对象。请由 root 运行：nianbao migrate" if creates else ""


def complaints() -> Iterator[str]:
    """Everything that is wrong with the rights of the application. Raises DatabaseError."""
    yield from filter(None, (missing(), excess()))


def check_deployment(**_options: Any) -> list[checks.CheckMessage]:
    """For `manage.py check --deploy`."""
    return check()


def check(**_options: Any) -> list[checks.CheckMessage]:
    """For `manage.py check --database default`; says nothing of what cannot be asked."""
    if connection.settings_dict.get("IS_OWNER"):
        return []  # `migrate` is about to grant them
    try:
        return [checks.Warning(says, id="nianbao.W001") for says in complaints()]
    except DatabaseError:
        return []


def _held(cursor: Any) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    cursor.execute(_HELD, [list(EVERY_RIGHT)])
    for table, right in cursor.fetchall():
        held.setdefault(table, set()).add(right)
    return held


def _column(cursor: Any, query: str) -> list[str]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


def _named(tables: list[str]) -> str:
    return "、".join(tables[:LISTED]) + (f" 等 {len(tables)} 个" if len(tables) > LISTED else "")
