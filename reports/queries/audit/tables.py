"""The tables themselves: they have the constraints that the models ask for, and nothing hides rows or fills them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import connection, models

OURS = ("agencies", "reports")
_KINDS = {"primary_key": "主键", "unique": "唯一", "foreign_key": "外键"}
# Each gives the names of what should not be there, and takes the names of our tables.
_NEVER = {
    "数据库里的表 {} 隐藏了一部分行。": """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%(tables)s)
        AND (relrowsecurity OR EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)) ORDER BY 1
    """,
    "数据库里的约束 {} 没有核对过，或者被停用了。": """
        SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND (NOT convalidated
        OR EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = pg_constraint.oid AND tgisinternal AND tgenabled <> 'O'))
        UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT indisvalid ORDER BY 1
    """,
    "数据库里的列 {} 多出了缺省值。": """
        SELECT relname || '.' || attname FROM pg_attrdef JOIN pg_class ON pg_class.oid = adrelid
        JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
        WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%(tables)s)
        AND attgenerated = '' ORDER BY 1
    """,
    "数据库里多出了事件触发器 {}。": "SELECT evtname FROM pg_event_trigger ORDER BY 1",
    "数据库或它的账号多出了设置：{}。": """
        SELECT COALESCE(rolname || ' ', '') || setting
        FROM pg_db_role_setting LEFT JOIN pg_roles ON pg_roles.oid = setrole, unnest(setconfig) AS setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        AND CASE WHEN setrole = 0 THEN true ELSE has_table_privilege(setrole, 'public.reports_event', 'SELECT') END
        ORDER BY 1
    """,
}


def changed_tables() -> Iterator[str]:
    """Constraints that are gone or not in force, hidden rows, defaults, and settings that come with signing in."""
    ours = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    names = {"tables": [model._meta.db_table for model in ours]}
    with connection.cursor() as cursor:
        for model in ours:
            stored = connection.introspection.get_constraints(cursor, model._meta.db_table)
            for fault in _missing(model, stored):
                yield f"数据库里的约束 {fault} 不见了，或者被改动过。"
        for sentence, query in _NEVER.items():
            cursor.execute(query, names)
            yield from (sentence.format(name) for (name,) in cursor.fetchall())


def _missing(model: type[models.Model], stored: Mapping[str, Any]) -> Iterator[str]:
    """The constraints of the model by their names, and by column those that Django names itself."""
    for constraint in model._meta.constraints:
        has = stored.get(constraint.name, {})
        if not has.get("unique" if isinstance(constraint, models.UniqueConstraint) else "check"):
            yield constraint.name
        elif isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]
            if has["columns"] != columns:
                yield constraint.name
    for field in model._meta.local_concrete_fields:
        alone = [each for each in stored.values() if each["columns"] == [field.column]]
        for kind in _kinds(field):
            if not any(each[kind] for each in alone):
                yield f"{model._meta.db_table}.{field.column}（{_KINDS[kind]}）"


def _kinds(field: "models.Field[Any, Any]") -> Iterator[str]:
    if field.primary_key:
        yield "primary_key"
    elif field.unique:
        yield "unique"
    if field.is_relation and getattr(field, "db_constraint", False):
        yield "foreign_key"
