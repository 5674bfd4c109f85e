"""Lines of a section → its paragraphs; and the part of a report that says how to reach the office."""

import re
from collections.abc import Iterable, Sequence

from reports.importing.blocks import PaperLine

_CJK = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·]"
_SPACES = re.compile(rf"(?<={_CJK})[ \t\u3000]+(?=\S)|(?<=\S)[ \t\u3000]+(?={_CJK})")
_BEGINS = re.compile(
    r"^\s*(?:\*\*)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|（[0-9]{1,2}）)"
)
_ENDS = re.compile(r"[。！？；：.”）)]$")
# The bold of a heading that runs on into its paragraph is the format's, not the author's.
_RUN_IN = re.compile(r"^\*\*((?:（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．]|（[0-9]{1,2}）)[^*]*)\*\*")
_HEADING = re.compile("[^。：]{1,40}[。：]")  # where such a heading ends, as our own papers have it
_WHOLE = re.compile(r"^\*\*([^*]+)\*\*$")
_REACHES = (
    r"地\s*址", r"邮\s*(?:政编码|编)", r"(?:电\s*话|联系方式)", r"传\s*真", r"(?:电子)?邮\s*[箱件]",
    r"电子版", r"办公时间", r"如有(?:疑问|问题|意见|建议)|请与.{2,40}联系", r"下载|查阅",
)  # fmt: skip
_FACTS = {
    "address": r"(?:通信|通讯|联系|办公)?地\s*址\s*[:：]\s*([^；;，,。）)\n]+)",
    "postcode": r"邮\s*(?:政\s*编\s*码|编)\s*[:：]?\s*([0-9]{6})",
    "telephone": r"电\s*话\s*[:：]?\s*([0-9（()）\-－—\s]{7,20}[0-9])",
    "fax": r"传\s*真\s*[:：]?\s*([0-9（()）\-－—\s]{7,20}[0-9])",
    "email": r"([A-Za-z0-9._-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
}


def paragraphs(lines: Sequence[PaperLine], *, full_width: float | None) -> str:
    """The text of lines, one paragraph a line. `full_width`: the width of a full line in characters where they are
    printed lines, which are joined, and the spaces that only set them taken out; None where lines are paragraphs."""
    joined = _joined(lines, full_width or 0.0)
    texts = [" ".join(text.split()) if full_width is None else _SPACES.sub("", text) for text in joined]
    return "\n".join(_plain(text) for text in texts if text.strip())


def _plain(text: str) -> str:
    """Bold marks only where the author made something bold inside a paragraph."""
    text = _WHOLE.sub(r"\1", text)
    bold = _RUN_IN.match(text)
    if not bold:
        return text
    heading = _HEADING.match(bold[1])
    ends = heading.end() if heading else len(bold[1])
    rest = bold[1][ends:]
    return bold[1][:ends] + (f"**{rest}**" if rest.strip() else "") + text[bold.end() :]


def _joined(lines: Sequence[PaperLine], full: float) -> list[str]:
    """Lines as paragraphs: by what their file says, else by how full the line before is."""
    joined: list[str] = []
    last = ""
    for line in lines:
        text = line.text.strip()
        begins = not last or (line.begins if line.begins is not None else _seems_to_begin(text, last, full))
        if begins:
            joined.append(text)
        else:
            joined[-1] += _gap(last, text) + text
        last = text
    return joined


def _seems_to_begin(text: str, last: str, full: float) -> bool:
    """Whether a new paragraph begins: after a sentence that ends before the line does or before a heading's number,
    and after a heading. Where lines are paragraphs (`full` is 0) each begins one."""
    if not full:
        return True
    if _ENDS.search(last):
        return _width(last) < full - 3 or bool(_BEGINS.match(text))
    is_heading = bool(_BEGINS.match(last)) and not re.search("[，。；]", last)
    return is_heading or _width(last) < full * 0.5


def full_line_width(lines: Iterable[PaperLine]) -> float:
    """How wide a full line is, in characters."""
    widths = sorted(_width(line.text) for line in lines)
    return widths[int(len(widths) * 0.8)] if widths else 0.0


def _width(text: str) -> float:
    """Of a line without the spaces, in characters; a Latin letter or digit takes half."""
    return sum(0.5 if ord(char) < 0x2E80 else 1.0 for char in text if not char.isspace())


def _gap(last: str, text: str) -> str:
    """Words of Latin letters that a line's end parted are parted by a space."""
    return " " if last[-1:].isascii() and last[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha() else ""


def _contact_words(text: str) -> int:
    """How many kinds of words the text has that say how to reach an office."""
    return sum(bool(re.search(pattern, text)) for pattern in _REACHES)


def split_contact(text: str) -> tuple[str, str]:
    """A section's text without the paragraphs at its end that say how to reach the office, and those."""
    lines = text.split("\n")
    at = len(lines)
    while at and _contact_words(lines[at - 1]):
        at -= 1
    tail = "\n".join(lines[at:])
    return ("\n".join(lines[:at]), tail) if _contact_words(tail) > 1 else (text, "")


def contact_in(text: str) -> str:
    """The sentences of an opening that say how to reach the office; empty where it does not."""
    sentences = re.split(r"(?<=。)(?![）)])", text)
    contact = "".join(sentence for sentence in sentences if _contact_words(sentence) > 1)
    return contact if _contact_words(contact) > 2 else ""


def facts(contact: str) -> dict[str, str]:
    """Address, postcode, telephone, fax and e-mail as a contact block says them."""
    matches = {name: re.search(pattern, contact) for name, pattern in _FACTS.items()}
    return {name: match[1].strip() for name, match in matches.items() if match}
