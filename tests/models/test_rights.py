"""What the application's account of the database may do: by SQL, signed in as whoever has its password.

Every attack is made on a connection of its own, past the application, and refused by the server.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core import checks
from django.db import connection, transaction

from agencies.models.rights import NEVER_DELETED, ONLY_ADDED_TO, ONLY_READ, USUAL
from reports.management import database_rights
from reports.management.database_rights import RIGHTS, grant
from tests import roles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("ROLE" not in connection.settings_dict, reason="only one account is known here"),
]
DENIED, OWNS = "permission denied", "must be owner"
ATTACKS = {
    "TRUNCATE reports_event": DENIED,
    "ALTER TABLE reports_event DISABLE TRIGGER ALL": OWNS,
    "ALTER TABLE reports_release ADD COLUMN x integer": OWNS,
    "DROP TABLE reports_signoff": OWNS,
    "DROP TRIGGER event_is_final ON reports_event": OWNS,
    "DROP FUNCTION refuse_change() CASCADE": OWNS,
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$": DENIED,
    "ALTER FUNCTION refuse_change() RENAME TO other": OWNS,
    "CREATE TRIGGER first BEFORE INSERT ON reports_event FOR EACH ROW EXECUTE FUNCTION refuse_change()": DENIED,
    "CREATE RULE away AS ON INSERT TO reports_event DO INSTEAD NOTHING": OWNS,
    "CREATE TABLE mine (id integer)": DENIED,
    "CREATE SCHEMA mine": DENIED,
    # Triggers read the signatures by the name of their table: one in front of it would be read instead.
    "CREATE TEMPORARY TABLE reports_signoff (id integer)": DENIED,
    "SET session_replication_role = replica": DENIED,
    "SET ROLE postgres": DENIED,
    "UPDATE reports_event SET action = action": DENIED,
    "SELECT * FROM reports_upload FOR UPDATE": DENIED,
    "DELETE FROM reports_release": DENIED,
    "UPDATE agencies_membershipchange SET id = id": DENIED,
    "DELETE FROM reports_report": DENIED,
    "UPDATE django_migrations SET name = name": DENIED,
    "COPY reports_event TO PROGRAM 'cat'": DENIED,
    "SELECT lo_create(0)": DENIED,
}


@pytest.fixture
def attacker() -> Iterator["psycopg.Connection[Any]"]:
    """Somebody with the address of the application's database and its password."""
    parts = connection.settings_dict
    with psycopg.connect(
        host=str(parts["HOST"]), port=parts["PORT"], user=parts["ROLE"], dbname=parts["NAME"], autocommit=True
    ) as signed_in:
        yield signed_in


@pytest.mark.parametrize("statement", ATTACKS)
def test_attack_is_refused_by_the_server(attacker, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=ATTACKS[statement]):
        attacker.execute(statement)


def triggers(bits: int) -> set[str]:
    """Tables of which a trigger refuses every statement of these kinds (8 DELETE, 16 UPDATE), whatever the row says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE proname = 'refuse_change' AND tgqual IS NULL AND tgtype & %s = %s",
            [bits, bits],
        )
        return {table for (table,) in cursor.fetchall()}


# Never deleted, though no rule refuses it.
NEVER_DELETED_BESIDES = {"reports_report"}


def test_rights_are_those_that_the_triggers_leave() -> None:
    only_added_to = {table for table, rights in RIGHTS.items() if rights == ONLY_ADDED_TO}
    never_deleted = {table for table, rights in RIGHTS.items() if "DELETE" not in rights} - NEVER_DELETED_BESIDES
    read = {table for table, rights in RIGHTS.items() if rights == ONLY_READ}
    assert only_added_to == triggers(8 | 16)
    assert never_deleted - read == triggers(8)


def test_tables_that_are_named_exist_and_rights_are_what_is_granted() -> None:
    tables = set(connection.introspection.table_names())
    assert RIGHTS.keys() - tables == set()
    with connection.cursor() as cursor:
        held = database_rights._held(cursor)
    assert held == {table: set(RIGHTS.get(table, USUAL)) for table in tables}
    assert set(RIGHTS.values()) == {ONLY_ADDED_TO, NEVER_DELETED, ONLY_READ}


def test_functions_look_only_into_the_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proconfig IS NULL")
        assert cursor.fetchall() == []


def test_documented_accounts_are_in_order() -> None:
    assert list(database_rights.complaints()) == []
    assert checks.run_checks(tags=[checks.Tags.database], databases=["default"]) == []


def test_owner_is_warned_of() -> None:
    with roles.owner():
        says = list(database_rights.complaints())
        warned = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    assert says == [
        "网站用的数据库账号“postgres”是数据表的所有者或超级用户，能停用触发器、清空数据表。"
        "请改用两个账号，见 docs/部署.md 第 12 节。"
    ]
    assert [each.msg for each in warned if each.id == "nianbao.W001"] == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("REVOKE INSERT ON reports_event FROM nianbao", "对数据表 reports_event 缺少权限"),
        ("GRANT TRUNCATE ON reports_event TO nianbao", "对数据表 reports_event 有多余的权限"),
        ("GRANT CREATE ON SCHEMA public TO nianbao", "能在数据库里新建对象"),
    ],
)
def test_wrong_right_is_named_and_mended_by_granting_anew(change: str, says: str) -> None:
    with roles.owner(), connection.cursor() as cursor:
        cursor.execute(change)
    assert [says in each for each in database_rights.complaints()] == [True]
    with roles.owner(), transaction.atomic():
        grant(connection.settings_dict["ROLE"])
    assert list(database_rights.complaints()) == []
