"""N: numbers in the words against the tables and against each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.findings import Level
from reports.proofreading.registry import Hit, rule
from reports.proofreading.subject import Subject

_UNITS = "件|宗|条|篇|期|次|项|份|个"
_NUMBER = r"(?P<{}>[0-9０-９]{{1,3}}(?:[,，][0-9０-９]{{3}})+|[0-9０-９]{{1,9}})\s?(?P<{}>" + _UNITS + ")"
_SENTENCE = re.compile(r"[^。；\n]+")
_AMONG = re.compile(r"[，,、；]?\s?其中[：:，,]?")
_COUNT = re.compile(_NUMBER.format("number", "unit"))
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_NONE_RECEIVED = re.compile(
    r"(?:未|没有)(?:收到|接到|受理|接收到?)[^，。；\n]{0,30}?(?:政府)?信息公开(?:的)?申请(?!引|而|的|答复)"
)
_RECEIVED = re.compile(
    r"(?:收到|新收|受理|接收|收到的)[^，。；\n0-9０-９]{0,20}?(?:政府信息公开|信息公开|依申请公开)(?:的)?申请(?:共|共计|总计)?\s?"
    + _NUMBER.format("number", "unit")
)
_OTHER_YEAR = re.compile(r"(20\d\d)\s?年")
# What a sentence speaks of when it counts, and the cell that must say the same.
_COUNTED = {
    "disclosure.licensing.decisions": re.compile(r"(?:作出|办理)行政许可决定\s?" + _NUMBER.format("number", "unit")),
    "disclosure.penalties.decisions": re.compile(r"作出行政处罚决定\s?" + _NUMBER.format("number", "unit")),
    "disclosure.coercion.decisions": re.compile(r"作出行政强制决定\s?" + _NUMBER.format("number", "unit")),
    "disclosure.normative_documents.issued": re.compile(
        r"(?:制发|印发|出台|制定)行政规范性文件\s?" + _NUMBER.format("number", "unit")
    ),
}


@dataclass(frozen=True)
class Count:
    """A number with its unit, and its range in the text."""

    value: int
    unit: str
    span: tuple[int, int]


def counts(text: str, offset: int = 0) -> list[Count]:
    """Every counted number of a text: grouped, full-width, whatever it counts."""
    found = _COUNT.finditer(text)
    return [
        Count(value(match["number"]), match["unit"], (offset + match.start(), offset + match.end())) for match in found
    ]


def value(number: str) -> int:
    """The number as it is meant: full-width digits and thousands separators are read."""
    return int(re.sub("[,，]", "", number.translate(_HALF_WIDTH)))


@rule("N301", Level.WARNING, "文字里的数与表中的不一致", "国办公开办函〔2021〕30号：文字与表格应一致")
def contradicts_table(subject: Subject) -> Iterator[Hit]:
    received = subject.figures.get("requests.received.total")
    carried = subject.figures.get("requests.carried_in.total")
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            if _of_another_year(sentence[0], subject.year):
                continue
            for match in _RECEIVED.finditer(sentence[0]):
                said = value(match["number"])
                if received is not None and carried is not None and said not in (received, received + carried):
                    span = (sentence.start() + match.start("number"), sentence.start() + match.end("unit"))
                    yield key, span, f"文字里收到申请 {said} 件，表中本年新收 {received} 件、上年结转 {carried} 件", ""
            yield from _counted(subject, key, sentence)


def _counted(subject: Subject, key: str, sentence: re.Match[str]) -> Iterator[Hit]:
    for cell, pattern in _COUNTED.items():
        held = subject.figures.get(cell)
        for match in pattern.finditer(sentence[0]):
            if held is not None and value(match["number"]) != held:
                span = (sentence.start() + match.start("number"), sentence.start() + match.end("unit"))
                yield key, span, f"文字里是 {match['number']}{match['unit']}，表中是 {held}", ""


def _of_another_year(sentence: str, year: int) -> bool:
    named = {int(match) for match in _OTHER_YEAR.findall(sentence)}
    return bool(named - {year})


@rule("N302", Level.WARNING, "各分项相加与总数不符", "算术")
def parts_and_whole(subject: Subject) -> Iterator[Hit]:
    """A whole, then 其中 and its parts in the same unit to the end of the sentence. Parts that sum up to clearly less
    may be just some of them, and are let be."""
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            among = _AMONG.search(sentence[0])
            if among is None:
                continue
            whole = counts(sentence[0][: among.start()], sentence.start())
            parts = counts(sentence[0][among.end() :], sentence.start() + among.end())
            if not whole or any(part.unit != whole[-1].unit for part in parts) or len(parts) < 2:
                continue
            total, summed = whole[-1].value, sum(part.value for part in parts)
            if summed > total or (len(parts) > 2 and 0 < total - summed <= total * 0.05):
                says = f"{total}{whole[-1].unit}，各分项相加是 {summed}，相差 {abs(total - summed)}"
                yield key, whole[-1].span, says, ""


@rule("N304", Level.ERROR, "文字说没有收到申请，表中却有", "国办公开办函〔2021〕30号：文字与表格应一致")
def none_but_some(subject: Subject) -> Iterator[Hit]:
    received = subject.figures.get("requests.received.total")
    if not received:
        return
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            if _of_another_year(sentence[0], subject.year):
                continue
            for match in _NONE_RECEIVED.finditer(sentence[0]):
                if re.search("因|涉及|要求|重复|书面|不予|关于|复议|诉讼", match[0]):
                    continue
                span = (sentence.start() + match.start(), sentence.start() + match.end())
                yield key, span, f"这里说“{match[0]}”，表中本年新收 {received} 件", ""
