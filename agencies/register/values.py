"""One cell of a register: text in, the value of the field out, or ValueError with a Chinese sentence."""

import unicodedata
from collections.abc import Callable

from django.db.models import TextChoices

from agencies.models import AdministrativeLevel, AgencyKind

_YES_OR_NO = {"是": True, "1": True, "true": True, "yes": True, "否": False, "0": False, "false": False, "no": False}


def value_of(field: str, text: str) -> str | bool | int:
    """What the text means for the field; an empty cell means what a new agency starts with."""
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("含有换行或控制字符，请删去。")
    return _READERS.get(field, str)(text)


def _filled(text: str) -> str:
    if not text:
        raise ValueError("不能为空，请填写。")
    return text


def _one_of(choices: type[TextChoices]) -> Callable[[str], str]:
    meanings = {label: value for value, label in choices.choices} | {value: value for value in choices.values}

    def read(text: str) -> str:
        if _filled(text) not in meanings:
            raise ValueError(f"不在规定之内，请填{'、'.join(choices.labels)}之一。")
        return meanings[text]

    return read


def _yes_or_no(when_empty: bool) -> Callable[[str], bool]:
    def read(text: str) -> bool:
        meaning = _YES_OR_NO.get(text.lower()) if text else when_empty
        if meaning is None:
            raise ValueError("请填“是”或“否”。")
        return meaning

    return read


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("须为不超过九位的整数，请改为如 10，或留空。")
    return int(text or 0)


_READERS: dict[str, Callable[[str], str | bool | int]] = {
    "code": _filled,
    "name": _filled,
    "level": _one_of(AdministrativeLevel),
    "kind": _one_of(AgencyKind),
    "short_name_in_title": _yes_or_no(when_empty=False),
    "may_make_regulations": _yes_or_no(when_empty=False),
    "is_active": _yes_or_no(when_empty=True),
    "position": _number,
}
