"""The five seed reports: the faults known to be in them are found, at the words that are wrong."""

import re
from pathlib import Path

import pytest

from reports import editions, proofreading

KNOWN = {
    "000": {("F503", "（四）政府信息平台建设")},
    "001": {("T602", "已申请公开"), ("T603", ",")},
    "002": {("Y401", "2021")},
    "003": {("N302", "137条"), ("T602", "得"), ("T602", "给与"), ("T602", "截止目前"), ("F511", "公开是原则")},
    "004": {
        ("F501", "国办公开办函【2024】30号"),
        ("F502", "中华人民共和国政府信息公开年度报告格式"),
        ("T605", "361 余"),
        ("T602", "对标准上级"),
    },
}
YEARS = {"000": 2024, "001": 2024, "002": 2022, "003": 2020, "004": 2024}


def words(path: Path) -> str:
    """The text with the hard line ends of the PDF taken out."""
    return re.sub(r"(?<=[^\n])\n\n(?=[^\n（])", "", path.read_text(encoding="utf-8")).replace("\n \n", "")


@pytest.mark.parametrize("seed", KNOWN)
def test_known_faults_of_the_seeds_are_found(seed, corpus):
    (path,) = corpus.glob(f"{seed}_*.txt")
    edition = editions.for_year(YEARS[seed])
    text = words(path)
    subject = proofreading.Subject(edition, YEARS[seed], {}, {}, {"overview": text})
    found = {(each.code, text[slice(*(each.span or (0, 0)))]) for each in proofreading.check(subject)}
    assert KNOWN[seed] - found == set()


@pytest.mark.parametrize("seed", KNOWN)
def test_nothing_is_called_an_error_that_is_none(seed, corpus):
    (path,) = corpus.glob(f"{seed}_*.txt")
    subject = proofreading.Subject(editions.for_year(YEARS[seed]), YEARS[seed], {}, {}, {"overview": words(path)})
    assert [each for each in proofreading.check(subject) if each.level == "error"] == []
