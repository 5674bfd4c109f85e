"""N301, N304: numbers in the prose against the tables (国办公开办函〔2021〕30号)."""

import re
from collections.abc import Iterator

from reports.checks.prose import claims
from reports.checks.prose.claims import Claim, claims_in
from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.checks.quantities import Quantity, sentences
from reports.checks.roles import role_total
from reports.editions import CellRole
from reports.findings import Level

_SOURCE = "国办公开办函〔2021〕30号：文字与表格应一致"
_CONTEXT = 400  # characters of a paragraph before a sentence that may say what it is about
_SENTENCE = re.compile(r"[^。；\n]+")
_OTHER_YEAR = re.compile(r"(20\d\d)\s?年|上年|去年")
_NO_REQUEST = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|接收到?|新收|发生)(?P<whose>[^，。；\n]{0,30}?)"
    r"(?:(?:政府)?信息公开(?:的)?申请|依申请公开(?:的)?(?:申请|政府信息|情况|事项)?)(?!引|而|的答复|答复|超|逾|收费|复议)"
    r"|(?:没有|无)(?P<who>[^，。；\n]{2,30}?)申请公开政府信息"
    r"|(?:没有|无)(?:任何)?(?:政府)?信息公开申请(?!超|逾|结转|收费)|(?:政府)?信息公开申请(?:为)?零(?:受理|申请|件)?"
)
# What may stand between and still mean all requests; one way of applying alone means some.
_ANYONE = re.compile(
    "公民|群众|(?:法人|自然人|企业)(?=[和或与及、])|(?<=[和或与及、])(?:法人|自然人|企业)|公众|申请人|任何|其[他它]|社会|组织|团体|个人|[和或与及者、的向对过了]|以及|提[交出]|递交|申请|有关|相关"
    "|[我本][局厅委办院所镇乡市县区]|[我本]?(?:单位|机关)|[\u4e00-\u9fff]{2,12}(?:局|厅|委员会|办公室|政府|办事处)"
)
_WAY = re.compile("书面|网上|网络|线上|线下|当面|现场|信函|邮寄|传真|电子邮件|口头")
_NO_PROCEEDINGS = re.compile(
    r"(?:未|没有|无)(?:发生|收到|接到|出现|产生)?(?:过)?(?:因|有关|涉及|关于)?(?:政府)?信息公开[^，。；\n]{0,15}?行政(?:复议|诉讼)"
    r"(?:(?:案件)?[、和及或](?:提起)?行政诉讼)?"
)
_LOST = re.compile("败诉|纠正|撤销|尚未|待")


def _claims(subject: ProseSubject) -> Iterator[tuple[str, Quantity, Claim]]:
    """Every number of the prose that speaks of a figure of the tables: prose key, number and claim."""
    for key, text in subject.parts():
        for sentence in sentences(text):
            if re.search("[0-9一二三四五六七八九十０-９]", sentence.text):
                begin = text.rfind("\n", 0, sentence.start) + 1
                context = text[max(begin, sentence.start - _CONTEXT) : sentence.start + len(sentence.text)]
                for quantity, claim in claims_in(sentence, context, subject.year):
                    yield key, quantity, claim


@rule("N301", Level.WARNING, "文字里的数与表中的不一致", _SOURCE)
def contradicts_table(subject: ProseSubject) -> Iterator[TextHit]:
    """A number in the prose that speaks of a cell and differs from it: 国办公开办函〔2021〕30号."""
    for key, quantity, claim in _claims(subject):
        readings = claim.readings(subject.edition, subject.figures)
        left_to_n304 = claim.readings is claims.requests_received and not (quantity.value and any(readings))
        if readings and quantity.value not in readings and not left_to_n304:
            in_table = " 或 ".join(f"{value.normalize():f}" for value in dict.fromkeys(readings))
            yield key, quantity.span, f"文字里{claim.name}是 {quantity}，表中是 {in_table}", ""


@rule("N304", Level.ERROR, "文字说没有，表中却有；或者反过来", _SOURCE)
def none_but_some(subject: ProseSubject) -> Iterator[TextHit]:
    """The prose says none and the table some, or the other way round: 国办公开办函〔2021〕30号, words and tables agree.

    Read are requests that the prose denies or the table gives as 0, and proceedings that the prose denies.
    """
    yield from _denied(subject, _NO_REQUEST, "received", "本年新收申请")
    yield from _denied(subject, _NO_PROCEEDINGS, "reviews", "行政复议")
    for key, quantity, claim in _claims(subject):
        if claim.readings is not claims.requests_received:
            continue
        readings = claim.readings(subject.edition, subject.figures)
        if readings and not any(readings) and quantity.value:
            yield key, quantity.span, f"这里说收到申请 {quantity}，表中新收和上年结转的申请都是 0", ""
        elif any(readings) and not quantity.value:
            yield key, quantity.span, f"这里说收到申请 {quantity}，表中本年新收申请 {readings[0]} 件", ""


def _denied(subject: ProseSubject, denial: re.Pattern[str], role: CellRole, name: str) -> Iterator[TextHit]:
    """Sentences of this year that match `denial`, where the cells with the role hold more than 0 件."""
    figure = role_total(subject.edition, role, subject.figures)
    if not figure:
        return
    for key, text in subject.parts():
        for sentence in _SENTENCE.finditer(text):
            years = {match[1] for match in _OTHER_YEAR.finditer(sentence[0])}
            if years - {str(subject.year)}:
                continue
            for match in denial.finditer(sentence[0]):
                after = sentence[0][match.end() : match.end() + 6]
                if role == "received" and _of_some(match):
                    continue
                if role == "reviews" and (_LOST.search(after) or "行政复议" not in match[0]):
                    continue
                span = (sentence.start() + match.start(), sentence.start() + match.end())
                yield key, span, f"这里说“{match[0]}”，表中{name} {figure} 件", ""


def _of_some(match: re.Match[str]) -> bool:
    """Whether only requests of some kind are denied: 未收到涉及商业秘密的…, 未收到通过信函提出的…."""
    whose = match["whose"] or match["who"] or ""
    return len(_WAY.findall(whose)) == 1 or bool(_ANYONE.sub("", _WAY.sub("", whose)).strip())
