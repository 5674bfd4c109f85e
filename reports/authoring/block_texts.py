"""The texts of a pasted block: figures, with or without a unit, and what people write where there is none."""

import re

from reports.content.entries import fold
from reports.content.figures import NOTHING

DASHES = NOTHING
_UNITS = ("万元", "元", "件", "项", "条", "宗")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,. ]*")


def without_unit(raw: str) -> str:
    """The text of a figure without the unit behind it."""
    return next((raw.removesuffix(unit) for unit in _UNITS if raw.endswith(unit)), raw)


def is_value(text: str) -> bool:
    """Whether the text is a figure, or what people write where there is none."""
    return text in DASHES or bool(_NUMBER.fullmatch(fold(without_unit(text))))
