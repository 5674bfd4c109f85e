"""docs/glossary.md: every name of the code exists, and no term stands there twice."""

import re
from collections import Counter

import pytest

from tests.docs.names import resolve
from tests.docs.recipes import PROJECT

PAGE = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?P<term>[^|]+) \| (?P<names>`[^|]+) \| (?P<meaning>[^|]+) \|$", PAGE, re.MULTILINE)
NAMES = [name for _, names, _ in ROWS for name in re.findall(r"`([^`]+)`", names)]


def test_every_row_of_the_page_is_read():
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Term")]
    assert len(ROWS) == len(lines) >= 60


def test_each_term_and_each_name_stands_there_once():
    terms = Counter(term for row in ROWS for term in re.split("[、（）]", row[0]) if term)
    assert [term for term, count in (terms + Counter(NAMES)).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_name_exists(name):
    assert resolve(name) is not None


def test_name_that_does_not_exist_is_noticed():
    for name in ("reports.models.report.Nothing", "reports.nothing", "nothing.at.all"):
        with pytest.raises(LookupError):
            resolve(name)
