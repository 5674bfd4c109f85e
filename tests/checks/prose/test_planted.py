"""Recall and precision of every rule over planted faults and near misses (tests/checks/prose/planted)."""

import pytest

from reports.checks import arithmetic, prose
from tests.checks.prose.planted import (
    LEAST,
    Planted,
    dates,
    figures,
    forms,
    further,
    numbers,
    others,
    parts,
    score,
    words,
)

PLANTED = figures.PLANTED | numbers.PLANTED | dates.PLANTED | forms.PLANTED | words.PLANTED | others.PLANTED
PLANTED |= parts.PLANTED
for _code, _more in further.WAVES:
    _made = PLANTED[_code]
    PLANTED[_code] = Planted(_made.faults + _more.faults, _made.misses + _more.misses)
FLOOR = 0.95


def test_every_rule_has_planted_faults_and_near_misses():
    assert set(PLANTED) == set(prose.RULES) | set(arithmetic.RULES)
    assert [code for code, each in PLANTED.items() if min(len(each.faults), len(each.misses)) < LEAST] == []


@pytest.mark.parametrize("code", PLANTED)
def test_planted_faults_are_found_and_near_misses_let_be(code):
    result, missed, wolves = score(code, PLANTED[code])
    assert (result.recall >= FLOOR, result.precision >= FLOOR) == (True, True), (missed[:3], wolves[:3])
