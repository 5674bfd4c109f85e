"""Every rule with sentences that must make it speak, the very words it must mark, and sentences it must let be."""

import time

import pytest

from reports import editions
from reports.checks import prose
from reports.content.figures import complete
from tests import factories

EDITION = editions.get("2021")
FIGURES = complete(EDITION, factories.read_figures(**{"requests.received.business": 8, "requests.granted.business": 8}))


def check(text: str, key: str = "overview", year: int = 2024, **more: object) -> list[tuple[str, str]]:
    """Code and marked words of everything said about the text, what it lacks (F504, F506, F508) apart."""
    subject = prose.ProseSubject(EDITION, year, factories.FACTS, FIGURES, {key: text}, **more)  # type: ignore[arg-type]
    findings = prose.check(subject)
    return [
        (each.code, text[slice(*(each.span or (0, 0)))])
        for each in findings
        if each.code not in {"F504", "F506", "F508"}
    ]


FIRES = [
    ("T601", "按照规定规定办理。", "规定规定"),
    ("T601", "做好公开的的工作。", "的的"),
    ("T602", "其中不子公开3件。", "不子公开"),
    ("T602", "截止目前，公开信息20条。", "截止目前"),
    ("T602", "对群众给与指导。", "给与"),
    ("T602", "不断规范已申请公开的流程。", "已申请公开"),
    ("T602", "对标准上级要求找差距。", "对标准上级"),
    ("T603", "我局公开信息,回应关切。", ","),
    ("T603", "我局(以下简称本局）公开信息", "("),
    ("T604", "制定《公开制度，并执行。", "《"),
    ("T604", "落实“三审三校制度。", "“"),
    ("T604", "公开）信息。", "）"),
    ("T605", "发布信息361余条。", "361余"),
    ("T605", "发布信息 2605 余条。", "2605 余"),
    ("T606", "一是加强领导。三是加强培训。", "三是"),
    ("T606", "一是加强领导；二是加强培训；二是加强考核。", "二是"),
    ("T606", "（一）主动公开情况。\n（三）信息管理情况。", "（三）"),
    ("T607", "沙坡头区 司法局", " "),
    ("Y401", "沙坡头区司法局2023年未收取信息处理费。", "2023"),
    ("Y401", "2022年，我局主动公开信息38条。", "2022"),
    ("Y401", "2023年收到政府信息公开申请5件。", "2023"),
    ("Y402", "统计数据期限自2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
    ("Y402", "所列数据的统计期限为2024年1月1日至2024年11月30日。", "2024年1月1日至2024年11月30日"),
    ("Y403", "2024年2月30日召开会议。", "2024年2月30日"),
    ("Y403", "2024年13月印发。", "2024年13月"),
    ("F501", "（国办公开办函【2021】30号）", "国办公开办函【2021】30号"),
    ("F501", "（国办公开办函〔2024〕30号）", "国办公开办函〔2024〕30号"),
    ("F501", "按照宁政办发【2024】5号文件要求。", "【2024】"),
    ("F501", "《中华人民共和国政府信息公开条例》（国务院令第492号）", "国务院令第492号"),
    (
        "F502",
        "关于印发〈中华人民共和国政府信息公开年度报告格式〉的通知",
        "中华人民共和国政府信息公开年度报告格式",
    ),
    ("F502", "根据《中华人民共和国信息公开条例》", "中华人民共和国信息公开条例"),
    ("F503", "（四）政府信息平台建设情况。", "（四）政府信息平台建设"),
    ("F505", "长" * 1001, "长"),
    ("F507", "现发布《红寺堡区司法局2024年政府信息公开工作年度报告》", "红寺堡区司法局"),
    ("F509", "（国办公开办函〔2019〕60号）", "国办公开办函〔2019〕60号"),
    ("F511", "坚持公开为原则、不公开为例外。", "公开为原则"),
    ("P702", "联系人手机13812345678。", "13812345678"),
    ("P704", "机密★一年", "机密★"),
    ("P705", "由局长王小明任组长。", "王小明"),
    ("N301", "2024年收到政府信息公开申请9件。", "9件"),
    ("N301", "全年受理政府信息公开申请共１２件。", "１２件"),
    ("N301", "全年作出行政许可决定25件。", "25件"),
    ("N302", "公开文件137条，其中法规类90条、规划类51条。", "137条"),
    ("N302", "主动公开信息1,439条，其中网站700条、微博500条、微信200条。", "1,439条"),
    (
        "N304",
        "2024年，我局未收到公民、法人和其他组织提出的政府信息公开申请。",
        "未收到公民、法人和其他组织提出的政府信息公开申请",
    ),
    ("U901", "网址：http：//www.spt.gov.cn", "http：//www.spt.gov.cn"),
    ("U901", "网址www,spt.gov.cn", "www,spt.gov.cn"),
    ("U901", "邮箱sptsfj@163", "sptsfj@163"),
]
SILENT = [
    "沙坡头区人民政府政府信息公开专栏。",
    "逐项逐项核对，一件一件办理，研究研究再定。",
    "为了了解群众的需要，的的确确办了实事。",
    "供给与需求衔接。",
    "报名截止2024年5月。",
    "已申请公开的信息不再重复。",
    "比例为3:5，时间是9:30，网址http://www.spt.gov.cn，见(a,b)。",
    "1）主动公开。",
    "落实“‘三审’制度”和《关于〈条例〉的通知》。",
    "发布信息360余条，覆盖2万余人，参加100余次。",
    "一是加强领导。二是加强培训。\n一是主动公开。二是依申请公开。",
    "（一）主动公开。及时公布。\n（二）依申请公开。按时答复。",
    "一是否定了旧办法。",
    "与2023年相比，申请减少。",
    "2025年，我局将继续主动公开信息。",
    "《2023年政务公开工作要点》印发后，2024年主动公开信息38条。",
    "2023年以来，我局主动公开信息100条。",
    "统计数据期限自2024年1月1日至12月31日。",
    "数据统计时段为2024年1月1日起至2024年12月31日止。",
    "会议于2024年3月1日至3月5日召开。",
    "2024年2月29日召开会议。",
    "（国办公开办函〔2021〕30 号）",
    "宁政办发〔2024〕5号。",
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》",
    "（四）政府信息公开平台建设情况。网站运行平稳。",
    "现发布《沙坡头区司法局2024年政府信息公开工作年度报告》",
    "现发布《中卫市沙坡头区司法局2024年政府信息公开工作年度报告》",
    "坚持以公开为常态、不公开为例外。",
    "联系电话：0955-7012345，邮编：755000。",
    "2024年收到政府信息公开申请8件。",
    "上年结转和本年新收政府信息公开申请共8件。",
    "领导信箱答复210件。办理建议提案12件。",
    "申请8件，其中网络申请3件，信函申请5件。",
    "行政复议案件320件，其中维持200件。",
    "公开信息20条，其中重点领域3条、政策解读2条。",
    "未收到涉及商业秘密的政府信息公开申请。",
    "未收到因政府信息公开申请引起的行政复议案件。",
    "没有收到政府信息公开申请引发的行政诉讼。",
    "春节期间，2月9日至2月17日组织普法活动。",
    "统计数据显示，3月1日至3月31日接待群众最多。",
    "文件严禁外传的规定得到落实。",
    "公开部门文件12件、信息15件。",
    "邮箱sptsfj@163.com，网址https://www.spt.gov.cn/zwgk/。",
    "单据号 6222020012345678。",
]


@pytest.mark.parametrize(("code", "text", "words"), FIRES)
def test_rule_marks_the_faulty_words(code, text, words):
    assert (code, words) in check(text, "opening" if code == "Y402" else "overview")


@pytest.mark.parametrize("text", SILENT)
def test_correct_sentence_is_let_be(text):
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("其中不子公开3件。", "不子公开", "不予公开"),
        ("（国办公开办函【2024】30号）", "国办公开办函【2024】30号", "国办公开办函〔2021〕30号"),
        ("我局公开信息,回应关切。", ",", "，"),
    ],
)
def test_certain_mend_is_suggested_for_exactly_the_marked_words(text, wrong, right):
    subject = prose.ProseSubject(EDITION, 2024, factories.FACTS, FIGURES, {"overview": text})
    (finding,) = [each for each in prose.check(subject) if each.suggests]
    assert (text[slice(*finding.span)], finding.suggests) == (wrong, right)


