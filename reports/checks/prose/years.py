"""Y: years and dates (条例 第五十条: the report is about one calendar year)."""

import re
from collections.abc import Iterator
from datetime import date

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.findings import Level

_SENTENCE = re.compile(r"[^。；\n]+")
_NAMED = re.compile(r"(20\d\d)\s?年(?:度)?\s?政府信息公开(?:工作)?年度报告")
_STATED = re.compile(r"(?<![与比较自从于至到和、《年〔截])(20\d\d)\s?年(?:度)?[，,]?\s?")
# What can only be told of the year the report is about, besides anything told of the agency by its name.
_FACT = re.compile(
    "我[局厅办委院所市县区镇乡]|我单位|我中心|全[局厅委办院系市县区镇乡](?:上下|系统)|本[局机单][^，。]|全年|共|未收|没有收|未发生|主动公开|收到|受理|新收|依申请公开"
    "|(?:[\u4e00-\u9fff]{0,6})信息处理费"
)
_ABOUT_ANOTHER = re.compile(
    "将|计划|拟|下一步|相比|同比|上年|去年|以来|前|截至|决算|年起|今年|获评|荣获|继续|打算|要点"
)
_RANGE = re.compile(
    r"(20\d\d)?\s?年?\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日(?:起)?\s?(?:至|到|—|－|-|–)\s?"
    r"(?:(20\d\d)\s?年)?\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
)
_PERIOD = re.compile("统计|期限|期间|时段|所列数据")
_DATE = re.compile(r"(20\d\d|19\d\d)\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?")


@rule("Y401", Level.WARNING, "应写报告年度的地方写了别的年度", "条例 第五十条")
def stale_year(subject: ProseSubject) -> Iterator[TextHit]:
    """Another year where only the year of the report can be meant: 条例 第五十条 (the report is about one year).

    The year before is offered to be replaced by the year of the report.
    """
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            if str(subject.year) in sentence[0] or _ABOUT_ANOTHER.search(sentence[0]):
                continue
            for match in _STATED.finditer(sentence[0]):
                if match[1] == str(subject.year) or not _of_own(sentence[0], match.end(), subject):
                    continue
                span = (sentence.start() + match.start(1), sentence.start() + match.end(1))
                says = f"这是 {subject.year} 年度的报告，这里写的是“{match[1]}年”"
                yield key, span, says, str(subject.year) if int(match[1]) == subject.year - 1 else ""
    opening = subject.prose.get("opening", "")
    for match in _NAMED.finditer(opening):
        if int(match[1]) != subject.year:
            says = f"开头写的是 {match[1]} 年的报告，这是 {subject.year} 年度的报告"
            yield "opening", match.span(1), says, str(subject.year)


def _of_own(text: str, at: int, subject: ProseSubject) -> bool:
    """Whether what follows is about this agency: it is named, at least by the end of its name, or a fact is told."""
    if _FACT.match(text, at):
        return True
    name = subject.agency.get("title_name", "")[-3:]
    return (
        bool(name) and not text[at : at + 1].isdigit() and name in text[at : at + len(subject.agency["title_name"]) + 4]
    )


@rule("Y402", Level.ERROR, "统计期限不是报告年度的 1 月 1 日至 12 月 31 日", "条例 第五十条")
def period(subject: ProseSubject) -> Iterator[TextHit]:
    """A period in the opening other than 1 January to 31 December of the year: 条例 第五十条.

    Only the opening is read, because other parts speak of many periods.
    """
    for sentence in _SENTENCE.finditer(subject.prose.get("opening", "")):
        if not _PERIOD.search(sentence[0]):
            continue
        for match in _RANGE.finditer(sentence[0]):
            first, month, day, last, to_month, to_day = match.groups()
            years = {int(year) for year in (first, last) if year}
            days = (int(month), int(day), int(to_month), int(to_day))
            if days != (1, 1, 12, 31) or years - {subject.year}:
                span = (sentence.start() + match.start(), sentence.start() + match.end())
                says = f"统计期限应为 {subject.year} 年 1 月 1 日至 12 月 31 日，这里写的是“{match[0].strip()}”"
                yield "opening", span, says, ""


@rule("Y403", Level.ERROR, "没有这个日期", "公历")
def impossible(subject: ProseSubject) -> Iterator[TextHit]:
    """A date that does not exist, such as 2 月 30 日: the Gregorian calendar."""
    for key, text in subject.parts():
        for match in _DATE.finditer(text):
            try:
                date(int(match[1]), int(match[2]), int(match[3] or 1))
            except ValueError:
                yield key, match.span(), f"没有“{match[0]}”这个日期", ""
