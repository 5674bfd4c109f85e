"""What a check may cost: findings of a rule and of a part are capped and counted, and rules are stopped in time."""

from collections import Counter

import pytest

from reports import editions
from reports.checks import limits, proofread, prose
from reports.findings import Finding, Level
from tests import factories, worst_texts

EDITION = editions.get("2021")


def finding(number: int, code: str = "T602", level: Level = Level.WARNING) -> Finding:
    return Finding(level, code, "overview", f"第 {number} 处", span=(number, number + 1))


def test_few_findings_stay_as_they_are():
    few = [finding(number) for number in range(limits.PER_RULE)]
    assert limits.limited(few) == few


def test_many_of_one_rule_are_the_first_and_one_that_counts_the_others():
    shown = limits.limited([finding(number) for number in range(500)])
    assert shown[:-1] == [finding(number) for number in range(limits.PER_RULE)]
    says = "另有 480 处同样的问题没有逐条列出，请先改正列出的，再看其余的；其中第一处：第 20 处"
    assert shown[-1] == Finding(Level.WARNING, "T602", "overview", says, span=(20, 21))


def test_error_among_those_left_out_stays_an_error():
    many = [finding(number) for number in range(30)] + [finding(30, level=Level.ERROR)]
    assert [each.level for each in limits.limited(many)][-1] is Level.ERROR


def test_last_one_over_the_number_stands_for_itself():
    many = [finding(number) for number in range(limits.PER_RULE + 1)]
    assert limits.limited(many) == many


def test_where_many_rules_speak_each_says_less_and_none_is_silent():
    codes = [f"T{number}" for number in range(600, 630)]
    shown = limits.limited([finding(number, code) for code in codes for number in range(50)])
    assert Counter(each.code for each in shown) == dict.fromkeys(codes, limits.PER_PART // len(codes) + 1)


def test_rules_that_are_stopped_say_so_with_an_error_that_nobody_can_explain():
    content = factories.content(2024, overview="给与答复。" * 40)
    subject = prose.ProseSubject(EDITION, 2024, content.agency, content.figures, content.prose)
    stopped = prose.check(subject, seconds=0)
    says = "文字过于复杂，未能检查完，其余的问题没有列出；请删去重复的、不是正文的内容，再检查一次"
    assert [each for each in stopped if each.level is Level.ERROR] == [
        Finding(Level.ERROR, "F515", "overview", says, span=(0, 1))
    ]
    assert limits.UNFINISHED not in {each.code for each in prose.check(subject)}


@pytest.mark.parametrize("name", worst_texts.PIECES)
def test_worst_text_has_few_findings_and_is_checked_to_its_end(name):
    content = factories.content(2024, overview=worst_texts.worst(name))
    findings = [each for each in proofread.proofread(content, content) if each.where == "overview"]
    assert limits.UNFINISHED not in {each.code for each in findings}
    assert len(findings) <= limits.PER_PART + len(prose.RULES)
    assert max((len(each.says) for each in findings), default=0) <= 700