def identity(first_17: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        first_17 + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first_17, weights, strict=True)) % 11]
    )


def test_identity_number_is_known_by_its_check_digit():
    right = identity("11010519491231002")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert check(f"身份证{right}。") == [("P701", right)]
    assert check(f"编号{wrong}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "统计数据期限自2024年1月1日起至12月31日止。",
        "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。",
        "本报告于2025年1月10日至1月20日编制。",
    ],
)
def test_right_period_and_other_ranges_of_the_opening_are_let_be(text):
    assert check(text, "opening") == []


def test_stale_year_of_the_opening_is_marked():
    findings = check("现发布《沙坡头区司法局2023年政府信息公开工作年度报告》。", "opening")
    assert findings == [("Y401", "2023")]


def test_empty_section_five_is_marked():
    assert check("无。", "problems") == [("F510", "无。")]
    assert check("一是公开不够及时，已建立提醒制度。", "problems") == []


def test_text_taken_over_from_last_year_is_marked_whatever_its_numbers():
    old = "我局在门户网站开设专栏，集中发布办事指南120条。工作人员定期检查栏目，及时清理失效内容和错误链接。"
    new = old.replace("120", "135")
    assert check(new, last_prose={"overview": old})[0][0] == "R801"
    assert check(new, last_prose={"overview": "去年写的是完全不同的内容，与今年没有一句相同。"}) == []


def test_missing_topics_fee_and_contact_are_told_as_notices():
    subject = prose.ProseSubject(
        EDITION, 2024, factories.FACTS, FIGURES, {"overview": "写得太短。", "other": "无。", "contact": "无。"}
    )
    assert [(each.code, each.level) for each in prose.check(subject)] == [
        ("F504", "notice"),
        ("F506", "notice"),
        ("F508", "notice"),
    ]


def test_same_subject_gives_the_same_findings_in_the_same_order():
    text = "".join(each[1] for each in FIRES)
    assert check(text) == check(text)


FILLERS = [
    "一",
    "1",
    "１",
    "（",
    "“",
    "《",
    "，",
    " ",
    "是",
    "a",
    "@",
    ".",
    "十",
    "2024年",
    "其中",
    "1件",
    "1件、",
    "http://",
    "http：//",
    "a.",
    "1%",
    "申请1件",
    "公开信息1条，",
    "增长1%",
    "支出1万元，",
    "mailto:",
    "[a.cn](",
    "政府",
    "未收到",
    "甲县教育局",
]


@pytest.mark.parametrize("filler", FILLERS)
def test_a_long_run_of_anything_is_read_in_time_that_grows_with_it(filler):
    """A hundred thousand characters; a rule that looks back from each of them would take minutes."""
    text = filler * (100_000 // len(filler))
    others = (prose.OtherAgency(("甲县教育局",), {"overview": text}),)
    began = time.perf_counter()
    check(text, last_prose={"overview": text}, others=others)
    assert time.perf_counter() - began < 20


def test_every_code_is_declared_once_with_meaning_and_source():
    assert all(rule.code == code and rule.meaning and rule.source for code, rule in prose.RULES.items())
