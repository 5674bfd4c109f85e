"""Triggers: what the database refuses whatever code or hand writes. One SQL file says one rule, and why it is there.

In: the folder and the name of such a file. Out: the operation for a migration that installs what the file creates.
A file is never changed once it is installed somewhere: another migration installs another file.
"""

import re
from pathlib import Path
from typing import NamedTuple

from django.db.migrations import RunSQL

HERE = Path(__file__).parent

_COMMENT = re.compile(r"--[^\n]*")
_TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\bON (\w+)", re.MULTILINE)
_STATEMENT = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*", re.MULTILINE)
_BODY = re.compile(r"^CREATE FUNCTION (?P<name>\w+)\(\)[^$]*\$\$(?P<body>.*?)\$\$;", re.MULTILINE | re.DOTALL)
_FUNCTION = re.compile(r"^CREATE FUNCTION (\w+)\(\)", re.MULTILINE)


class CreatedTrigger(NamedTuple):
    """A trigger that a file creates, and the table it stands on."""

    name: str
    table: str


class CreatedStatements(NamedTuple):
    """What a file creates: the statements of its triggers, and the bodies of its functions, by name."""

    triggers: dict[str, str]
    functions: dict[str, str]


def install(folder: Path, name: str) -> RunSQL:
    """The operation that runs `name`.sql of the folder; backwards it drops the triggers and functions of the file."""
    sql = (folder / f"{name}.sql").read_text(encoding="utf-8")
    dropped = [f"DROP TRIGGER {trigger.name} ON {trigger.table};" for trigger in created_triggers(sql)]
    dropped += [f"DROP FUNCTION {function}();" for function in created_functions(sql)]
    return RunSQL(sql, "\n".join(dropped))


def created_triggers(sql: str) -> list[CreatedTrigger]:
    """The triggers that the text of a file creates, in its order."""
    return [CreatedTrigger(*names) for names in _TRIGGER.findall(_COMMENT.sub("", sql))]


def created_statements(sql: str) -> CreatedStatements:
    """The whole statements of the triggers that the text of a file creates, and the bodies of its functions."""
    bodies = {match["name"]: match["body"] for match in _BODY.finditer(sql)}
    rest = _COMMENT.sub("", _BODY.sub("", sql))
    return CreatedStatements({match[1]: match[0] for match in _STATEMENT.finditer(rest)}, bodies)


def created_functions(sql: str) -> list[str]:
    """The names of the functions that the text of a file creates, in its order; none of them takes parameters."""
    return _FUNCTION.findall(_COMMENT.sub("", sql))
