"""What a sentence claims about a cell of the tables: which phrases before or behind a number speak of which figures.

A claim holds when the number is one of several readings: “收到申请60件” may or may not count those carried in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.figures import Figures
from reports.quantities import THIS, Quantity, Sentence

_FILLED = r"(?:[，,：:]?\s?(?:共|共计|总计|合计|一共|累计|总数|数量|总量|件数|分别|为|是|有|达|计|了|的)){0,3}\s?$"
_ASKED = (
    r"(?:(?:依申请公开(?:政府)?(?:信息)?(?:事项)?|(?:政府)?信息公开)"
    r"(?:的)?(?:申请|请求)?(?:表|书|件)?|申请公开政府信息)"
)
# A part of the requests, not all: what is asked, by whom, by which way, when, or of whom.
_PART = re.compile(
    r"其中|涉及|关于|要求|重复|引[起发]|复议|诉讼|网络|网上|线[上下]|当面|现场|信函|邮寄|邮件|传真|电话|自然人|法人|企业"
    r"|不予|部分|季度|[上下]半年|\d\s?月|下属|所属|各(?:部门|单位|科|股|县|区|乡|级|地|市|机关|局|处|所)|行政机关|全系统|近[一二两三四五六七八九几多]?年|历年|乡镇|街道|镇|村|增加|减少|去年|上年度?同期"
)
_REQUEST_UNITS = frozenset("件宗条份个起项例笔") | {"件次"}
# Where other things than requests are counted, the same words mean those.
_OTHER_BUSINESS = re.compile(
    "复议|诉讼|案件|提案|建议|许可|热线|信箱|投诉|举报|留言|公文|文件|属性|主动公开|审查|援助|公证"
)
_LEFT = re.compile("(?:申请)?，?(?:按规定)?(?:结转|转入?)(?:至|到)?(?:下一?年度?|次年|20[0-9]{2}年)")


@dataclass(frozen=True)
class Claim:
    """`cell` is where the figure stands; `allowed` gives the values that agree, none where the table is blank."""

    cell: str
    called: str
    said_in: Callable[[Sentence, Quantity, str], bool]
    allowed: Callable[[Figures], tuple[Decimal, ...]]


def total(*rows: str) -> Callable[[Figures], tuple[Decimal, ...]]:
    """The sum of the totals of rows of table three whose keys begin so."""

    def add(figures: Figures) -> tuple[Decimal, ...]:
        keys = [key for key in figures if key.startswith("requests.") and key.endswith(".total")]
        values = [figures[key] for key in keys if key.split(".")[1].startswith(rows)]
        return () if not values or None in values else (Decimal(sum(Decimal(value or 0) for value in values)),)

    return add


def _cells(*keys: str) -> Callable[[Figures], tuple[Decimal, ...]]:
    def add(figures: Figures) -> tuple[Decimal, ...]:
        values = [figures.get(key) for key in keys]
        return () if None in values else (Decimal(sum(Decimal(value or 0) for value in values)),)

    return add


def asked(figures: Figures) -> tuple[Decimal, ...]:
    """Requests received this year, and the same with those carried in."""
    received, carried = total("received")(figures), total("carried_in")(figures)
    return (received[0], received[0] + carried[0]) if received and carried else ()


def _money(key: str) -> Callable[[Figures], tuple[Decimal, ...]]:
    """A cell in 万元, as 元."""
    return lambda figures: tuple(value * 10_000 for value in _cells(key)(figures))


def _led_by(pattern: str, units: frozenset[str] = _REQUEST_UNITS) -> Callable[[Sentence, Quantity, str], bool]:
    expression = re.compile(f"(?:{pattern}){_FILLED}")
    return lambda _, quantity, __: quantity.unit in units and bool(expression.search(quantity.lead))


# The words for all who ask and all ways of asking say nothing of a part; nor does the own name of a 镇.
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


def _received(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    lead = _ALL_OF_THEM.sub("", quantity.lead)
    if quantity.unit not in _REQUEST_UNITS or _PART.search(lead) or "其中" in sentence.up_to(quantity):
        return False
    if _RECEIVED.search(lead) or (_BEHIND.search(lead) and _REQUESTS.match(quantity.after)):
        return True
    other = _OTHER_BUSINESS.search(_ALL_OF_THEM.sub("", sentence.text))
    return bool(_PLAINLY.search(lead) and _ABOUT_REQUESTS.search(context) and not other)


def _both(sentence: Sentence, quantity: Quantity, _: str) -> bool:
    """上年结转和本年新收申请共60件."""
    return quantity.unit in _REQUEST_UNITS and bool(_BOTH.search(quantity.lead))


_CARRIED_IN = "上一?年度?结转(?:的)?"
_BOTH = re.compile(
    rf"(?:{_CARRIED_IN}[和与及加、].{{0,4}}(?:新收|收到)|新收[和与及加、].{{0,4}}{_CARRIED_IN}).{{0,12}}申请{_FILLED}"
)


def _about_requests(sentence: Sentence, context: str) -> bool:
    return "申请" in context and not _OTHER_BUSINESS.search(_ALL_OF_THEM.sub("", sentence.text).replace("申请公开", ""))


def _outcome(name: str) -> Callable[[Sentence, Quantity, str], bool]:
    expression = re.compile(rf"{name}(?:的)?(?:申请|决定|答复)?{_FILLED}")

    def said(sentence: Sentence, quantity: Quantity, context: str) -> bool:
        if quantity.unit not in _REQUEST_UNITS or not _about_requests(sentence, context):
            return False
        return bool(expression.search(quantity.lead)) and not re.search("增加|减少", quantity.lead)

    return said


def _left(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    """另有3件结转下年度; 结转下年度继续办理3件."""
    if quantity.unit not in _REQUEST_UNITS or not _about_requests(sentence, context):
        return False
    led = re.search(
        rf"结转(?:至|到)?(?:下一?年度?|次年)(?:继续)?(?:办理)?(?:的)?[^，]{{0,6}}?(?:申请)?{_FILLED}", quantity.lead
    )
    return bool(led or _LEFT.match(sentence.tail(quantity)))


def _carried(sentence: Sentence, quantity: Quantity, context: str) -> bool:
    led = re.search(rf"{_CARRIED_IN}(?:政府)?(?:信息公开)?(?:申请)?{_FILLED}", quantity.lead)
    return bool(quantity.unit in _REQUEST_UNITS and led and _about_requests(sentence, context))


_D = "disclosure."
CLAIMS = (
    Claim("requests.received.total", "上年结转和本年新收申请", _both, lambda figures: asked(figures)[1:]),
    Claim("requests.received.total", "收到申请", _received, asked),
    Claim("requests.carried_in.total", "上年结转", _carried, total("carried_in")),
    Claim("requests.carried_out.total", "结转下年度", _left, total("carried_out")),
    Claim("requests.granted.total", "予以公开", _outcome("(?<![不或和及与、])予以公开"), total("granted")),
    Claim("requests.partly_granted.total", "部分公开", _outcome("(?<![或和及与、])部分公开"), total("partly_granted")),
    Claim("requests.concluded.total", "不予公开", _outcome("(?<![或和及与])不予公开"), total("refused_")),
    Claim("requests.concluded.total", "无法提供", _outcome("无法提供"), total("unavailable_")),
    Claim("requests.concluded.total", "不予处理", _outcome("不予处理"), total("declined_")),
    Claim("requests.concluded.total", "其他处理", _outcome("其他处理"), total("other_")),
    Claim(
        _D + "licensing.decisions",
        "行政许可",
        _led_by("(?:作出|办理)行政许可(?:处理)?决定"),
        _cells(_D + "licensing.decisions"),
    ),
    Claim(
        _D + "penalties.decisions", "行政处罚", _led_by("作出行政处罚(?:处理)?决定"), _cells(_D + "penalties.decisions")
    ),
    Claim(
        _D + "coercion.decisions", "行政强制", _led_by("作出行政强制(?:处理)?决定"), _cells(_D + "coercion.decisions")
    ),
    Claim(
        _D + "normative_documents.issued",
        "制发行政规范性文件",
        _led_by("(?:制发|印发|出台|制定)行政规范性文件"),
        _cells(_D + "normative_documents.issued"),
    ),
    Claim(
        _D + "normative_documents.in_force",
        "现行有效行政规范性文件",
        _led_by("现行有效的?行政规范性文件"),
        _cells(_D + "normative_documents.in_force"),
    ),
    Claim(
        _D + "charges.amount",
        "行政事业性收费",
        _led_by("行政事业性收费(?:金额|收入)?", frozenset({"元"})),
        _money(_D + "charges.amount"),
    ),
    Claim(
        "proceedings.review.total",
        "因政府信息公开引起的行政复议",
        _led_by("信息公开(?:申请|工作|答复)?(?:引[起发]|被提起|提起|产生)?(?:的)?行政复议(?:案件|申请)?"),
        _cells("proceedings.review.total"),
    ),
)


def claimed(sentence: Sentence, context: str, year: int) -> Iterator[tuple[Quantity, Claim]]:
    """Every exact number of the sentence that is said of a cell of this year. `context` is the paragraph up to it."""
    for quantity in sentence.quantities:
        if quantity.exact and quantity.year in (None, THIS, year):
            claim = next((each for each in CLAIMS if each.said_in(sentence, quantity, context)), None)
            if claim:
                yield quantity, claim
