"""CONTRIBUTING.md keeps its word: each recipe is followed step by step in a copy of the project, and does what it says.

Commands run as a developer types them; only the database is the one of this test run, under a name of its own.
"""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from reports.editions import loader
from tests.docs.recipes import PROJECT, Copy, recipe

PAGE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, {"NIANBAO_DEBUG": "1", "DATABASE_URL": _database()})


@pytest.fixture
def copy_with_database(tmp_path: Path, db: None) -> Copy:
    """A copy whose tests run in the test database of this run, each in a transaction that is rolled back."""
    options = {"PYTEST_ADDOPTS": "--reuse-db -p no:cacheprovider"}
    return Copy(tmp_path, {"NIANBAO_DEBUG": "1", "DATABASE_URL": _database(), **options})


def _database() -> str:
    """The database of this run as a URL; pytest puts `test_` before its name again."""
    told = connection.settings_dict
    password = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    place = f"{quote(told['HOST'], safe='')}:{told['PORT']}"
    return f"postgresql://{told['USER']}{password}@{place}/{told['NAME'].removeprefix('test_')}"


def test_every_recipe_is_followed_here():
    titles = [line[3:] for line in PAGE.splitlines() if line.startswith("## ")]
    assert titles == ["Add a rule", "Add an export format", "Add a page of the desk", "Write the next edition"]


def test_new_rule_finds_what_it_should(copy):
    steps = recipe(PAGE, "Add a rule")
    copy.follow(steps[:-1])
    told = copy.run(steps[-1].text.replace("-q", "-v"))
    for test in ("test_example_is_found_at_its_words", "test_planted_faults_are_found_and_near_misses_let_be"):
        assert f"{test}[Y404] PASSED" in told
    copy.run(".venv/bin/ruff check reports/checks tests/checks")


def test_new_format_writes_its_file_and_its_migration(copy):
    copy.follow(recipe(PAGE, "Add an export format"))
    (migration,) = set((copy.folder / "reports/migrations").glob("0*.py")) - {
        copy.folder / path.relative_to(PROJECT) for path in (PROJECT / "reports/migrations").glob("0*.py")
    }
    assert "纯文本" in migration.read_text()
    copy.run(
        ".venv/bin/ruff check reports/rendering/plain.py reports/rendering/formats.py tests/rendering/test_plain.py"
    )


@pytest.mark.django_db
def test_new_page_opens_for_members_only_and_asks_for_its_row(copy_with_database):
    copy = copy_with_database
    steps = recipe(PAGE, "Add a page of the desk")
    first_row = next(number for number, step in enumerate(steps) if step.path == "tests/test_permissions.py")
    copy.follow(steps[:first_row])
    refused = copy.call(".venv/bin/pytest -q tests/test_permissions.py::test_every_address_is_in_the_table")
    assert (refused.returncode, "desk/<slug:code>/deadlines/" in refused.stdout) == (1, True), refused.stdout
    copy.follow(steps[first_row:])
    copy.run(".venv/bin/ruff check reports/desk tests/desk")


def test_next_edition_rules_its_years(copy):
    copy.follow(recipe(PAGE, "Write the next edition"))
    assert "国办公开办函〔2026〕1号" in (copy.folder / "e2026.schema.json").read_text()
    matches = loader.load_editions(copy.folder / "reports/editions")
    assert [(edition.code, edition.first_year, edition.last_year) for edition in matches] == [
        ("2019", 2019, 2020),
        ("2021", 2021, 2025),
        ("2026", 2026, None),
    ]
