"""The five seed reports: every fault known to be in them is found at its place, and nothing else is called one."""

import pytest

from tests.checks.prose import seeds

OTHER, OVERVIEW, OPENING, PROBLEMS, CONTACT = "other", "overview", "opening", "problems", "contact"
# Rule, part and marked words of everything that is wrong (P705 without the words).
KNOWN: dict[str, set[tuple[str, str, str]]] = {
    "000": {("N303", OVERVIEW, "57件"), ("F503", OVERVIEW, "（四）政府信息平台建设")},
    "001": {("T602", PROBLEMS, "已申请公开"), ("T603", OVERVIEW, ","), ("T607", CONTACT, " ")},
    "002": {("Y401", OTHER, "2021"), ("F508", CONTACT, "如")}
    | {("B103", f"proceedings.review.{result}", "") for result in ("upheld", "corrected", "other", "pending", "total")},
    "003": {
        ("N302", OVERVIEW, "1439条"),
        ("N302", OVERVIEW, "137条"),
        ("N303", OVERVIEW, "625条"),
        ("T602", OVERVIEW, "得"),
        ("T602", OVERVIEW, "给与"),
        ("T602", OVERVIEW, "截止目前"),
        ("F511", OVERVIEW, "公开是原则"),
        ("U902", OVERVIEW, "mailto:sptqzwgkb@163.com"),
        ("P705", OVERVIEW, ""),
        ("T603", OVERVIEW, "("),
        ("T607", OVERVIEW, " "),
    },
    "004": {
        ("F501", OPENING, "国办公开办函【2024】30号"),
        ("F502", OPENING, "中华人民共和国政府信息公开年度报告格式"),
        ("F503", OVERVIEW, "(四) 政府信息平台建设"),
        ("F505", OVERVIEW, "2"),
        ("N306", OVERVIEW, "0.86万元"),
        ("T605", OVERVIEW, "361 余"),
        ("T603", OVERVIEW, ","),
        ("T602", PROBLEMS, "对标准上级"),
        ("B106", "proceedings.review.total", ""),
    },
}
# A link that the PDF laid behind the text was read into it, bracket and all.
FALSE = {"003": {("T604", OVERVIEW, "）")}}


def reported(corpus, seed):
    prose, _ = seeds.read(corpus, seed)
    return {
        (each.code, each.where, "" if each.code == "P705" or not each.span else prose[each.where][slice(*each.span)])
        for each in seeds.findings(corpus, seed)
    }


@pytest.mark.parametrize("seed", KNOWN)
def test_every_known_fault_of_a_seed_is_found_at_its_place_and_nothing_else(seed, corpus):
    assert reported(corpus, seed) == KNOWN[seed] | FALSE.get(seed, set())


@pytest.mark.parametrize("seed", KNOWN)
def test_what_is_called_an_error_is_one(seed, corpus):
    errors = {each.code for each in seeds.findings(corpus, seed) if each.level == "error"}
    assert errors == ({"B103"} if seed == "002" else set())


@pytest.mark.parametrize(
    ("seed", "whole"), [("001", "768 条"), ("001", "8 件"), ("004", "38条"), ("004", "26万元"), ("002", "1275条")]
)
def test_what_adds_up_in_a_seed_is_let_be(seed, whole, corpus):
    prose, _ = seeds.read(corpus, seed)
    assert whole in prose["overview"]
    marked = {prose[each.where][slice(*each.span)] for each in seeds.findings(corpus, seed) if each.span}
    assert whole not in marked
