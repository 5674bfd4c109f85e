"""Only named modules write to the database: actions for reports, rooms of agencies for people and what is theirs."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WRITERS = {
    "reports/actions": "reports and all that hangs on them",
    "reports/migrations": "what a new version asks of rows of before",
    "agencies/membership.py": "roles",
    "agencies/invitations.py": "accounts and their links",
    "agencies/resets.py": "resets of passwords that take two people",
    "agencies/accounts/telling.py": "what people are told of their accounts",
    "agencies/accounts/passwords.py": "which passwords were used",
    "agencies/accounts/delays.py": "wrong passwords",
    "agencies/register": "agencies",
    "agencies/trail": "what happened",
    "agencies/accounts/own_email.py": "one's own e-mail address",
    "agencies/accounts/second_factor.py": "second factors taken away",
    "agencies/management/commands/give_duty.py": "the three administrators",
    "agencies/management/commands/load_demo_people.py": "the accounts of a trial",
}
CREATES = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "create_user"}
CHANGES = {"update", "delete", "select_for_update"}
SAVES = {"force_insert", "update_fields"}


def writes(tree: ast.AST) -> Iterator[str]:
    """Each call of the ORM that writes, or locks rows to be written."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, receiver = node.func.attr, ast.unparse(node.func.value)
        asks = ".objects" in receiver or ".filter(" in receiver
        saves = name == "save" and SAVES & {keyword.arg for keyword in node.keywords}
        if saves or name in CREATES or (name in CHANGES and asks):
            yield f"{receiver}.{name}"


def is_writer(path: str) -> bool:
    return any(path == writer or path.startswith(f"{writer}/") for writer in WRITERS)


def test_nothing_else_writes() -> None:
    calls = {
        str(path.relative_to(PROJECT)): list(writes(ast.parse(path.read_text(encoding="utf-8"))))
        for room in ("agencies", "reports")
        for path in sorted((PROJECT / room).rglob("*.py"))
    }
    assert {path: each for path, each in calls.items() if each and not is_writer(path)} == {}
    assert all((PROJECT / writer).exists() for writer in WRITERS)
