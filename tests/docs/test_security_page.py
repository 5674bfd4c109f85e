"""docs/security.md: every test, setting and section it names is there, and every setting of safety is named."""

import re

import pytest

from tests.docs.recipes import PROJECT

PAGE = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
EXAMPLE = (PROJECT / ".env.example").read_text(encoding="utf-8")
DEPLOYMENT = (PROJECT / "docs" / "deployment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/.]+)`", PAGE))))
def test_named_test_exists(path):
    assert (PROJECT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(NIANBAO_\w+)(?:=1)?`", PAGE))))
def test_named_setting_is_in_the_example(name):
    assert re.search(rf"^#?{name}=", EXAMPLE, re.MULTILINE)


@pytest.mark.parametrize("number", sorted(set(re.findall(r"section (\d+)", PAGE))))
def test_named_section_exists(number):
    assert re.search(rf"^## {number}\. ", DEPLOYMENT, re.MULTILINE)


def test_every_clause_has_an_answer_and_each_stands_there_once():
    clauses = re.findall(r"^\| (8\.1\.[45]\.\d+(?: [a-f](?:, [a-f])*)?) \|", PAGE, re.MULTILINE)
    assert len(clauses) == len(set(clauses))
    assert {clause.split(" ")[0] for clause in clauses} == {
        *(f"8.1.4.{number}" for number in range(1, 12)),
        *(f"8.1.5.{number}" for number in range(1, 5)),
    }
