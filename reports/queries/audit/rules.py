"""The rules of the database itself: each trigger is there, switched on, and says what its file says; none is added."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection

from agencies.models.triggers import created_statements

_ENABLED = "O"
_TRIGGERS = """
    SELECT tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
"""
_FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
_REWRITES = """
    SELECT rulename, ev_class::regclass::text FROM pg_rewrite
    WHERE rulename <> '_RETURN'
    AND ev_class IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
"""
# What PostgreSQL writes otherwise than we do, without another meaning.
_NOISE = re.compile(r"::\w+(?: varying)?|\bpublic\.|\bROW\b|[()\s\"]")
_ROWS_DIFFER = re.compile(r"\(([^()]*)\)\s*IS DISTINCT FROM\s*\(([^()]*)\)")
_EVENTS = re.compile(r"(BEFORE|AFTER) (.+?) ON ", re.DOTALL)


def changed_rules() -> Iterator[str]:
    """Triggers and their functions that are missing, switched off, say something else, or that nobody installed."""
    triggers, functions = _expected()
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        installed = {name: (enabled, definition) for name, enabled, definition in cursor.fetchall()}
        cursor.execute(_FUNCTIONS)
        bodies = dict(cursor.fetchall())
        cursor.execute(_REWRITES)
        rewrites = cursor.fetchall()
    for name, statement in triggers.items():
        enabled, definition = installed.get(name, ("", ""))
        if not definition:
            yield f"数据库里的规则 {name} 不见了。"
        elif enabled != _ENABLED:
            yield f"数据库里的规则 {name} 被停用了。"
        elif _bare(definition) != _bare(statement):
            yield f"数据库里的规则 {name} 被改动过。"
    for name, body in functions.items():
        if bodies.get(name, "").strip() != body.strip():
            yield f"数据库里的规则 {name}（函数）{'被改动过' if name in bodies else '不见了'}。"
    yield from (f"数据库里多出了一条规则 {name}。" for name in sorted(installed.keys() - triggers.keys()))
    yield from (f"数据库里的表 {table} 多出了一条改写规则 {name}。" for name, table in rewrites)


def _expected() -> tuple[dict[str, str], dict[str, str]]:
    """The statements that create triggers and the bodies of functions, by name, as the files say them."""
    triggers: dict[str, str] = {}
    functions: dict[str, str] = {}
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "models" / "triggers").glob("*.sql")):
            created = created_statements(path.read_text(encoding="utf-8"))
            triggers |= created.triggers
            functions |= created.functions
    return triggers, functions


def _bare(statement: str) -> str:
    """The statement in one spelling, whoever wrote it."""
    in_order = _EVENTS.sub(lambda match: f"{match[1]} {_sorted(match[2])} ON ", statement.rstrip("; \n"))
    return _NOISE.sub("", _ROWS_DIFFER.sub(_column_by_column, in_order)).lower()


def _column_by_column(rows: re.Match[str]) -> str:
    """PostgreSQL keeps the comparison of two rows as comparisons of their columns."""
    pairs = zip(rows[1].split(","), rows[2].split(","), strict=True)
    return " OR ".join(f"{one} IS DISTINCT FROM {other}" for one, other in pairs)


def _sorted(events: str) -> str:
    return " OR ".join(sorted(event.strip() for event in re.split(r"\bOR\b", events)))
