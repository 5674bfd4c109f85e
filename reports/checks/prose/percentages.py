"""N305: percentages and 同比 that do not follow from the figures."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.checks.prose.claims import claims_in
from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.checks.quantities import LAST, Quantity, Sentence, sentences, value
from reports.findings import Level

_PERCENT = re.compile(
    r"(?P<number>[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,3})?)\s?[%％]|百分之(?P<words>[一二三四五六七八九十][一二三四五六七八九十]{0,3})"
)
_GROWTH = re.compile(r"(?P<up>增[长加]|上升|提高|增幅|涨幅)|(?P<down>下降|减少|降低|回落|降幅)")
_SHARE = re.compile(
    r"(?<!侵)占(?:比|全部|总数|总量|申请|收到|全年|公开|的|总|件数|量|比例|比重|[^，。；]{0,8}的)*(?:为|达|是)?\s?$"
)
_VAGUE = re.compile("约|近|左右|超过?|逾|以上|不到|不足|余")
_AGAINST_LAST = re.compile("同比|[比较与]上一?年度?|[比较]去年|[比较]20[0-9]{2}年")
_BASE = re.compile(r"(?:[比较由从]|上一?年度?|去年)[^，、]{0,12}$")
_RATE = re.compile(r"办结率(?:为|达|达到|是)*\s?$")
_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {ord("．"): "."}


@rule("N305", Level.WARNING, "百分比或同比与数字算出来的不符", "算术")
def percentages(subject: ProseSubject) -> Iterator[TextHit]:
    """A percentage, share or 同比 that does not follow from the numbers beside it or from the tables: arithmetic."""
    for key, text in subject.parts():
        for sentence in sentences(text):
            for match in _PERCENT.finditer(sentence.text):
                stated = _percent(match)
                right = _allowed_percentages(sentence, match, subject)
                step = Decimal(1).scaleb(min(0, int(stated.as_tuple().exponent)))
                if right and all(abs(each - stated) >= step for each in right):
                    span = (sentence.start + match.start(), sentence.start + match.end())
                    yield key, span, f"这里是 {match[0]}，按前面的数算应为 {right[0].quantize(Decimal('0.1')):f}%", ""


def _percent(match: re.Match[str]) -> Decimal:
    return value(match["words"]) if match["words"] else Decimal(match["number"].translate(_DIGITS))


def _allowed_percentages(sentence: Sentence, match: re.Match[str], subject: ProseSubject) -> list[Decimal]:
    """The percentages that follow from the quantities before the match; none where it is unclear what is compared."""
    before = [each for each in sentence.quantities if each.span[1] <= sentence.start + match.start()]
    begin = before[-1].span[1] - sentence.start if before else 0
    lead = sentence.text[begin : match.start()]
    around = sentence.text[max(begin, match.start() - 3) : match.end() + 3]
    if not before or not before[-1].exact or _VAGUE.search(around) or "%" in lead or "％" in lead:
        return []
    if _RATE.search(lead):
        return _rate(before)
    of_the_last = len(before) > 1 and "占" in before[-1].before and lead.strip() == "的"  # 20件，占总数50件的40%
    if of_the_last or _SHARE.search(lead):
        return _shares(before[:-3:-1] if of_the_last else before)
    growth = _GROWTH.search(lead)
    then, now = _then_and_now(before, sentence, match, subject) if growth else (Decimal(0), Decimal(0))
    change = (now - then) * 100 / then if then else Decimal(0)
    return [-change if growth and growth["down"] else change] if then else []


def _then_and_now(
    before: list[Quantity], sentence: Sentence, match: re.Match[str], subject: ProseSubject
) -> tuple[Decimal, Decimal]:
    """The value a change starts from and the value it reaches; zeros where the sentence names none."""
    lead = sentence.text[before[-1].span[1] - sentence.start : match.start()]
    pair = _reached(before[-1], sentence, match.end(), subject.year) or _pair(before, subject.year)
    return pair or _with_last_year(before[-1], sentence, lead, subject) or (Decimal(0), Decimal(0))


def _reached(then: Quantity, sentence: Sentence, end: int, year: int) -> tuple[Decimal, Decimal] | None:
    """比去年的150条增加了20%，达到180条: the value before the percentage and the one behind it, or None."""
    after = next((each for each in sentence.quantities if each.span[0] >= sentence.start + end), None)
    if after is None or after.unit != then.unit or not after.exact:
        return None
    reaches = re.fullmatch(
        r"[，,]?\s?(?:达到|增至|增加到|增长到|减至|减少到|降至|下降到|为|共)", after.lead[after.lead.rfind("%") + 1 :]
    )
    is_base = _BASE.search(then.before) or then.year in (LAST, year - 1)
    return (then.value, after.value) if reaches and is_base else None


def _rate(before: list[Quantity]) -> list[Decimal]:
    """The share of the requests received that were concluded (办结率), in per cent; none where either is unclear."""
    received = [each for each in before if re.search("受理|收到|新收|接收", each.lead)]
    done = [each for each in before if re.search("办结|答复", each.before)]
    if len(received) == len(done) == 1 and received != done and received[0].value:
        return [done[0].value * 100 / received[0].value]
    return []


def _shares(before: list[Quantity]) -> list[Decimal]:
    """The last quantity as a share, in per cent, of any before it that is not smaller, and of the sum of all."""
    part = before[-1]
    wholes = [each.value for each in before[:-1] if each.unit == part.unit and each.exact and each.value >= part.value]
    summed = sum((each.value for each in before if each.unit == part.unit), Decimal(0))
    return [part.value * 100 / whole for whole in [*wholes, *([summed] if wholes else [])] if whole]


def _pair(before: list[Quantity], year: int) -> tuple[Decimal, Decimal] | None:
    """The earlier and the present value, where the sentence gives both in one unit; else None."""
    if len(before) < 2 or before[-1].unit != before[-2].unit or not before[-2].exact:
        return None
    first, second = before[-2:]
    old = [each for each in (first, second) if _BASE.search(each.before) or each.year in (LAST, year - 1)]
    if len(old) == 2 and (first.year in (LAST, year - 1)) and re.search("[增减]|到|至", second.before):
        old = [first]
    if len(old) == 2 and second.year == first.year:
        old = [first] if re.search("[到至为]$", second.before) else []
    if len(old) != 1 or (
        re.search("增加|减少|多|少", second.before[-4:]) and not re.search("[到至为]$", second.before)
    ):
        return None
    return (first.value, second.value) if old[0] is first else (second.value, first.value)


def _with_last_year(
    now: Quantity, sentence: Sentence, lead: str, subject: ProseSubject
) -> tuple[Decimal, Decimal] | None:
    """A figure of the tables with its 同比: the earlier value is that of last year's report."""
    if not _AGAINST_LAST.search(lead):
        return None
    claim = next((claim for each, claim in claims_in(sentence, sentence.text, subject.year) if each is now), None)
    then = claim.readings(subject.last_edition or subject.edition, subject.last_figures) if claim else ()
    return (then[0], now.value) if then else None
