"""R: text repeated from last year's report, or left in from another agency (国办公开办函〔2021〕30号)."""

import re
from collections.abc import Iterator

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import OtherAgency, ProseSubject
from reports.content import headings
from reports.findings import Level

_SENTENCE = re.compile(r"[^。；！？\n]+")
_NUMBERS = re.compile(r"[0-9０-９一二三四五六七八九十百千万]+")
SHORTEST = 15  # characters; shorter sentences are alike by chance
SHARE = 0.6  # from this share of the characters of a part on, R801 and R802 speak
PARTS = ("overview", "problems", "other")
# Phrases of the law and of the format stand in every report.
_STANDING = re.compile("条例|指导思想|年度报告|信息处理费|公开为常态|国办公开办")


@rule("R801", Level.WARNING, "大段文字沿用上年", "国办公开办函〔2021〕30号：反映本年度情况")
def carried_over(subject: ProseSubject) -> Iterator[TextHit]:
    """60 per cent or more of a part stood in last year's report: 国办公开办函〔2021〕30号, a report is about its year.

    Sentences count as equal when they differ in numbers, spaces and punctuation only.
    """
    for key in PARTS:
        text, before = subject.prose.get(key, ""), subject.last_prose.get(key, "")
        written, old = counted_sentences(text), {folded(match[0]) for match in counted_sentences(before)}
        same = [match for match in written if folded(match[0]) in old]
        if percent := _share(same, written):
            says = f"这一部分有 {percent}% 的文字与上年相同，例如“{same[0][0].strip()[:30]}…”"
            yield key, same[0].span(), says, ""


# What a report can only tell of its own agency: its title (in the opening), requests and fees, where to reach it.
_TITLE = (re.compile("《$"), re.compile(r"\s?(?:20\d\d\s?年(?:度)?)?政府信息公开(?:工作)?年度报告"))
_FACTS = (
    re.compile(r"(?:^|[，。；：、\s])(?:20\d\d\s?年度?[，,]?\s?)?$"),
    re.compile(
        r"(?:20\d\d\s?年度?|本年度|全年)?[，,]?(?:共|均|全年)?(?:未|没有)?(?:收到|受理|新收|收取)"
        r"[^，。；\n]{0,24}(?:信息公开申请|信息处理费)"
    ),
)
_CONTACT = (
    re.compile(r"(?:疑问|意见|建议|问题|异议)[^。；\n]{0,8}请(?:直接)?(?:与|向)$"),
    re.compile(r"[^，。；\n]{0,10}(?:联系|反映)"),
)


@rule("R802", Level.WARNING, "留有其他机关的文字或名称（名称是错误）", "国办公开办函〔2021〕30号：报告由本机关编制")
def left_in(subject: ProseSubject) -> Iterator[TextHit]:
    """The name or the text of another agency: 国办公开办函〔2021〕30号, an agency draws up its own report.

    A name where only the agency's own can stand is an error; a part that stands in the report of another is a warning.
    """
    own = {name for name in (subject.agency.get("name"), subject.agency.get("title_name")) if name}
    for other in subject.others:
        for name in other.names:
            if not any(name in each or each in name for each in own):
                yield from _names(subject, name)
        yield from _texts(subject, other)


def _names(subject: ProseSubject, name: str) -> Iterator[TextHit]:
    for key, text in subject.parts():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            places = (*([_TITLE] if key == "opening" else []), _FACTS, _CONTACT)
            if any(before.search(text[max(0, at - 20) : at]) and behind.match(text, end) for before, behind in places):
                yield key, (at, end), f"这里写的是“{name}”，不是本机关", "", Level.ERROR
            at = text.find(name, end)


def _texts(subject: ProseSubject, other: OtherAgency) -> Iterator[TextHit]:
    for key in PARTS:
        written = counted_sentences(subject.prose.get(key, ""))
        theirs = {folded(match[0]) for match in counted_sentences(other.prose.get(key, ""))}
        same = [match for match in written if folded(match[0]) in theirs]
        if percent := _share(same, written):
            says = f"这一部分有 {percent}% 的文字与{other.names[0]}的报告相同，例如“{same[0][0].strip()[:30]}…”"
            yield key, same[0].span(), says, ""


def _share(same: list[re.Match[str]], written: list[re.Match[str]]) -> int:
    """The characters of `same` in per cent of those of `written`; 0 below SHARE."""
    total, repeated = (sum(len(match[0]) for match in matches) for matches in (written, same))
    return repeated * 100 // total if same and repeated >= SHARE * total else 0


def counted_sentences(text: str) -> list[re.Match[str]]:
    """The sentences of the text that count for R801 and R802, without their stops.

    Left out are short ones, which are alike by chance, standing phrases of the law and the format, and sub-headings.
    """
    return [
        match
        for match in _SENTENCE.finditer(text)
        if len(match[0].strip()) >= SHORTEST and not _STANDING.search(match[0]) and not headings.is_heading(match[0])
    ]


def folded(sentence: str) -> str:
    """The sentence without numbers, spaces and punctuation: sentences that fold alike count as the same."""
    return re.sub(r"[\s，、：“”（）《》,]", "", _NUMBERS.sub("", sentence))
