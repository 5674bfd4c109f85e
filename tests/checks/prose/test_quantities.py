"""Numbers in prose: what each is, what it counts, of which year; sentences that break naive patterns."""

from decimal import Decimal

import pytest

from reports import editions
from reports.checks import prose
from reports.checks.quantities import LAST, THIS, sentences
from reports.content.figures import complete
from tests import factories

EDITION = editions.get("2021")


def read(text: str) -> list[tuple[str, str, bool]]:
    """Value, unit and exactness of every quantity."""
    quantities = [each for sentence in sentences(text) for each in sentence.quantities]
    return [(f"{each.value.normalize():f}", each.unit, each.exact) for each in quantities]


WRITTEN = {
    "grouped": [
        ("申请1,234件", "1234件"),
        ("共1，234件", "1234件"),
        ("浏览量达12,345,678次", "12345678次"),
        ("发布信息10,001条", "10001条"),
        ("累计2,600人次", "2600人次"),
        ("印发1,000份", "1000份"),
        ("入库3,456项", "3456项"),
        ("安排1,850.5万元", "18505000元"),
        ("转载9,999篇", "9999篇"),
        ("群众来电4,321个", "4321个"),
        ("办件100,200宗", "100200宗"),
    ],
    "full-width": [
        ("１２件", "12件"),
        ("申请９件", "9件"),
        ("公开信息３８条", "38条"),
        ("共１，２３４件", "1234件"),
        ("发放１０００份", "1000份"),
        ("拍摄５部", "5部"),
        ("组织７场次", "7场次"),
        ("拨付２５．５万元", "255000元"),
        ("处理６０宗", "60宗"),
        ("召开４次", "4次"),
        ("公示２１个", "21个"),
    ],
    "Chinese": [
        ("十二件", "12件"),
        ("一百零三件", "103件"),
        ("申请二十件", "20件"),
        ("两千零五条", "2005条"),
        ("一万二千三百份", "12300份"),
        ("举办讲座三次", "3次"),
        ("三亿二千万元", "320000000元"),
        ("收到申请一件。", "1件"),
        ("一百一十件", "110件"),
        ("九十九项", "99项"),
        ("五千六百七十八人次", "5678人次"),
        ("两件", "2件"),
    ],
    "unit": [
        ("56宗", "56宗"),
        ("申请5 件", "5件"),
        ("申请5\u3000件", "5件"),
        ("3起", "3起"),
        ("17期", "17期"),
        ("42篇", "42篇"),
        ("8场次", "8场次"),
        ("6户", "6户"),
        ("11名", "11名"),
        ("9家", "9家"),
        ("4例", "4例"),
        ("2册", "2册"),
    ],
    "scale": [
        ("1.2万条", "12000条"),
        ("3亿次", "300000000次"),
        ("25.5万元", "255000元"),
        ("0.86万元", "8600元"),
        ("600万次", "6000000次"),
        ("1.5亿元", "150000000元"),
        ("3千份", "3000份"),
        ("12万人", "120000人"),
        ("七万人次", "70000人次"),
        ("2 万份", "20000份"),
        ("146.359万元", "1463590元"),
    ],
    "not exact": [
        ("2605余条", "约2605条"),
        ("7万余人", "约70000人"),
        ("约30件", "约30件"),
        ("近百名", ""),
        ("十余次", "约10次"),
        ("20余万元", "约200000元"),
        ("30件以上", "约30件"),
        ("100多个", "约100个"),
        ("近500条", "约500条"),
        ("不少于12次", "约12次"),
        ("超过80份", "约80份"),
        ("60件左右", "约60件"),
    ],
    "no quantity": [
        ("第3件", ""),
        ("第二十条第（一）项", ""),
        ("一件事一次办", ""),
        ("进一步办好一项工作", ""),
        ("12个工作日", ""),
        ("3个月内", ""),
        ("2024年12月3日", ""),
        ("国办公开办函〔2021〕30号", ""),
        ("电话0951-4113470", ""),
        ("提高3个百分点", ""),
        ("邮编755000", ""),
    ],
}


