"""Text and Markdown → blocks. Rows of a table are lines with tabs, or with bars between their cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from agencies import text_files
from reports.importing.blocks import Paper, PaperBlock, PaperLine, table_of_texts
from reports.importing.reading import Unreadable

LONG = 60  # characters; no page of A4 has lines as long, so a longer line is a paragraph
_BAR_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:=_*—-]+$")
_PARTING = re.compile(r"^\s*([=*_-])\1{3,}.{0,20}\1{4,}\s*$")  # ===== 正文 =====
_PAGE_NUMBER = re.compile(r"^\s*[—–－-]+\s*[0-9]{1,3}\s*[—–－-]+\s*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_ENDS = re.compile(r"[。！？；：…”）)》.*]$")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")
_TORN = 40  # characters of a paragraph's first part, at least; less may be a heading
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 with its mark, or GB 18030, without control characters.

    Raises Unreadable for another encoding, and where more than one character in fifty is a control character.
    """
    try:
        text = text_files.decode(data)
    except UnicodeDecodeError as error:
        raise Unreadable("这个文件不是文字：既不是 UTF-8 也不是 GB 18030 编码。") from error
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise Unreadable("这个文件不是文字，里面大多是不能显示的字符。")
    return _CONTROL.sub("", text)


def to_paper(data: bytes) -> Paper:
    """A text file as blocks; `flows` where its lines are paragraphs."""
    text = decode(data)
    lines = re.split(r"\r\n?|\n|\x0c|\u2028|\u2029|\x0b", text)
    flows = _are_paragraphs(lines)
    blocks = tuple(_mended(_blocks(lines, begins=True if flows else None)))
    return Paper("text", blocks, flows=flows)


def _mended(blocks: Iterable[PaperBlock]) -> Iterator[PaperBlock]:
    """Paragraphs that the end of a page tore apart are marked as one: the first part ends inside a sentence."""
    last = ""
    for block in blocks:
        if isinstance(block, PaperLine) and block.begins and len(last) > _TORN and not _ENDS.search(last):
            yield replace(block, begins=bool(_NUMBERED.match(block.text)))
        else:
            yield block
        last = block.text if isinstance(block, PaperLine) else ""


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether lines run as long as their paragraphs, instead of ending where a page's line ended: as in Markdown."""
    if any(_HEADING.match(line) for line in lines):
        return True
    words = [line for line in lines if line.strip() and "\t" not in line and not _BAR_ROW.match(line)]
    lengths = [len(" ".join(line.split())) for line in words]
    return sum(length for length in lengths if length > LONG) * 4 > sum(lengths) or not words


def _blocks(lines: list[str], *, begins: bool | None) -> Iterator[PaperBlock]:
    for kind, group in groupby(lines, _kind):
        if kind == "words":
            yield from (PaperLine(_plain(line), None, begins) for line in group if _plain(line))
        elif kind == "tabs":
            yield table_of_texts([[cell.strip() for cell in line.split("\t")] for line in group], exact=False)
        elif kind == "bars":
            rows = [[cell.strip(" *") for cell in line.strip().strip("|").split("|")] for line in group]
            content = [row for row in rows if not all(_RULE.match(cell) or not cell for cell in row)]
            yield table_of_texts(content, exact=len({len(row) for row in content}) == 1)


def _kind(line: str) -> str:
    if _BAR_ROW.match(line):
        return "bars"
    if _PAGE_NUMBER.match(line) or _RULE.match(line) or _PARTING.match(line) or not line.strip():
        return "rule"
    return "tabs" if "\t" in line.strip("\n") and any(line.split("\t")) else "words"


def _plain(line: str) -> str:
    """A line without the marks of Markdown, bold ones apart."""
    return _HEADING.sub("", _QUOTE.sub("", line)).strip().strip("`")
