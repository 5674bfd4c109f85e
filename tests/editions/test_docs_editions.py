"""docs/editions.md keeps its word: its example loads, its drawing is drawn, every key is explained, its steps work."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from reports import editions
from reports.checks.arithmetic import FigureSubject, check
from reports.content import figures
from reports.editions import Edition, EditionError, cells_of, grid_of, loader, schema
from reports.findings import Level
from reports.models.conditions import edition_of_year
from tests.editions.drawing import draw

PAGE = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")


def fenced(language: str) -> str:
    (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return text


@pytest.fixture
def example(tmp_path) -> Edition:
    path = tmp_path / "e2026.yaml"
    path.write_text(fenced("yaml"), encoding="utf-8")
    return loader.load_edition(path)


def zeros(edition: Edition, **changes: object) -> figures.Figures:
    return figures.parse_all(edition, dict.fromkeys(editions.typed_keys(edition), 0) | changes).figures


MODELS = [each for each in vars(schema).values() if isinstance(each, type) and issubclass(each, BaseModel)]


def test_example_is_an_edition(example):
    assert (example.code, example.prose_keys) == ("2026", ("opening", "overview", "contact"))
    assert len(cells_of(example)) == 3 * 2 + 1 + 6 * 3


def test_example_draws_the_table_shown(example):
    assert draw(grid_of(example, "requests")) == fenced("text")


@pytest.mark.parametrize(
    "field",
    sorted({name for model in MODELS for name in model.model_fields}),
)
def test_every_key_of_the_schema_is_explained_and_shown(field):
    explained = PAGE[PAGE.index("## What each key does") :]
    assert f"`{field}`" in explained
    assert re.search(rf"\b{field}:", fenced("yaml"))


def test_no_key_is_explained_that_does_not_exist():
    explained = PAGE[PAGE.index("## What each key does") : PAGE.index("## Steps")]
    words = set(re.findall(r"`([a-z_]+)`", explained))
    known = {name for model in MODELS for name in model.model_fields}
    assert words - known == {"count", "change", "money", *get_args(schema.CellRole)}


def test_every_role_is_explained_and_none_that_does_not_exist():
    named = re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE)
    assert named == list(get_args(schema.CellRole))


def test_sums_add_up_what_stands_before_them_and_run_along_the_row(example):
    cells = cells_of(example)
    assert cells["requests.concluded.person"].parts == ("requests.granted.person", "requests.refused.person")
    assert cells["requests.concluded.total"].parts == ("requests.concluded.person", "requests.concluded.firm")


def test_relations_of_the_example_are_checked(example):
    before = figures.complete(example, zeros(example, **{"requests.carried_out.firm": 1, "requests.received.firm": 1}))
    now = zeros(
        example,
        **{"requests.received.person": 2, "disclosure.regulations.in_force": 3, "disclosure.charges.amount": "0.5"},
    )
    findings = check(FigureSubject(example, 2027, now, may_make_regulations=False, last_year=before))
    assert [(finding.code, finding.level) for finding in findings] == [
        ("B101", Level.ERROR),
        ("B105", Level.WARNING),
        ("C201", Level.ERROR),
        ("C202", Level.WARNING),
    ]


def test_refusal_in_the_steps_is_the_refusal_of_the_reader(tmp_path):
    """The page quotes a line of another file; its words and its form are the reader's."""
    (quoted,) = re.findall(r"`(e2026\.yaml 第 \d+ 行，[^`]*)`", PAGE)
    path = tmp_path / "e2026.yaml"
    path.write_text(fenced("yaml").replace("left: [received,", "left: [recieved,"), encoding="utf-8")
    with pytest.raises(EditionError) as refusal:
        loader.load_edition(path)
    assert re.sub(r"第 \d+ 行|sections\[\d\]", "", str(refusal.value)) == re.sub(
        r"第 \d+ 行|sections\[\d\]", "", quoted
    )


def test_new_edition_needs_the_one_before_it_closed(tmp_path):
    for path in loader.FOLDER.glob("e*.yaml"):
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text, "utf-8")
    (tmp_path / "e2026.yaml").write_text(fenced("yaml"), "utf-8")
    with pytest.raises(EditionError) as refusal:
        loader.load_editions(tmp_path)
    assert str(refusal.value) == "版本 2021 与 2026 的适用年度重叠"
    last = tmp_path / "e2021.yaml"
    last.write_text(
        last.read_text("utf-8").replace("first_year: 2021\n", "first_year: 2021\nlast_year: 2025\n"), "utf-8"
    )
    assert [edition.code for edition in loader.load_editions(tmp_path)] == ["2019", "2021", "2026"]


def test_new_edition_changes_the_rule_of_the_database(tmp_path, monkeypatch):
    """So `makemigrations` writes a migration for it."""
    before = edition_of_year()
    (tmp_path / "e2026.yaml").write_text(fenced("yaml"), "utf-8")
    added = (*editions.all_editions(), *loader.load_editions(tmp_path))
    monkeypatch.setattr(editions, "all_editions", lambda: added)
    assert edition_of_year() != before
    assert "('edition', '2026'), ('year__gte', 2026)" in str(edition_of_year())


def test_paths_named_on_the_page_exist():
    root = Path(__file__).parents[2]
    named = re.findall(r"`((?:reports|tests|bin)/[^`X]*)`", PAGE)
    assert [path for path in named if not (root / path).exists()] == []
