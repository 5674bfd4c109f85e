"""F: what the official format asks for, and the names of laws and notices (国办公开办函〔2021〕30号, 条例 第五十条)."""

import re
from collections.abc import Iterator

from reports.checks.prose.lexicon import pairs
from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.findings import Level

# The notices that fix the format, by edition: year and number of 国办公开办函.
_NOTICES = {"2019": ("2019", "60"), "2021": ("2021", "30")}
_NOTICE = re.compile(r"国办公开办函?\s*([〔\[【（(]?)\s*(\d{4})\s*([〕\]】）)]?)\s*(\d{1,3})\s*号")
_NUMBERED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[【\[（(](?P<year>(?:20|19)\d\d)[】\]）)〕]|〔(?P<left>(?:20|19)\d\d)[】\]）)])(?=\s?\d{1,4}\s?号)"
)
_ORDER = re.compile(r"国务院令第?\s*(\d{1,3})\s*号")
_REGULATION = "中华人民共和国政府信息公开条例"
_PLATFORM = re.compile(r"^[（(][一二三四五六七]+[）)]\s?政府信息平台建设", re.M)
_TOPICS = {
    "主动公开": "主动公开",
    "依申请公开": "依申请|申请公开",
    "政府信息管理": "信息管理|管理制度|规范性文件.{0,8}(?:清理|管理)",
    "政府信息公开平台建设": "平台|网站|新媒体",
    "监督保障": "监督|保障|考核|培训",
}
_OLD_PRINCIPLE = re.compile(r"公开(?:为|是)原则")
_FEE = re.compile("信息处理费|收费|收取")
_EMPTY = re.compile(
    r"\s*(?:(?:本年度|目前|20\d\d年)?，?(?:暂?无|没有|不存在|未发现)(?:存在|需要(?:改进|整改|说明|报告))?的?(?:主要|突出|明显)?(?:的?问题)?"
    r"(?:[及和](?:改进)?(?:情况|措施))?|略|[/—-]+)[。.]?\s*"
)
_TITLE = re.compile(
    r"(?:《|现将|现发布|现公布)(?![我本])([\u4e00-\u9fff]{2,30}?)\s?(?:20\d\d)\s?年(?:度)?政府信息公开(?:工作)?年度报告"
)
_OF_OTHERS = re.compile("参[照考]|学习|转[发载]|借鉴|对[照比]|汇总|审核|指导|查阅")
_ELECTRONIC = re.compile("电子版|下载|网址|网站")


@rule("F501", Level.WARNING, "文号的年份、序号或括号写错", "GB/T 9704-2012 7.2.5；国办公开办函〔2021〕30号")
def document_number(subject: ProseSubject) -> Iterator[TextHit]:
    """A document number whose year, serial number or brackets are wrong.

    Source: GB/T 9704-2012 7.2.5; the notices 国办公开办函〔2021〕30号 and 〔2019〕60号; the 条例, 国务院令第711号.
    """
    for key, text in subject.parts():
        for match in _NOTICE.finditer(text):
            right = _right_number(match, subject.edition.code)
            if right and re.sub(r"\s", "", match[0]) != right:
                yield key, match.span(), f"文号“{match[0]}”应为“{right}”", right
        for match in _NUMBERED.finditer(text):
            if not text.endswith(("国办公开办函", "国办公开办"), 0, match.start()):
                right = f"〔{match['year'] or match['left']}〕"
                yield key, match.span(), f"文号的年份应放在六角括号里：{right}", right
        for match in _ORDER.finditer(text):
            if _REGULATION in text[max(0, match.start() - 30) : match.start()] and match[1] != "711":
                says = f"现行《条例》是国务院令第711号，这里写的是“{match[0]}”"
                yield key, match.span(), says, "国务院令第711号"


def _right_number(match: re.Match[str], edition: str) -> str:
    """The number as it must read: that of the notice it names, else that of the edition's own notice."""
    named = (match[2], match[4])
    notice = named if named in _NOTICES.values() else _NOTICES.get(edition)
    return "国办公开办函〔{}〕{}号".format(*notice) if notice else ""


@rule("F502", Level.WARNING, "法规或通知的名称写错、写漏", "国办公开办函〔2021〕30号；法规的正式名称")
def names(subject: ProseSubject) -> Iterator[TextHit]:
    """A name of a law or notice that is wrong or lacks words (lexicon `names`): 国办公开办函〔2021〕30号."""
    for key, text in subject.parts():
        for pair in pairs("names"):
            for match in pair.wrong.finditer(text):
                yield key, match.span(), f"“{match[0]}”应为“{pair.right}”", pair.right


@rule("F503", Level.NOTICE, "规定的小标题改了字", "国办公开办函〔2021〕30号，一")
def headings(subject: ProseSubject) -> Iterator[TextHit]:
    """A prescribed sub-heading whose words were changed: 国办公开办函〔2021〕30号, 一."""
    for match in _PLATFORM.finditer(subject.prose.get("overview", "")):
        says = "小标题应为“政府信息公开平台建设”，这里漏了“公开”"
        yield "overview", match.span(), says, match[0].replace("政府信息平台", "政府信息公开平台")


