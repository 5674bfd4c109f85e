"""Words that people type, before they are kept for ever: what a paper cannot print, or the database not hold.

A reason that no face has a glyph for would keep every later version from being published, as its 审签单 prints it.
"""

import re

from reports.rendering import pdf
from reports.rendering.fonts import FontsMissing

# What PostgreSQL stores in no text, and what changes nothing that a reader sees or turns around what they read.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def why_not_printed(name: str, *texts: str) -> list[str]:
    """One sentence where the texts, `name` together, hold characters that the 审签单 cannot print; else none."""
    text = "".join("".join(texts).split())
    try:
        missing = pdf.paper_fonts().missing(text, "song") if text else []
    except FontsMissing as error:
        return [str(error)]
    if not missing:
        return why_not_kept(name, *texts)
    return [f"{name}里有印不出的字符：{'、'.join(missing)}。它要印在审签单上，请删去或换成文字。"]


def why_not_kept(name: str, *texts: str) -> list[str]:
    """One sentence where the texts, `name` together, hold characters that nobody sees; else none."""
    unseen = dict.fromkeys(char for text in texts for char in _UNSEEN.findall(text))
    codes = "、".join(f"U+{ord(char):04X}" for char in unseen)
    return [f"{name}里有看不见的字符（{codes}），请删去再试。"] if unseen else []
