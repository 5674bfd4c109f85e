"""F: parts of the report that nobody wrote, and sub-headings with nothing under them (国办公开办函〔2021〕30号, 一)."""

from collections.abc import Iterator

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.content import headings
from reports.editions import Edition, Section
from reports.findings import Level

_PARTS = {
    "overview": "这里综述本机关全年公开工作：主动公开、依申请公开、政府信息管理、平台建设、监督保障",
    "problems": "这里写本机关存在的主要问题和改进情况，要具体、有针对性",
    "other": "没有其他事项的，请写“没有其他需要报告的事项”",
}
_FEE = "；本年度收取信息处理费的情况也在这里报告，没有收取也要写明"
# What the notice wants to read under a heading, by a word of the heading.
_TOPICS = {
    "主动公开": "写明公开了哪些政府信息、各有多少、从哪里公开",
    "申请": "写明收到和答复申请的情况，没有收到也要写明",
    "管理": "写明政府信息的审核、清理和更新等管理情况",
    "平台": "写明网站、政务新媒体等平台的建设和维护情况",
    "监督": "写明考核、评议、责任追究和培训等情况",
    "保障": "写明机构、人员和培训等保障情况",
    "问题": "写明本机关存在的具体问题",
    "改进": "写明针对问题做了什么、有什么效果",
    "措施": "写明针对问题做了什么、有什么效果",
}


def _sections(subject: ProseSubject) -> Iterator[tuple[Section, str]]:
    """The sections in words that the subject knows of, each with its text."""
    for section in subject.edition.sections:
        if section.table is None and section.key in subject.prose:
            yield section, subject.prose[section.key]


def _asked(edition: Edition, key: str) -> str:
    """What the notice asks for in a section; the fee since the edition of 2021 (国办公开办函〔2021〕30号, 一（六）)."""
    fee = _FEE if key == "other" and edition.code != "2019" else ""
    return _PARTS.get(key, "请按通知的要求写明") + fee


@rule("F512", Level.ERROR, "规定要写的一部分还没有写，或者只有小标题", "国办公开办函〔2021〕30号，一；条例 第五十条")
def unwritten(subject: ProseSubject) -> Iterator[TextHit]:
    """A section in words that is empty or has nothing but headings: 国办公开办函〔2021〕30号, 一（一）（五）（六）.

    一（一） asks for a survey of the year's work, 一（五） for definite problems and improvements, 一（六） for other
    matters and the fees taken; 条例 第五十条 says what a report contains.
    """
    for section, text in _sections(subject):
        if not headings.is_written(text):
            how = "只有小标题，还没有正文" if text.strip() else "还没有写"
            span = next((bare.span for bare in headings.bare_headings(text)), (0, 0))
            yield section.key, span, f"“{section.title}”{how}：{_asked(subject.edition, section.key)}", ""


@rule("F513", Level.ERROR, "小标题下面没有正文", "国办公开办函〔2021〕30号，一：主题聚焦、明确具体，不能遗漏")
def bare_heading(subject: ProseSubject) -> Iterator[TextHit]:
    """A sub-heading under which nothing is written: 国办公开办函〔2021〕30号, 一 (nothing may be left out).

    A part with nothing but headings is F512. Parts may be merged under one heading: only a heading that stands there
    is asked about.
    """
    for section, text in _sections(subject):
        if headings.is_written(text):
            for bare in headings.bare_headings(text):
                asked = next((words for topic, words in _TOPICS.items() if topic in bare.words), "请写明")
                says = f"小标题“{bare.words}”下面没有正文：{asked}；没有要写的，请删去这个小标题"
                yield section.key, bare.span, says, ""


@rule("F514", Level.NOTICE, "开头没有写", "国办公开办函〔2021〕30号；条例 第五十条")
def no_opening(subject: ProseSubject) -> Iterator[TextHit]:
    """No opening: the formats of 2019 and 2021 begin with 一、, but readers look for the law and the period there."""
    if not subject.prose.get("opening", "-").strip():
        yield "opening", (0, 0), "开头还没有写：通常写明依据的条例和通知，以及数据的统计期限", ""
