"""Which words around a number make it speak of a figure of the tables.

Each matcher takes a sentence, one of its quantities and the context (the paragraph up to the end of the sentence) and
tells whether the quantity counts what the matcher is about.
"""

import re
from collections.abc import Callable

from reports.checks.quantities import Quantity, Sentence

Matcher = Callable[[Sentence, Quantity, str], bool]

_FILLED = r"(?:[，,：:]?\s?(?:共|共计|总计|合计|一共|累计|总数|数量|总量|件数|分别|为|是|有|达|计|了|的)){0,3}\s?$"
_ASKED = (
    r"(?:(?:依申请公开(?:政府)?(?:信息)?(?:事项)?|(?:政府)?信息公开)"
    r"(?:的)?(?:申请|请求)?(?:表|书|件)?|申请公开政府信息)"
)
# A part of the requests, not all: about what, by whom, by which way, when, or addressed to whom.
_PART = re.compile(
    r"其中|涉及|关于|要求|重复|引[起发]|复议|诉讼|网络|网上|线[上下]|当面|现场|信函|邮寄|邮件|传真|电话|自然人|法人|企业"
    r"|不予|部分|季度|[上下]半年|\d\s?月|下属|所属|各(?:部门|单位|科|股|县|区|乡|级|地|市|机关|局|处|所)|行政机关|全系统|近[一二两三四五六七八九几多]?年|历年|乡镇|街道|镇|村|增加|减少|去年|上年度?同期"
)
_REQUEST_UNITS = frozenset("件宗条份个起项例笔") | {"件次"}
# Where other things than requests are counted, the same words mean those.
_OTHER_BUSINESS = re.compile(
    "复议|诉讼|案件|提案|建议|许可|热线|信箱|投诉|举报|留言|公文|文件|属性|主动公开|审查|援助|公证"
)
_CARRIED_OUT = re.compile("(?:申请)?，?(?:按规定)?(?:结转|转入?)(?:至|到)?(?:下一?年度?|次年|20[0-9]{2}年)")


def after_words(pattern: str, units: frozenset[str] = _REQUEST_UNITS) -> Matcher:
    """A matcher for quantities in one of `units` right after words that match the regular expression `pattern`."""
    expression = re.compile(f"(?:{pattern}){_FILLED}")
    return lambda _, quantity, __: quantity.unit in units and bool(expression.search(quantity.lead))


# Words for all applicants and all ways of applying mean no part of the requests; nor does the own name of a 镇.
_ALL_OF_THEM = re.compile(
    "公民、?法人(?:和|或者?|以?及|、)其他(?:社会)?组织|线上、?(?:和)?线下|网上、?(?:和)?网下|各类|各种|我(?:镇|乡|街道|村)|有效"
)
_VERB = "(?:收到|新收|受理|接收|接到|收悉|登记|办理)"
_RECEIVED = re.compile(
    rf"{_VERB}[^，。；\n]{{0,20}}?{_ASKED}{_FILLED}|依申请公开(?:申请)?(?:受理|接收|收件)?(?:数?量|数){_FILLED}"
    rf"|(?:^|[，、；：\s年])政府信息公开申请共{_FILLED}"
)
_PLAINLY = re.compile(
    rf"{_VERB}(?:群众|公众|社会公众|申请人|提[交出]|的|了|共)*申请{_FILLED}|依申请公开(?:政府)?(?:信息)?(?:申请)?{_FILLED}"
)
_BEHIND = re.compile(rf"{_VERB}(?:了|共|申请人提[交出]的?)?\s?$")
_REQUESTS = re.compile("(?:有效)?(?:的)?(?:政府信息公开申请|信息公开申请|依申请公开(?:申请|件|事项|$))")
_ABOUT_REQUESTS = re.compile("依申请|信息公开申请|申请公开")


def received(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    """All requests received this year, not some of them: 收到政府信息公开申请60件."""
    lead = _ALL_OF_THEM.sub("", quantity.lead)
    if quantity.unit not in _REQUEST_UNITS or _PART.search(lead) or "其中" in sentence.up_to(quantity):
        return False
    if _RECEIVED.search(lead) or (_BEHIND.search(lead) and _REQUESTS.match(quantity.after)):
        return True
    other = _OTHER_BUSINESS.search(_ALL_OF_THEM.sub("", sentence.text))
    return bool(_PLAINLY.search(lead) and _ABOUT_REQUESTS.search(context) and not other)


def received_and_carried_in(sentence: Sentence, quantity: Quantity, _: str) -> bool:
    """The requests received and those carried in: 上年结转和本年新收申请共60件."""
    return quantity.unit in _REQUEST_UNITS and bool(_RECEIVED_AND_CARRIED_IN.search(quantity.lead))


_CARRIED_IN = "上一?年度?结转(?:的)?"
_RECEIVED_AND_CARRIED_IN = re.compile(
    rf"(?:{_CARRIED_IN}[和与及加、].{{0,4}}(?:新收|收到)|新收[和与及加、].{{0,4}}{_CARRIED_IN}).{{0,12}}申请{_FILLED}"
)


def _about_requests(sentence: Sentence, context: str) -> bool:
    """Whether the context speaks of 申请 and the sentence of nothing else that is counted like them."""
    return "申请" in context and not _OTHER_BUSINESS.search(_ALL_OF_THEM.sub("", sentence.text).replace("申请公开", ""))


def outcome(name: str) -> Matcher:
    """A matcher for requests with one outcome; `name` is a regular expression for it: 予以公开3件."""
    expression = re.compile(rf"{name}(?:的)?(?:申请|决定|答复)?{_FILLED}")

    def matches(sentence: Sentence, quantity: Quantity, context: str) -> bool:
        if quantity.unit not in _REQUEST_UNITS or not _about_requests(sentence, context):
            return False
        return bool(expression.search(quantity.lead)) and not re.search("增加|减少", quantity.lead)

    return matches


def carried_out(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    """The requests carried into next year: 另有3件结转下年度; 结转下年度继续办理3件."""
    if quantity.unit not in _REQUEST_UNITS or not _about_requests(sentence, context):
        return False
    led = re.search(
        rf"结转(?:至|到)?(?:下一?年度?|次年)(?:继续)?(?:办理)?(?:的)?[^，]{{0,6}}?(?:申请)?{_FILLED}", quantity.lead
    )
    return bool(led or _CARRIED_OUT.match(sentence.tail(quantity)))


def carried_in(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    """The requests carried in from last year: 上年结转3件."""
    led = re.search(rf"{_CARRIED_IN}(?:政府)?(?:信息公开)?(?:申请)?{_FILLED}", quantity.lead)
    return bool(quantity.unit in _REQUEST_UNITS and led and _about_requests(sentence, context))
