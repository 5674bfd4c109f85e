"""Tables on the clipboard as Word, WPS, Excel and browsers put them there (HTML) → lines of texts separated by tabs.

The result has the shape of a spreadsheet's plain text: a merged cell has its text once, at its upper left, and the
other places it covers are empty. Markup is only read, never shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_SPAN = 50
MAX_ROWS = 400


@dataclass(frozen=True)
class ClipboardText:
    """`text` has one line for a row, cells separated by tabs; `tables` is how many tables it came from (0: none)."""

    text: str
    tables: int


def read_html(html: str) -> ClipboardText:
    """The tables of a piece of HTML, one below the other, at most MAX_ROWS rows.

    Text outside tables is left out. HTML that cannot be parsed gives no tables; nothing is raised.
    """
    try:
        root = document_fromstring(html, parser=HTMLParser(remove_comments=True, remove_pis=True, no_network=True))
    except (etree.ParserError, ValueError):
        return ClipboardText("", 0)
    etree.strip_elements(root, "style", "script", "head", with_tail=False)
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    lines = [line for table in tables for line in _lines(table)]
    return ClipboardText("\n".join(lines[:MAX_ROWS]), len(tables))


def _lines(table: HtmlElement) -> Iterator[str]:
    """The rows of a table with the places that merged cells cover left empty."""
    covered: dict[int, int] = {}  # column → how many more rows a cell from above covers
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        texts: dict[int, str] = {}
        below: dict[int, int] = {}
        column = 0
        for cell in row.iterchildren("td", "th"):
            while covered.get(column):
                column += 1
            texts[column] = _text(cell)
            for over in range(column, column + _span(cell, "colspan")):
                below[over] = _span(cell, "rowspan") - 1
                column = over + 1
        last = max([*texts, *(over for over, rows in covered.items() if rows), -1])
        covered = {over: rows - 1 for over, rows in covered.items() if rows} | below
        yield "\t".join(texts.get(at, "") for at in range(max(last, max(below, default=-1)) + 1))


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), MAX_SPAN) if value.isascii() and value.isdecimal() and int(value) else 1


def _text(cell: HtmlElement) -> str:
    """What a reader sees in the cell, in one line."""
    return " ".join(str(cell.text_content()).replace("\u00a0", " ").split())
