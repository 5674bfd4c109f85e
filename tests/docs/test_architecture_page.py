"""docs/architecture.md: every file and function it names exists, its rooms and arrows are those of the project."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.recipes import PROJECT

PAGE = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
ERRANDS = dict(
    re.findall(r"^### (.+?)\n\n(.*?)\n\n(?=#)", PAGE.partition("## Errands\n")[2], re.DOTALL | re.MULTILINE),
)
STOPS = [stop for walk in ERRANDS.values() for stop in re.findall(r"^\d\. `([^`]+)`, `([^`]+)`: ", walk, re.MULTILINE)]


def test_five_errands_take_at_most_three_files_each():
    assert list(ERRANDS) == [
        "Where a balance is checked",
        "Where a page break is decided",
        "Where an upload is stored",
        "How a public page is cached",
        "Who may sign",
    ]
    assert {title: len(walk.splitlines()) <= 3 for title, walk in ERRANDS.items()} == dict.fromkeys(ERRANDS, True)
    assert len(STOPS) == sum(len(walk.splitlines()) for walk in ERRANDS.values())


@pytest.mark.parametrize(("path", "name"), STOPS)
def test_stop_of_an_errand_is_there(path, name):
    assert name in names_in(PROJECT / path)


def names_in(path: Path) -> set[str]:
    """What a Python file defines at its top, or the keys that a YAML file has."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return set(re.findall(r"^[ -]*(\w+):", text, re.MULTILINE))
    defined = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined |= {target.id for target in targets if isinstance(target, ast.Name)}
    return defined


def test_every_file_and_folder_named_exists():
    named = re.findall(r"`((?:agencies|bin|config|docs|reports|static|templates|tests)/[^`]*)`", PAGE)
    linked = re.findall(r"\]\(([^)#]+)", PAGE)
    assert [path for path in named if not (PROJECT / path).exists()] == []
    assert [path for path in linked if not (PROJECT / "docs" / path).exists()] == []


def test_arrows_are_those_of_import_linter():
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (floors,) = [each["layers"] for each in contracts["contracts"] if each.get("containers") == ["reports"]]
    (drawn,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert drawn.splitlines() == floors


def test_every_room_is_in_the_table():
    rooms = {f"reports/{path.parent.name}/" for path in (PROJECT / "reports").glob("*/__init__.py")}
    listed = set(re.findall(r"^\| `(reports/[a-z]+/)` \|", PAGE, re.MULTILINE))
    assert listed == rooms - {"reports/migrations/"}
