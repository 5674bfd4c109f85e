"""The forms that the contact facts of an agency, and the names of its people, must have.

In: the text as typed. Out: nothing, or a ValidationError with one Chinese sentence that says what to write instead.
Empty text never reaches a validator; whether a field may be empty is the model's business.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator

CODE_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
POSTCODE_FORM = r"^[0-9]{6}\Z"
PORTAL_FORM = r"^https?://"

_NUMBER = re.compile(r"(\+86[- ]?)?(\(0[0-9]{2,3}\) ?|0[0-9]{2,3}[- ]?)?[0-9]{3,11}((-| ?转 ?)[0-9]{1,6})?")
_BETWEEN_NUMBERS = re.compile(r"[、，,;；/] ?")
_DASHES = re.compile("[\u2010-\u2015\u2212]")

validate_code = RegexValidator(CODE_FORM, "代码只能用小写字母、数字和连字符，且以字母或数字开头和结尾，如 nx-zw-spt。")
validate_postcode = RegexValidator(POSTCODE_FORM, "邮政编码须为六位数字，如 755000。")
# Ends of lines, controls, and what turns the direction of writing (U+202A–202E, U+2066–2069) or has no width.
_NOT_IN_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_is_web_address = URLValidator(schemes=["http", "https"])


def validate_name(name: str) -> None:
    """Refuse what reads otherwise than it is stored: who signed stands on papers, in letters and in the log."""
    if _NOT_IN_A_NAME.search(name):
        raise ValidationError("姓名里有换行或看不见的字符，请删去后重新输入。")


def validate_portal(address: str) -> None:
    """Refuse anything but an absolute http or https address: it becomes a link on public pages."""
    try:
        _is_web_address(address)
    except ValidationError:
        raise ValidationError("网址须以 http:// 或 https:// 开头并且完整，如 https://sft.nx.gov.cn。") from None


def validate_telephone(text: str) -> None:
    """Refuse what nobody could dial; several numbers may stand in one field."""
    # Number by number: one pattern for the whole list would try every way to split it, and could take for ever.
    if not all(_NUMBER.fullmatch(number) for number in _BETWEEN_NUMBERS.split(text)):
        raise ValidationError("号码须为半角数字，区号用连字符隔开，如 0955-7630167；多个号码用顿号隔开。")


def half_width(text: str) -> str:
    """Full-width letters, digits, brackets and every kind of dash as they stand on a keyboard."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))
