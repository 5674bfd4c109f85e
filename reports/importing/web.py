"""A web page, or what Word pasted into one → blocks: its paragraphs and tables in the order of the page."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from agencies import text_files
from reports.editions import all_editions
from reports.importing import plain
from reports.importing.blocks import (
    MAX_COLUMNS,
    MAX_ROWS,
    Paper,
    PaperBlock,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperTable,
)
from reports.importing.labels import fold
from reports.importing.reading import Unreadable

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_SILENT = ("script", "style", "head", "noscript", "template", "svg", "nav", "select", "button", "iframe", "object")
_BLOCKS = re.compile(
    "p|div|section|article|main|header|footer|h[1-6]|li|ul|ol|d[ltd]|blockquote|pre|center|form|address|table|tbody|thead"
    "|t[rdh]|figure|body|html|aside|fieldset|caption"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FEW = 30
_ENOUGH = 4  # headings of sections that show where the report stands on a page
_DEEP = 200  # elements inside one another; no page made by people has as many


def decode(data: bytes) -> str:
    """The text of a page by the encoding it names, else as any text file is read. Raises Unreadable."""
    charset = _CHARSET.search(data[:4096])
    text = text_files.decode_as(data, charset[1].decode("ascii", "replace")) if charset else None
    return plain.decode(data) if text is None else text


def to_paper(data: bytes) -> Paper:
    """A page as blocks. Scripts and what is hidden are left out; nothing is fetched. Raises Unreadable."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data).replace("\x00", ""))
    try:
        root = document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True, no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("这个网页是空的，或不是网页。") from error
    except etree.XMLSyntaxError as error:  # the parser mends everything else: it ran out of memory
        raise Unreadable("这个网页大得不正常，不像一份年报，没有读完。") from error
    titles = tuple(" ".join(_words(title).split()) for title in (*root.iter("h1"), *root.iter("title")))
    etree.strip_elements(root, *_SILENT, with_tail=False)
    report = _report(root)
    blocks = tuple(_Walk().blocks(report))
    return Paper("html", blocks, titles=titles, around=tuple(_around(root, report)))


def _report(root: HtmlElement) -> HtmlElement:
    """The innermost element with the headings of all sections: what stands outside of it is the page's."""
    titles = {fold(section.title) for edition in all_editions() for section in edition.sections}
    headings = [each for each in root.iter() if isinstance(each.tag, str) and fold(_own_text(each)) in titles]
    if len(headings) < _ENOUGH:
        return root
    above = [set(each.iterancestors()) for each in headings]
    return next(each for each in headings[0].iterancestors() if all(each in others for others in above))


def _own_text(element: HtmlElement) -> str:
    """The words of an element that could be a heading; nothing for longer ones."""
    return _words(element) if len(element) < 4 and sum(map(len, element.itertext())) < 60 else ""


def _around(root: HtmlElement, report: HtmlElement) -> Iterator[str]:
    if report is not root:
        inside = {block.text for block in _Walk().blocks(report) if isinstance(block, PaperLine)}
        lines = (block.text for block in _Walk().blocks(root) if isinstance(block, PaperLine))
        yield from (line for line in lines if line not in inside)


class _Walk:
    """Collects the words of a page into paragraphs as it goes down the tree."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def blocks(self, root: HtmlElement) -> Iterator[PaperBlock]:
        """The paragraphs and tables in the element, in the order of the page."""
        yield from self._inside(root, 0, bold=False)
        yield from self._paragraph()

    def _inside(self, element: HtmlElement, depth: int, *, bold: bool) -> Iterator[PaperBlock]:
        if depth > _DEEP or _HIDDEN.search(element.get("style", "")) or _is_hint(element):
            return
        self._add_text(element.text, bold=bold)
        for child in element.iterchildren():
            yield from self._element(child, depth + 1, bold=bold)
            self._add_text(child.tail, bold=bold)

    def _element(self, element: HtmlElement, depth: int, *, bold: bool) -> Iterator[PaperBlock]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            yield from self._paragraph()
        elif tag == "table" and not _is_layout(element):
            yield from self._paragraph()
            yield table(element)
        elif _BLOCKS.fullmatch(tag):
            yield from self._paragraph()
            yield from self._inside(element, depth, bold=False)
            yield from self._paragraph()
        elif tag:
            yield from self._inside(element, depth, bold=bold or _is_bold(element))

    def _add_text(self, text: str | None, *, bold: bool) -> None:
        if text and text.strip():
            inner = text.strip()
            before, _, after = text.partition(inner)
            self._words += [before, f"**{inner}**" if bold else inner, after]
        elif text:
            self._words.append(text)

    def _paragraph(self) -> Iterator[PaperBlock]:
        text = " ".join("".join(self._words).replace("****", "").replace("\u00a0", " ").split())
        self._words.clear()
        if text:
            yield PaperLine(text)


def _is_hint(element: HtmlElement) -> bool:
    """A few words for the eye alone, about the page and not in the report: 可以左右滑动."""
    return element.get("aria-hidden") == "true" and len(_words(element)) < _FEW


def _is_bold(element: HtmlElement) -> bool:
    weight = re.search(r"font-weight\s*:\s*(bold|[6-9]00)", element.get("style", ""))
    return bool(weight) or (element.tag in ("b", "strong") and element.get("class") != "run-in")


def _is_layout(element: HtmlElement) -> bool:
    """Whether the table only arranges the page: there are tables in it, or it is one cell."""
    cells = sum(1 for _ in element.iter("td", "th"))
    return next(element.iterdescendants("table"), None) is not None or cells <= 1


def table(element: HtmlElement) -> PaperTable:
    """A table with every cell at its true column, however rows and columns are merged."""
    covered: dict[int, int] = {}  # column → how many more rows a cell from above covers
    rows: list[PaperRow] = []
    for line in list(element.iter("tr"))[:MAX_ROWS]:
        cells: list[PaperCell] = []
        below: dict[int, int] = {}
        column = 0
        for cell in line.iterchildren("td", "th"):
            while covered.get(column):
                column += 1
            width, height = min(_span(cell, "colspan"), MAX_COLUMNS), _span(cell, "rowspan")
            cells.append(PaperCell(_text(cell), column, width))
            below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
            if column > MAX_COLUMNS:
                break
        covered = {over: left - 1 for over, left in covered.items() if left} | below
        rows.append(PaperRow(tuple(cells)))
    return PaperTable(tuple(rows))


def _span(cell: HtmlElement, name: str) -> int:
    span = cell.get(name, "1").strip()
    return min(int(span), MAX_ROWS) if span.isascii() and span.isdecimal() and len(span) < 5 and int(span) else 1


def _text(cell: HtmlElement) -> str:
    return " ".join(_words(cell).replace("\u00a0", " ").split())


def _words(element: HtmlElement) -> str:
    return "".join(map(str, element.itertext()))
