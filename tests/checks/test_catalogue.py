"""The rule book: every rule with an example, and every example that can be tried is found by its rule."""

import pytest

from reports import editions
from reports.checks import arithmetic, catalogue, limits, prose
from reports.checks.catalogue import Example
from reports.content import references
from reports.importing import remarks
from tests import factories

EDITION = editions.get("2021")
# Those whose `mend` are the right words; others say in a sentence what to do.
MENDED = ["F501", "F502", "F503", "T601", "T602", "T603", "T606", "U901"]
MARKED = {code: example for code, example in catalogue.examples().items() if example.wrong}


def test_every_rule_has_an_example_and_every_example_its_rule():
    assert {entry.code: bool(entry.example) for entry in catalogue.entries()} == dict.fromkeys(
        catalogue.examples(), True
    )


def test_book_has_the_rules_of_every_room():
    codes = [*arithmetic.RULES, *prose.RULES, references.CODE, limits.UNFINISHED, *remarks.CODES]
    assert [entry.code for entry in catalogue.entries()] == sorted(codes)


@pytest.mark.parametrize("code", MARKED)
def test_example_is_found_at_its_words(code):
    example = MARKED[code]
    subject = prose.ProseSubject(EDITION, 2024, factories.FACTS, {}, {example.where: example.shown})
    marked = [example.shown[slice(*finding.span)] for finding in prose.RULES[code].find(subject) if finding.span]
    assert example.wrong in marked


@pytest.mark.parametrize("code", MENDED)
def test_example_mended_as_it_says_is_not_found_any_more(code):
    example = MARKED[code]
    before, _, behind = example.pieces
    subject = prose.ProseSubject(EDITION, 2024, factories.FACTS, {}, {example.where: before + example.fix + behind})
    assert list(prose.RULES[code].find(subject)) == []


def test_families_hold_every_rule_once_in_their_order():
    families = catalogue.families()
    assert [family.title for family in families] == list(catalogue.FAMILIES.values())
    assert sorted(entry.code for family in families for entry in family.entries) == [
        entry.code for entry in catalogue.entries()
    ]


def test_example_without_marked_words_is_one_piece():
    assert Example("一格空着。", "填 0。").pieces == ("一格空着。", "", "")
    assert Example("截止目前，好。", "截至目前", "截止目前").pieces == ("", "截止目前", "，好。")
