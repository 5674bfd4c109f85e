"""N303: one thing given two values in a report."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.checks.quantities import LAST, THIS, Quantity, Sentence, sentences
from reports.findings import Level

_CHANNEL = re.compile(
    r"(?:“(?P<name>[^”“]{2,20})”)?(?:政务)?(?P<kind>微信公众号|公众号|订阅号|服务号|新浪微博|微博|抖音号?|视频号|头条号?|客户端|政府门户网站|门户网站|政府网站)"
)
_PUBLISHED = re.compile(r"(?:公开|发布|推送|刊发)(?:了)?(?P<what>[\u4e00-\u9fff]{0,12})$")
_GENERAL = re.compile(r"各类|政府|政务|相关|有关|信息|内容|文章|微博|微信|共计?|累计|总计|一共|的|了|主动")
_PARTIAL = re.compile(
    r"其中|[上下]半年|季度|\d{1,2}\s?月|目标|计划|拟|将|增加|减少|每[年月周天]|平均|同期|原创|转载|新增|第[一二三四五]批"
)
_SINCE = re.compile("[自从][^，。]{0,40}以来")
_TIME_OR_SELF = re.compile(
    r"(?:20\d\d\s?年(?:度|以来)?|本年度?|今年|全年|年内|一年来|截至?\s?(?:20\d\d年)?\d{0,2}月?(?:底|年底)?|我[局厅委办市县区]|本机关|本局"
    r"|本单位|以来|[^，。]{1,10}方面|共计?|累计|总计|一共|统计|[^，]{2,20}(?:局|厅|委员会|政府(?!信息)|办公室))"
)
_TRIMMED = re.compile("(?:共计?|累计|总计|一共|了|为|是|达|有)+$")
_ALIKE = re.compile("收到|受理|新收|接收")


@dataclass(frozen=True)
class _Mention:
    """The value that a part (prose key) gives for a thing."""

    key: str
    quantity: Quantity


@rule("N303", Level.WARNING, "同一件事前后给了两个数", "同一报告前后应一致")
def two_values(subject: ProseSubject) -> Iterator[TextHit]:
    """One thing with two values in a report: a report must agree with itself.

    The second value of a channel, or of the same words, is marked; so is a sum of several kinds called by one of them.
    """
    first: dict[tuple[str, str], _Mention] = {}
    for key, text in subject.parts():
        for sentence in sentences(text):
            for quantity in sentence.quantities:
                thing = _thing(sentence, quantity, subject.year)
                if not thing:
                    continue
                mention = first.setdefault((thing, quantity.unit), _Mention(key, quantity))
                if mention.quantity.value != quantity.value:
                    values = f"前面是 {mention.quantity}，这里是 {quantity}"
                    says = f"{thing.strip('·')}：{values}；口径不同的（本年、累计）请写明"
                    yield key, quantity.span, says, ""
    yield from _sum_named_as_one_part(subject)


def _thing(sentence: Sentence, quantity: Quantity, year: int) -> str:
    """What the quantity counts, in words that are equal whenever the same thing is meant; "" where that is unsure."""
    lead = sentence.up_to(quantity)
    since = "以来" in lead
    of_now = quantity.year in (None, THIS, year) or (since and quantity.year != LAST)
    if (
        not (quantity.exact and of_now)
        or _PARTIAL.search(_SINCE.sub("", lead))
        or (since and re.search("累计|总计|共", quantity.before))
    ):
        return ""
    before = _TRIMMED.sub("", quantity.before)
    channel = next(reversed(list(_CHANNEL.finditer(lead))), None)
    published = _PUBLISHED.search(before)
    if channel and published:
        what = _GENERAL.sub("", published["what"] + quantity.after[:4])
        return f"{channel['name'] or ''}{channel['kind']}·{what}" if len(what) < 4 or not channel["name"] else ""
    clause = lead[: len(lead) - len(quantity.before)] if quantity.before else lead
    bare = re.sub(r"\s", "", _TIME_OR_SELF.sub("", before))
    if len(bare) >= 4 and re.fullmatch(r"[\s，,：:]*", _TIME_OR_SELF.sub("", clause)):
        return _ALIKE.sub("收到", bare)
    return ""


def _sum_named_as_one_part(subject: ProseSubject) -> Iterator[TextHit]:
    """文件12件、信息15件、其他30件, and elsewhere 文件57件: the sum of all parts under the name of one."""
    parts = [(key, sentence) for key, text in subject.parts() for sentence in sentences(text)]
    counted: dict[tuple[Decimal, str], list[tuple[str, Sentence, Quantity]]] = defaultdict(list)
    for key, sentence in parts:
        for quantity in sentence.quantities:
            counted[quantity.value, quantity.unit].append((key, sentence, quantity))
    told: set[tuple[str, tuple[int, int]]] = set()
    for _, sentence in parts:
        listed = _listed(sentence)
        if len(listed) < 3:
            continue
        whole = sum((each.value for each in listed), Decimal(0))
        for key, other, quantity in counted[whole, listed[0].unit]:
            if (key, quantity.span) in told:
                continue
            like = next((each for each in listed if each.before[-2:] == quantity.before[-2:] != ""), None)
            if like and other is not sentence and quantity not in listed:
                told.add((key, quantity.span))
                summed = " + ".join(map(str, listed))
                says = f"{quantity} 是 {summed} 之和，而“{like.before[-2:]}”只有 {like}"
                yield key, quantity.span, says, ""


def _listed(sentence: Sentence) -> list[Quantity]:
    """The quantities of the first enumeration with 、."""
    listed: list[Quantity] = []
    for before, each in zip(sentence.quantities, sentence.quantities[1:], strict=False):
        if each.unit == before.unit and each.exact and before.exact and re.match(r"\s?、", sentence.tail(before)):
            listed += [each] if listed else [before, each]
        elif listed:
            break
    return listed
