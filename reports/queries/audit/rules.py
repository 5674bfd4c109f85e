"""The rules of the database itself: each trigger is there, switched on, and says what its file says; none is added.

Which function a trigger calls is asked of what PostgreSQL stores: how it prints names depends on settings.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.db import connection

from agencies.models.triggers import created_statements, created_triggers

_ENABLED = "O"
_TRIGGERS = """
    SELECT relname, tgname, tgenabled, pg_get_triggerdef(pg_trigger.oid),
        CASE WHEN pronamespace = 'public'::regnamespace AND pronargs = 0 THEN proname ELSE '' END
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
"""
_FUNCTIONS = """
    SELECT proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')', prosrc, proconfig,
        lanname = 'plpgsql' AND NOT prosecdef
    FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""
_REWRITES = """
    SELECT rulename, ev_class::regclass::text FROM pg_rewrite
    WHERE rulename <> '_RETURN'
    AND ev_class IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""
# What `migrate` sets where the application has an account of its own (reports/management/database_rights.py).
_PATHS = (None, ["search_path=public, pg_temp"])
# What PostgreSQL writes otherwise than we do, without another meaning.
_NOISE = re.compile(r"::\w+(?: varying)?|\bpublic\.|\bROW\b|[()\s\"]")
_LITERAL = re.compile(r"('(?:[^']|'')*')")
_ROWS_DIFFER = re.compile(r"\(([^()]*)\)\s*IS DISTINCT FROM\s*\(([^()]*)\)")
_EVENTS = re.compile(r"(BEFORE|AFTER) (.+?) ON ", re.DOTALL)
_CALLED = re.compile(r"EXECUTE FUNCTION (\w+)\(")


class _Stored(NamedTuple):
    """A trigger as PostgreSQL has it; `calls` is blank for a function that is not one of ours."""

    enabled: str
    definition: str
    calls: str


def changed_rules() -> Iterator[str]:
    """Triggers and their functions that are missing, switched off, say something else, or that nobody installed."""
    triggers, functions = _expected()
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        installed = {(table, name): _Stored(*rest) for table, name, *rest in cursor.fetchall()}
        cursor.execute(_FUNCTIONS)
        bodies = {name: (body.strip(), path in _PATHS and plain) for name, body, path, plain in cursor.fetchall()}
        cursor.execute(_REWRITES)
        rewrites = cursor.fetchall()
    for (table, name), statement in triggers.items():
        if fault := _fault(installed.get((table, name)), statement):
            yield f"数据库里的规则 {name} {fault}。"
    for name, body in functions.items():
        if bodies.get(f"{name}()") != (body.strip(), True):
            yield f"数据库里的规则 {name}（函数）{'被改动过' if f'{name}()' in bodies else '不见了'}。"
    yield from (f"数据库里多出了一条规则 {name}。" for _, name in sorted(installed.keys() - triggers.keys()))
    ours = {f"{name}()" for name in functions}
    yield from (f"数据库里多出了一个函数 {name}。" for name in sorted(bodies.keys() - ours))
    yield from (f"数据库里的表 {table} 多出了一条改写规则 {name}。" for name, table in rewrites)


def _fault(stored: _Stored | None, statement: str) -> str:
    if stored is None:
        return "不见了"
    if stored.enabled != _ENABLED:
        return "被停用了"
    same = _bare(stored.definition) == _bare(statement) and [stored.calls] == _CALLED.findall(statement)
    return "" if same else "被改动过"


def _expected() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """The statements that create triggers, by table and name, and the bodies of functions, as the files say them."""
    triggers: dict[tuple[str, str], str] = {}
    functions: dict[str, str] = {}
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "models" / "triggers").glob("*.sql")):
            sql = path.read_text(encoding="utf-8")
            created = created_statements(sql)
            triggers |= {(table, name): created.triggers[name] for name, table in created_triggers(sql)}
            functions |= created.functions
    return triggers, functions


def _bare(statement: str) -> str:
    """The statement in one spelling, whoever wrote it; words in quotes stay as they are."""
    in_order = _EVENTS.sub(lambda match: f"{match[1]} {_sorted(match[2])} ON ", statement.rstrip("; \n"))
    parts = _LITERAL.split(_ROWS_DIFFER.sub(_column_by_column, in_order))
    return "".join(part if place % 2 else _NOISE.sub("", part).lower() for place, part in enumerate(parts))


def _column_by_column(rows: re.Match[str]) -> str:
    """PostgreSQL keeps the comparison of two rows as comparisons of their columns."""
    pairs = zip(rows[1].split(","), rows[2].split(","), strict=True)
    return " OR ".join(f"{one} IS DISTINCT FROM {other}" for one, other in pairs)


def _sorted(events: str) -> str:
    return " OR ".join(sorted(event.strip() for event in re.split(r"\bOR\b", events)))