@pytest.mark.parametrize(("text", "means"), [pair for pairs in WRITTEN.values() for pair in pairs])
def test_number_is_read_as_it_is_meant(text, means):
    assert [("" if exact else "约") + value + unit for value, unit, exact in read(text)] == ([means] if means else [])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年收到申请5件，2024年收到申请8件", [2023, 2024]),
        ("与2023年相比，收到申请9件", [None]),
        ("上年结转3件，本年新收8件", [None, THIS]),
        ("去年办结4件", [LAST]),
        ("收到申请4件", [None]),
        ("2024 年度，共公开信息7条", [2024]),
    ],
)
def test_quantity_knows_its_year(text, years):
    assert [each.year for sentence in sentences(text) for each in sentence.quantities] == years


def test_quantity_knows_what_it_counts_and_where_it_stands():
    text = "我局主动公开信息1,234条，其中网站500 条。"
    (sentence,) = sentences(text)
    first, second = sentence.quantities
    assert (first.before, first.value, text[slice(*first.span)]) == ("我局主动公开信息", Decimal(1234), "1,234条")
    assert (second.before, text[slice(*second.span)]) == ("其中网站", "500 条")


def check(text: str, **figures: int) -> list[tuple[str, str]]:
    """What the rules on numbers say of a report with these figures in the column of natural persons."""
    changes = {
        f"{key.replace('__', '.')}{'.natural_person' if key.startswith('requests') else ''}": value
        for key, value in figures.items()
    }
    whole = complete(EDITION, factories.read_figures(**changes))
    subject = prose.ProseSubject(EDITION, 2024, factories.FACTS, whole, {"overview": text})
    findings = [each for each in prose.check(subject) if each.code.startswith("N3")]
    return [(each.code, text[slice(*(each.span or (0, 0)))]) for each in findings]


TRAPS = [
    # the sentence, the figures with which it agrees, figures with which it does not, what is then reported
    ("收到政府信息公开申请1,234件。", {"received": 1234}, {"received": 1}, ("N301", "1,234件")),
    ("收到政府信息公开申请１２件。", {"received": 12}, {"received": 2}, ("N301", "１２件")),
    ("收到政府信息公开申请十二件。", {"received": 12}, {"received": 10}, ("N301", "十二件")),
    ("受理政府信息公开申请56宗。", {"received": 56}, {"received": 55}, ("N301", "56宗")),
    (
        "上年结转和本年新收政府信息公开申请共60件。",
        {"received": 58, "carried_in": 2},
        {"received": 60, "carried_in": 2},
        ("N301", "60件"),
    ),
    (
        "收到政府信息公开申请5件，均已答复，另有3件结转下年度。",
        {"received": 5, "carried_out": 3},
        {"received": 5, "carried_out": 2},
        ("N301", "3件"),
    ),
    ("未收到政府信息公开申请，办理建议提案12件。", {}, {"received": 12}, ("N304", "未收到政府信息公开申请")),
]


@pytest.mark.parametrize(("text", "right", "wrong", "expected"), TRAPS)
def test_sentence_that_breaks_naive_patterns_is_read_against_the_tables(text, right, wrong, expected):
    assert check(text, **{f"requests__{key}": value for key, value in right.items()}) == []
    assert check(text, **{f"requests__{key}": value for key, value in wrong.items()}) == [expected]


def test_ways_of_asking_add_up_to_their_sum():
    text = "网络申请30件，信函申请26件，共{}件。"
    assert check(text.format(56), requests__received=56) == []
    assert check(text.format(57), requests__received=57) == [("N302", "57件")]


@pytest.mark.parametrize(
    "text",
    [
        "领导信箱答复210件。收到并答复申请56件。",
        "行政复议案件320件，其中维持200件、撤销30件。",
        "办理行政诉讼案件10件，无败诉案件。",
        "12345热线转来诉求1,500件，答复率100%。",
        "办理人大代表建议8件、政协提案12件。",
        "受理法律援助申请364件，已办结352件。",
        "依申请公开栏目访问量9,000余次。",
        "收到公开申请方面的咨询电话40个。",
        "各乡镇共收到政府信息公开申请77件。",
        "2023年收到政府信息公开申请4件。",
        "全年约收到政府信息公开申请60件。",
        "收到行政许可申请320件。",
    ],
)
def test_number_of_other_business_is_let_be(text):
    assert check(text, requests__received=56) == []


@pytest.mark.parametrize(("total", "expected"), [(7, []), (8, [("N302", "8件")])])
def test_results_of_reviews_add_up_to_their_sum(total, expected):
    assert check(f"行政复议结果维持5件，结果纠正2件，共{total}件。") == expected