@rule("F504", Level.NOTICE, "总体情况缺少规定的内容", "国办公开办函〔2021〕30号，一")
def topics(subject: ProseSubject) -> Iterator[TextHit]:
    """Topics that 总体情况 must cover and does not mention: 国办公开办函〔2021〕30号, 一."""
    text = subject.prose.get("overview", "")
    missing = [topic for topic, words in _TOPICS.items() if not re.search(words, text)]
    if text and missing:
        yield "overview", (0, min(len(text), 1)), f"总体情况没有写到：{'、'.join(missing)}", ""


@rule("F505", Level.WARNING, "总体情况超过 1000 字", "国办公开办函〔2021〕30号，一：原则上不超过 1000 字")
def length(subject: ProseSubject) -> Iterator[TextHit]:
    """A part longer than the edition allows (1000 characters, blanks not counted): 国办公开办函〔2021〕30号, 一."""
    for section in subject.edition.sections:
        text = subject.prose.get(section.key, "")
        written = len("".join(text.split()))
        if section.max_characters and written > section.max_characters:
            says = f"这一部分有 {written} 字，原则上不超过 {section.max_characters} 字"
            yield section.key, (0, min(len(text), 1)), says, ""


@rule("F506", Level.NOTICE, "其他需要报告的事项没有写信息处理费", "国办公开办函〔2021〕30号，六")
def fee(subject: ProseSubject) -> Iterator[TextHit]:
    """其他需要报告的事项 does not mention 信息处理费 (format of 2021): 国办公开办函〔2021〕30号, 六."""
    text = subject.prose.get("other", "")
    if text and subject.edition.code != "2019" and not _FEE.search(text):
        yield "other", (0, 1), "没有写明本年度收取信息处理费的情况", ""


@rule("F507", Level.WARNING, "报告里的机关名称与本机关不符", "国办公开办函〔2021〕30号")
def agency_name(subject: ProseSubject) -> Iterator[TextHit]:
    """A title of a report that names another agency than the one that reports: 国办公开办函〔2021〕30号."""
    own = (subject.agency.get("name", ""), subject.agency.get("title_name", ""))
    for key, text in subject.parts():
        for match in _TITLE.finditer(text):
            named = match[1].strip()
            if _OF_OTHERS.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            if not any(named == name or (name and (name.endswith(named) or named.endswith(name))) for name in own):
                yield key, match.span(1), f"这里的机关是“{named}”，本报告是“{own[1] or own[0]}”的", ""


@rule("F508", Level.NOTICE, "没有联系方式或电子版的去处", "国办公开办函〔2021〕30号")
def contact(subject: ProseSubject) -> Iterator[TextHit]:
    """No telephone, or no place to download the report from: 国办公开办函〔2021〕30号."""
    text = subject.prose.get("contact", "") + subject.prose.get("opening", "")
    if text and not (re.search(r"电话|\d{3,4}-\d{7,8}", text) and _ELECTRONIC.search(text)):
        where = "contact" if subject.prose.get("contact") else "opening"
        yield where, (0, 1), "没有写明联系电话，或者没有写明从哪里可以下载本报告的电子版", ""


@rule("F509", Level.WARNING, "引用的是另一版格式的通知", "国办公开办函〔2021〕30号")
def other_edition(subject: ProseSubject) -> Iterator[TextHit]:
    """The number of a notice that belongs to another edition than the report's: 国办公开办函〔2021〕30号."""
    for key, text in subject.parts():
        for match in _NOTICE.finditer(text):
            notice = (match[2], match[4])
            if notice in _NOTICES.values() and notice != _NOTICES.get(subject.edition.code):
                says = f"{subject.year} 年度适用 {subject.edition.code} 版格式，这里引用的是“{match[0]}”"
                yield key, match.span(), says, ""


@rule("F510", Level.WARNING, "存在的主要问题及改进情况没有内容", "国办公开办函〔2021〕30号，五")
def empty_problems(subject: ProseSubject) -> Iterator[TextHit]:
    """存在的主要问题及改进情况 that says no more than 无: 国办公开办函〔2021〕30号, 五."""
    text = subject.prose.get("problems", "")
    if text and _EMPTY.fullmatch(text):
        yield "problems", (0, len(text)), "这一部分应写明存在的主要问题和改进情况，不能只写“无”", ""


@rule("F511", Level.WARNING, "沿用了旧条例的原则", "条例 第五条：公开为常态、不公开为例外")
def old_principle(subject: ProseSubject) -> Iterator[TextHit]:
    """The principle of the 条例 before its revision: 条例 第五条（以公开为常态、不公开为例外）."""
    for key, text in subject.parts():
        for match in _OLD_PRINCIPLE.finditer(text):
            yield key, match.span(), f"“{match[0]}”是修订前的说法，现行条例是“以公开为常态、不公开为例外”", ""
