"""P: what must not be made public (条例 第十四条、第十五条)."""

import re
from collections.abc import Iterator

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.findings import Level

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9])1[3-9]\d{9}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])(?:62|4\d|5[1-5])\d{14,17}(?![0-9])")
_SECRET = re.compile(r"[绝机秘]密★|内部资料[，,]?(?:请)?注意保存")
_PERSON = re.compile(
    r"(?:局长|厅长|处长|科长|主任|组长|书记)(?P<name>(?![由的和及各兼将])[\u4e00-\u9fff]{2,3}?)"
    r"(?=(?:同志)?(?:任|担任|为|兼任)(?:副?组长|主任|负责人|成员)|(?:同志)?担任[，。；])"
)
# 组长：李四. Mostly an office follows the label, so the words must begin with a surname.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_LABELLED = re.compile(
    rf"(?:组长|联系人|负责人|联络员|经办人)[：:]\s?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，。；、（(\s]|$)"
)
_OFFICE = re.compile("[科室局处长办股所站委]$|办公")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule("P701", Level.ERROR, "身份证号码", "条例 第十五条；GB 11643-1999")
def identity(subject: ProseSubject) -> Iterator[TextHit]:
    """A Chinese identity number with a right check digit: 条例 第十五条; GB 11643-1999."""
    for key, text in subject.parts():
        for match in _IDENTITY.finditer(text):
            total = sum(int(digit) * weight for digit, weight in zip(match[0], _WEIGHTS, strict=False))
            if "10X98765432"[total % 11] == match[0][-1].upper():
                yield key, match.span(), "这里有身份证号码，不能公开", ""


@rule("P702", Level.WARNING, "个人手机号码", "条例 第十五条")
def mobile(subject: ProseSubject) -> Iterator[TextHit]:
    """A mobile telephone number: 条例 第十五条."""
    for key, text in subject.parts():
        for match in _MOBILE.finditer(text):
            yield key, match.span(), f"“{match[0]}”像是个人手机号码，请改用办公电话", ""


@rule("P703", Level.ERROR, "银行卡号", "条例 第十五条；GB/T 19584")
def card(subject: ProseSubject) -> Iterator[TextHit]:
    """A bank card number with a right check digit (Luhn): 条例 第十五条; GB/T 19584."""
    for key, text in subject.parts():
        for match in _CARD.finditer(text):
            digits = [int(digit) for digit in reversed(match[0])]
            doubled = [digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(digits)]
            if sum(doubled) % 10 == 0:
                yield key, match.span(), "这里有银行卡号，不能公开", ""


@rule("P704", Level.ERROR, "密级或内部资料标志", "条例 第十四条；保守国家秘密法")
def secret(subject: ProseSubject) -> Iterator[TextHit]:
    """A mark of secrecy or of internal material: 条例 第十四条; 保守国家秘密法."""
    for key, text in subject.parts():
        for match in _SECRET.finditer(text):
            yield key, match.span(), f"“{match[0]}”是密级或内部资料的标志，请作保密审查", ""


@rule("P705", Level.NOTICE, "个人姓名", "条例 第十五条")
def person(subject: ProseSubject) -> Iterator[TextHit]:
    """A person named by office or after a label such as 联系人: 条例 第十五条."""
    for key, text in subject.parts():
        for match in _PERSON.finditer(text):
            yield key, match.span("name"), f"“{match['name']}”像是个人姓名，请考虑是否需要公开", ""
        for match in _LABELLED.finditer(text):
            if not _OFFICE.search(match["name"]):
                yield key, match.span("name"), f"“{match['name']}”像是个人姓名，请考虑是否需要公开", ""
