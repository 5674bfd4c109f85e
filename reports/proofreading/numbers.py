"""N301, N304: numbers in the words against the tables."""

import re
from collections.abc import Iterator

from reports.findings import Level
from reports.proofreading import claims
from reports.proofreading.claims import Claim, claimed
from reports.proofreading.quantities import Quantity, sentences
from reports.proofreading.registry import Hit, rule
from reports.proofreading.subject import Subject

_SOURCE = "国办公开办函〔2021〕30号：文字与表格应一致"
_CONTEXT = 400  # characters of a paragraph before a sentence that may say what it is about
_SENTENCE = re.compile(r"[^。；\n]+")
_OTHER_YEAR = re.compile(r"(20\d\d)\s?年|上年|去年")
_NO_REQUEST = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|接收到?|新收)[^，。；\n]{0,30}?"
    r"(?:(?:政府)?信息公开(?:的)?申请|依申请公开(?:的)?(?:申请|政府信息|情况)?)(?!引|而|的答复|答复)"
)
_SOME_KIND = re.compile("因|涉及|要求|重复|书面|不予|关于|复议|诉讼|网络|网上|线[上下]|当面|信函|邮寄|传真|自然人|企业")
_NO_PROCEEDINGS = re.compile(
    r"(?:未|没有|无)(?:发生|收到|接到|出现|产生)?(?:过)?(?:因|有关|涉及|关于)?(?:政府)?信息公开[^，。；\n]{0,15}?行政(?:复议|诉讼)"
    r"(?:(?:案件)?[、和及或](?:提起)?行政诉讼)?"
)
_LOST = re.compile("败诉|纠正|撤销|尚未|待")


def _claims(subject: Subject) -> Iterator[tuple[str, Quantity, Claim]]:
    for key, text in subject.parts():
        for sentence in sentences(text):
            if re.search("[0-9一二三四五六七八九十０-９]", sentence.text):
                begin = text.rfind("\n", 0, sentence.start) + 1
                context = text[max(begin, sentence.start - _CONTEXT) : sentence.start + len(sentence.text)]
                for quantity, claim in claimed(sentence, context, subject.year):
                    yield key, quantity, claim


@rule("N301", Level.WARNING, "文字里的数与表中的不一致", _SOURCE)
def contradicts_table(subject: Subject) -> Iterator[Hit]:
    for key, quantity, claim in _claims(subject):
        allowed = claim.allowed(subject.figures)
        if allowed and quantity.value not in allowed and not (claim.allowed is claims.asked and not any(allowed)):
            held = " 或 ".join(f"{value.normalize():f}" for value in dict.fromkeys(allowed))
            yield key, quantity.span, f"文字里{claim.called}是 {quantity}，表中是 {held}", ""


@rule("N304", Level.ERROR, "文字说没有，表中却有；或者反过来", _SOURCE)
def none_but_some(subject: Subject) -> Iterator[Hit]:
    """Requests of which the words say none, or that the table says to be none; and proceedings that are denied."""
    yield from _denied(subject, _NO_REQUEST, "requests.received.total", "本年新收申请")
    yield from _denied(subject, _NO_PROCEEDINGS, "proceedings.review.total", "行政复议")
    for key, quantity, claim in _claims(subject):
        allowed = claim.allowed(subject.figures)
        if claim.allowed is claims.asked and allowed and not any(allowed) and quantity.value:
            yield key, quantity.span, f"这里说收到申请 {quantity}，表中新收和上年结转的申请都是 0", ""


def _denied(subject: Subject, denial: re.Pattern[str], cell: str, called: str) -> Iterator[Hit]:
    held = subject.figures.get(cell)
    if not held:
        return
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            years = {match[1] for match in _OTHER_YEAR.finditer(sentence[0])}
            if years - {str(subject.year)}:
                continue
            for match in denial.finditer(sentence[0]):
                after = sentence[0][match.end() : match.end() + 6]
                if cell.startswith("requests") and _SOME_KIND.search(match[0]):
                    continue
                if cell.startswith("proceedings") and (_LOST.search(after) or "行政复议" not in match[0]):
                    continue
                span = (sentence.start() + match.start(), sentence.start() + match.end())
                yield key, span, f"这里说“{match[0]}”，表中{called} {held} 件", ""
