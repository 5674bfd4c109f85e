"""R: what was carried over from last year without a change, or left in from another agency."""

import re
from collections.abc import Iterator

from reports.findings import Level
from reports.proofreading.registry import Hit, rule
from reports.proofreading.subject import Other, Subject

_SENTENCE = re.compile(r"[^。；！？\n]+")
_NUMBERS = re.compile(r"[0-9０-９一二三四五六七八九十百千万]+")
SHORTEST = 15  # shorter sentences are alike by chance
SHARE = 0.6
READ = ("overview", "problems", "other")
# Phrases of the law and of the format stand in every report.
_STANDING = re.compile("条例|指导思想|年度报告|信息处理费|公开为常态|国办公开办")


@rule("R801", Level.WARNING, "大段文字沿用上年", "国办公开办函〔2021〕30号：反映本年度情况")
def carried_over(subject: Subject) -> Iterator[Hit]:
    """The share of a part whose sentences stood there last year, numbers and years apart."""
    for key in READ:
        text, before = subject.prose.get(key, ""), subject.last_prose.get(key, "")
        said = [match for match in _SENTENCE.finditer(text) if _counts(match[0])]
        old = {_bare(match[0]) for match in _SENTENCE.finditer(before) if _counts(match[0])}
        same = [match for match in said if _bare(match[0]) in old]
        if percent := _share(same, said):
            says = f"这一部分有 {percent}% 的文字与上年相同，例如“{same[0][0].strip()[:30]}…”"
            yield key, same[0].span(), says, ""


# What a report can only say of its own agency: its title (in the opening), requests and fees, where to reach it.
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
def left_in(subject: Subject) -> Iterator[Hit]:
    """The name of another agency where only the own one can stand, and parts that stand in another's report."""
    own = {name for name in (subject.agency.get("name"), subject.agency.get("title_name")) if name}
    for other in subject.others:
        for name in other.names:
            if not any(name in each or each in name for each in own):
                yield from _names(subject, name)
        yield from _texts(subject, other)


def _names(subject: Subject, name: str) -> Iterator[Hit]:
    for key, text in subject.parts():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            said = (*([_TITLE] if key == "opening" else []), _FACTS, _CONTACT)
            if any(before.search(text[max(0, at - 20) : at]) and behind.match(text, end) for before, behind in said):
                yield key, (at, end), f"这里写的是“{name}”，不是本机关", "", Level.ERROR
            at = text.find(name, end)


def _texts(subject: Subject, other: Other) -> Iterator[Hit]:
    for key in READ:
        said = [match for match in _SENTENCE.finditer(subject.prose.get(key, "")) if _counts(match[0])]
        theirs = {_bare(match[0]) for match in _SENTENCE.finditer(other.prose.get(key, "")) if _counts(match[0])}
        same = [match for match in said if _bare(match[0]) in theirs]
        if percent := _share(same, said):
            says = f"这一部分有 {percent}% 的文字与{other.names[0]}的报告相同，例如“{same[0][0].strip()[:30]}…”"
            yield key, same[0].span(), says, ""


def _share(same: list[re.Match[str]], said: list[re.Match[str]]) -> int:
    """How much of what is said is the same, in per cent; 0 where that is not worth a word."""
    written, repeated = (sum(len(match[0]) for match in found) for found in (said, same))
    return repeated * 100 // written if same and repeated >= SHARE * written else 0


def _counts(sentence: str) -> bool:
    return len(sentence.strip()) >= SHORTEST and not _STANDING.search(sentence)


def _bare(sentence: str) -> str:
    """The sentence without numbers, spaces and punctuation."""
    return re.sub(r"[\s，、：“”（）《》,]", "", _NUMBERS.sub("", sentence))
