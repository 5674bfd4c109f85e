"""The SQL files of the triggers: each is installed, nothing else is, and none says another thing than the code."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from agencies.models.membership import ONLY_THESE_SUPERVISE, SUPERVISING_KINDS
from agencies.models.trail import FIRST
from agencies.models.triggers import created_functions, created_triggers
from agencies.roles import Role
from reports.workflow.transitions import REVIEWS, STAGES, State, steps

PROJECT = Path(__file__).resolve().parents[2]
FILES = sorted(PROJECT.glob("*/models/triggers/*.sql"))
SQL = {path.stem: path.read_text(encoding="utf-8") for path in FILES}


def installed() -> dict[tuple[str, str], bool]:
    """Every trigger of our tables, by its name and table, and whether it is enabled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text, tgenabled = 'O' FROM pg_trigger WHERE NOT tgisinternal")
        return {(name, table): enabled for name, table, enabled in cursor.fetchall()}


def functions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        return {name for (name,) in cursor.fetchall()}


def quoted(text: str) -> list[str]:
    """The words in single quotes, in their order."""
    return re.findall(r"'(\w+)'", text)


def test_files_are_found() -> None:
    assert {path.parents[2].name for path in FILES} == {"agencies", "reports"}


@pytest.mark.parametrize("name", SQL)
def test_each_file_says_what_it_protects_before_it_creates_something(name: str) -> None:
    assert re.match(r"-- \S.*\n(-- ?.*\n)*\nCREATE ", SQL[name])
    assert created_triggers(SQL[name]) or created_functions(SQL[name]) == [name]


@pytest.mark.django_db
def test_every_trigger_of_the_files_is_installed_and_no_other() -> None:
    assert installed() == {tuple(trigger): True for sql in SQL.values() for trigger in created_triggers(sql)}
    assert functions() == {name for sql in SQL.values() for name in created_functions(sql)}


@pytest.mark.django_db(transaction=True)
def test_migrations_take_the_triggers_away_and_bring_them_back() -> None:
    before = (installed(), functions())
    try:
        call_command("migrate", "reports", "0001", verbosity=0)
        call_command("migrate", "agencies", "0001", verbosity=0)
        assert (installed(), functions()) == ({}, set())
    finally:
        call_command("migrate", verbosity=0)
    assert (installed(), functions()) == before


def test_steps_of_the_file_are_those_of_the_table_of_transitions() -> None:
    (listed,) = re.findall(r"\(OLD\.state, NEW\.state\) NOT IN \((.*?)\n    \)", SQL["report_moves_legally"], re.DOTALL)
    pairs = re.findall(r"\('(\w+)', '(\w+)'\)", listed)
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(str(state), str(to)) for state, to in steps()}


def test_stages_that_take_a_signature_are_those_of_the_workflow() -> None:
    (listed,) = re.findall(r"OLD\.state IN \(([^)]*)\)\s+AND NEW\.state <> 'drafting'", SQL["report_moves_legally"])
    assert quoted(listed) == [str(stage) for stage in STAGES]
    (reviews, count) = re.findall(r"stage IN \(([^)]*)\)\s+\) < (\d)", SQL["release_is_signed"])[0]
    assert (quoted(reviews), int(count)) == ([str(stage) for stage in REVIEWS], len(REVIEWS))


@pytest.mark.parametrize("name", SQL)
def test_states_that_a_file_names_exist(name: str) -> None:
    named = [
        state for words in re.findall(r"\bstate (?:=|<>|IN) (\([^)]*\)|'\w+')", SQL[name]) for state in quoted(words)
    ]
    assert set(named) <= {str(state) for state in State}


def test_supervisors_are_where_the_model_allows_them() -> None:
    sql = SQL["membership_supervisor_seat"]
    assert quoted(re.findall(r"kind IN (\([^)]*\))", sql)[0]) == [str(kind) for kind in SUPERVISING_KINDS]
    assert re.findall(r"NEW\.role = '(\w+)'", sql) == [Role.SUPERVISOR]
    assert f"'{ONLY_THESE_SUPERVISE}'" in sql


def test_first_event_stands_on_the_same_digest() -> None:
    (digit, count) = re.findall(r"repeat\('(\d)', (\d+)\)", SQL["event_joins_the_last"])[0]
    assert digit * int(count) == FIRST
