"""N302, N306: parts that do not add up to their whole, money received and spent that do not fit."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.checks.quantities import Quantity, Sentence, sentences
from reports.findings import Level

_AMONG = re.compile(r"其中|分别(?:是|为)|包括|具体(?:是|为)")
_SOME = re.compile("等|包括|主要|重点|例如|比如|涉及|不含|含")
_ANEW = re.compile("共|合计|总计|另|此外|同时|同比|增[加长]|减少|下降|比上|较上|占")
_TOTAL = re.compile(r"(?:^|[，,、；：:]|\s)(?:以上|总)?(?:共计?|合计|总计|一共|总共)(?:有|为|是)?(?:申请|件数)?\s?$")
_RESULT = re.compile("维持|纠正|其他结果|尚未审结|撤销|驳回|终止|确认违法")
_HAN = re.compile("[\u4e00-\u9fff]+")
_CHANNEL = re.compile("网站|门户网|政府网|网上|微博|微信|公众号|抖音|视频号|客户端|头条|公开栏|新媒体")
_ALL = re.compile(r"主动公开(?:各类|政府)*信息(?:共|共计|总计|合计|累计|总数|为|达)*\s?$")
_FEW_MISSING = Decimal("0.05")  # with three parts or more, so much less than the whole is a slip
_LAST_MISSING = Decimal("0.15")  # less than the least part and less than this: no further part can be meant
_CHANNELS_MISSING = Decimal("0.1")
_MONEY = re.compile(
    r"(?P<out>支出|(?<!转移)(?<!转移性)支付|使用|列支|花费|开支|发放|用于)|拨付|收到|下达|到位|拨款|筹措|争取|安排|收入|落实|划拨|核拨"
)
_CARRIED = re.compile("结转|结余|上年|历年|垫付|自筹|预支|追加|以前")


@rule("N302", Level.WARNING, "各分项相加与总数不符", "算术")
def parts_and_whole(subject: ProseSubject) -> Iterator[TextHit]:
    """Parts that do not add up to the whole beside them: arithmetic.

    Read are a whole with 其中 and its parts, parts followed by 共, and 主动公开信息 with what each channel published.
    """
    for key, text in subject.parts():
        of_part = sentences(text)
        for sentence in of_part:
            for check in (_whole_first, _whole_last):
                if hit := check(sentence):
                    yield key, *hit, ""
        for hit in _channels(of_part, text):
            yield key, *hit, ""


def _whole_first(sentence: Sentence) -> tuple[tuple[int, int], str] | None:
    """申请60件，其中网络30件、信函26件: the range of the whole and a sentence where its parts differ, or None."""
    among = _AMONG.search(sentence.text)
    if among is None:
        return None
    at = sentence.start + among.start()
    before = [each for each in sentence.quantities if each.span[1] <= at]
    if not before or not before[-1].exact:
        return None
    whole = before[-1]
    parts = _parts(sentence, whole, [each for each in sentence.quantities if each.span[0] >= at])
    loose = _SOME.search(sentence.text, among.start()) is not None
    return _difference(whole, parts, loose=loose) if len(parts) > 1 else None


def _parts(sentence: Sentence, whole: Quantity, after: Sequence[Quantity]) -> list[Quantity]:
    """What follows in the unit of the whole, up to where the whole is reached or something else begins."""
    parts: list[Quantity] = []
    for place, each in enumerate(after):
        again = place > 0 and (_AMONG.search(each.lead) or _ANEW.search(each.before))
        if each.unit != whole.unit or not each.exact or again or (each.unit == "元" and _is_spent(each)):
            if place and (again or each.unit == "元"):
                break
            return []
        parts.append(each)
        if len(parts) > 1 and sum(part.value for part in parts) == whole.value:
            break
    return parts


def _difference(
    whole: Quantity, parts: Sequence[Quantity], *, loose: bool = False
) -> tuple[tuple[int, int], str] | None:
    """The range of the whole and a sentence, where the parts differ from it; parts that add up to far less may be only
    some of them and are accepted, as are fewer ones where `loose` (等, 包括, 主要)."""
    summed = sum((part.value for part in parts), Decimal(0))
    missing = whole.value - summed
    least = min(part.value for part in parts)
    few = len(parts) > 2 and missing <= whole.value * _FEW_MISSING
    last = missing < least and missing <= whole.value * _LAST_MISSING
    if missing < 0 or (missing > 0 and not loose and (few or last)):
        return whole.span, _says(whole, parts)
    return None


def _says(whole: Quantity, parts: Sequence[Quantity]) -> str:
    scale, unit = (10_000, "万元") if whole.unit == "元" else (1, whole.unit)
    summed = sum((part.value for part in parts), Decimal(0)) / scale
    difference = abs(whole.value / scale - summed)
    sum_of = " + ".join(f"{part.value / scale:f}" for part in parts[:6]) + (" + …" if len(parts) > 6 else "")
    return f"{whole.text}，各分项相加是 {sum_of} = {summed:f}{unit}，相差 {difference:f}"


def _whole_last(sentence: Sentence) -> tuple[tuple[int, int], str] | None:
    """网络申请30件，信函申请26件，共56件: the range of the sum and a sentence where its parts differ, or None."""
    for place, whole in enumerate(sentence.quantities):
        if place < 2 or not whole.exact or not _TOTAL.search(whole.lead):
            continue
        parts: list[Quantity] = []
        for each in reversed(sentence.quantities[:place]):
            if each.unit != whole.unit or not each.exact or _TOTAL.search(each.lead):
                break
            parts.insert(0, each)
        differs = len(parts) > 1 and sum(part.value for part in parts) != whole.value
        if differs and _alike(parts) and not _AMONG.search(sentence.up_to(whole)):
            return whole.span, _says(whole, parts)
    return None


def _alike(parts: Sequence[Quantity]) -> bool:
    """Whether the parts are of one kind: their words end alike, or all are results of proceedings."""
    ends = {"".join(_HAN.findall(part.before))[-2:] for part in parts}
    return (len(ends) == 1 and "" not in ends) or all(_RESULT.search(part.before) for part in parts)


def _channels(of_part: Sequence[Sentence], text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """主动公开信息1439条，在网站137条。在微博677条，在公众号519条: in one paragraph, parts of parts left out."""
    for at, sentence in enumerate(of_part):
        for whole in sentence.quantities:
            if not (whole.exact and _ALL.search(whole.lead)) or _CHANNEL.search(sentence.up_to(whole)):
                continue
            end = text.find("\n", whole.span[1])
            following = [each for each in of_part[at : at + 5] if end < 0 or each.start < end]
            parts = [part for each in following for part in _of_channels(each, whole)]
            missing = whole.value - sum(part.value for part in parts)
            if len(parts) > 1 and (missing < 0 or (len(parts) > 2 and 0 < missing <= whole.value * _CHANNELS_MISSING)):
                yield whole.span, _says(whole, parts)


def _of_channels(sentence: Sentence, whole: Quantity) -> Iterator[Quantity]:
    for each in sentence.quantities:
        if each.span[0] <= whole.span[0] or each.unit != whole.unit or not each.exact:
            continue
        inner = _AMONG.search(sentence.text[max(0, whole.span[1] - sentence.start) : each.span[0] - sentence.start])
        if inner is None and _CHANNEL.search(each.before) and not _ANEW.search(each.before):
            yield each


@rule("N306", Level.WARNING, "收到的钱和支出的钱对不上", "算术")
def money(subject: ProseSubject) -> Iterator[TextHit]:
    """More money spent than received in one sentence (万元): arithmetic.

    The first amount received is compared with the sum of all amounts spent.
    """
    for key, text in subject.parts():
        for sentence in sentences(text):
            received, spent = _received_and_spent(sentence)
            total = sum((each.value for each in spent), Decimal(0))
            if received and spent and total > received.value and not _CARRIED.search(sentence.text):
                says = " + ".join(f"{each.value / 10_000:f}" for each in spent)
                amount = f"{received.value / 10_000:f}"
                yield key, spent[-1].span, f"支出 {says} = {total / 10_000:f} 万元，多于到账的 {amount} 万元", ""


def _received_and_spent(sentence: Sentence) -> tuple[Quantity | None, list[Quantity]]:
    """The first amount received, and the amounts spent; what follows 其中 within the spent ones are parts of them."""
    received: Quantity | None = None
    spent: list[Quantity] = []
    for each in sentence.quantities:
        if each.unit != "元" or not each.exact:
            continue
        further = spent and re.match("[、和]", sentence.between(spent[-1], each)) and not _MONEY.search(each.before)
        if further or _is_spent(each):
            if not (spent and _AMONG.search(sentence.between(spent[0], each))):
                spent.append(each)
        elif received is None and not spent and _MONEY.search(each.before):
            received = each
    return received, spent


def _is_spent(money: Quantity) -> bool:
    """Whether the last of the words for receiving and spending before the amount is one for spending."""
    return [match["out"] is not None for match in _MONEY.finditer(money.before)][-1:] == [True]
