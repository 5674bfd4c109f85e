"""A PDF with text → blocks: ruled tables with their cells, and printed lines with whether they are indented.

Our own PDF carries its data inside; it is brought along, and what is printed is read all the same.
"""

import io
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from reports.importing import radicals
from reports.importing.blocks import MAX_COLUMNS, MAX_ROWS, PageBox, Paper, PaperCell, PaperLine, PaperRow, PaperTable
from reports.importing.pdf_streams import refuse_bursting
from reports.importing.reading import Unreadable

MOST_PAGES = 80
MOST_CHARACTERS = 400_000
DATA_NAME = "report.json"
NO_TEXT = "这份 PDF 是扫描的图像，里面没有文字，读不出内容。请用原来的 Word 或文字版 PDF，或先做文字识别（OCR）。"
_PAGE_NUMBER = re.compile(r"^[\s—–\-－─·.第]*[0-9０-９]{1,3}[\s—–\-－─·.页]*$")
_CLOSE = 2.0  # points between edges of cells that are meant to be one
_INDENT = 8.0  # points a paragraph's first line stands further in, at least
_LONG = 200.0  # points of a line that shows where the text's left edge is
_BAND = 20.0
# What it warns of are oddities of fonts that say nothing about the text.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

CellBox = tuple[float, float, float, float]
Char = dict[str, Any]


def to_paper(data: bytes) -> Paper:
    """A PDF as blocks. Raises Unreadable for a password, damage, no text, or more pages than any report has."""
    refuse_bursting(data)
    try:
        with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as document:
            return _paper(document)
    except (Unreadable, MemoryError):  # the limits of the process say themselves what was too much
        raise
    except (PDFPasswordIncorrect, PdfminerException, PDFException) as error:
        if any(isinstance(each, MemoryError) for each in (*error.args, error.__cause__)):
            raise MemoryError from error
        raise Unreadable(_why(error)) from error
    except RecursionError as error:
        raise Unreadable("这份 PDF 的结构不正常，没有读取。") from error
    except Exception as error:  # a damaged file makes the library raise whatever its parts do
        raise Unreadable("这份 PDF 不完整或已损坏，打不开。请重新下载一份再试。") from error


def _why(error: Exception) -> str:
    if "Password" in repr(error) or "Encrypt" in repr(error):
        return "这份 PDF 设了密码，读不出内容。请去掉密码后再试。"
    return "这份 PDF 不完整或已损坏，打不开。请重新下载一份再试。"


def _paper(document: PDF) -> Paper:
    pages = document.pages
    if len(pages) > MOST_PAGES:
        raise Unreadable(f"这份 PDF 有 {len(pages)} 页，不像一份年报（至多读 {MOST_PAGES} 页）。")
    blocks: list[_PrintedLine | PaperTable] = []
    lines: tuple[list[_PrintedLine], list[_PrintedLine]] = (
        [],
        [],
    )  # of even and odd pages, which may have other margins
    characters = 0
    for page in pages:
        characters += len(page.chars)
        if characters > MOST_CHARACTERS:
            raise Unreadable("这份 PDF 的文字太多，不像一份年报。")
        printed = _blocks(page)
        lines[page.page_number % 2].extend(block for block in printed if isinstance(block, _PrintedLine))
        blocks += printed
        page.close()
    if characters < 50:
        raise Unreadable(NO_TEXT if pages else "这份 PDF 一页也没有。")
    title = document.metadata.get("Title")
    titles = (title,) if isinstance(title, str) else ()
    edges = [_left_edge(each) for each in lines]
    paper_blocks = tuple(block if isinstance(block, PaperTable) else block.line(edges) for block in blocks)
    return Paper("pdf", paper_blocks, embedded=_embedded(document), titles=titles, flows=False)


def _embedded(document: PDF) -> bytes:
    """The data our own PDF carries; nothing for others."""
    names = resolve1(resolve1(document.doc.catalog.get("Names") or {}).get("EmbeddedFiles") or {})
    listed = resolve1(names.get("Names") or []) if isinstance(names, dict) else []
    for name, file in zip(listed[::2], listed[1::2], strict=False):
        if name == DATA_NAME.encode() or str(name) == DATA_NAME:
            stream = resolve1(resolve1(resolve1(file).get("EF") or {}).get("F"))
            return bytes(stream.get_data())[:1_000_000] if isinstance(stream, PDFStream) else b""
    return b""


@dataclass(frozen=True)
class _PrintedLine:
    """A line as it stands on its page, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int = 0
    box: PageBox | None = None

    def line(self, edges: Sequence[float]) -> PaperLine:
        """A paragraph begins at a line further in than the text's left edge."""
        return PaperLine(self.text, self.page, self.left > edges[self.page % 2] + _INDENT, self.box)


def _left_edge(lines: Sequence[_PrintedLine]) -> float:
    """Where the lines begin that are long enough to be no title and no short last line."""
    return min((line.left for line in lines if line.right - line.left > _LONG), default=0.0)


def _blocks(page: Page) -> list[_PrintedLine | PaperTable]:
    """The tables of a page and the lines outside of them, from top to bottom."""
    tables: list[tuple[float, PaperTable]] = []
    rest = list(page.chars)
    for table in page.find_tables():
        boxes = [box for line in _rows(table) for box in line]
        inside, rest = _by_box(rest, boxes)
        tables += _ruled(table, inside, page)
    lines = [(line.top, _on_page(line, page)) for line in _printed(rest)]
    kept = [(top, line) for top, line in lines if not _is_page_number(line, page)]
    placed: list[tuple[float, _PrintedLine | PaperTable]] = [*tables, *kept]
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _on_page(line: _PrintedLine, page: Page) -> _PrintedLine:
    box = _shares((line.left, line.top, line.right, line.bottom), page)
    return replace(line, page=page.page_number, box=box)


def _shares(box: CellBox, page: Page) -> PageBox:
    """A box in points as shares of what is shown of the page."""
    left, top, right, bottom = page.cropbox
    width, height = (right - left) or 1, (bottom - top) or 1
    return (
        (box[0] - left) / width,
        (box[1] - top) / height,
        (box[2] - left) / width,
        (box[3] - top) / height,
    )


def _rows(table: Any) -> list[list[CellBox]]:
    """The rows that have more than one cell: a frame around prose is no table."""
    lines = ([cell for cell in line.cells if cell] for line in table.rows[:MAX_ROWS])
    return [cells if len(cells) > 1 else [] for cells in lines]


def _by_box(chars: list[Char], boxes: list[CellBox]) -> tuple[dict[CellBox, list[Char]], list[Char]]:
    """The characters in each box, and those in none."""
    bands: dict[int, list[CellBox]] = defaultdict(list)
    for box in boxes:
        for band in range(int(box[1] // _BAND), int(box[3] // _BAND) + 1):
            bands[band].append(box)
    inside: dict[CellBox, list[Char]] = defaultdict(list)
    outside: list[Char] = []
    for char in chars:
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        near = bands.get(int(down // _BAND), ())
        holder = next((box for box in near if box[0] <= across < box[2] and box[1] <= down < box[3]), None)
        (inside[holder] if holder else outside).append(char)
    return inside, outside


def _ruled(table: Any, inside: dict[CellBox, list[Char]], page: Page) -> Iterator[tuple[float, PaperTable]]:
    """The runs of rows with more than one cell, each with the height it stands at."""
    edges = _edges(table)
    rows: list[PaperRow] = []
    top = 0.0
    for cells in [*_rows(table), []]:
        if cells:
            top = top if rows else min(box[1] for box in cells)
            printed = (replace(_cell(inside.get(cell, []), cell, edges), box=_shares(cell, page)) for cell in cells)
            rows.append(PaperRow(tuple(printed), page.page_number))
        elif rows:
            yield top, PaperTable(tuple(rows))
            rows = []


def _edges(table: Any) -> list[float]:
    """Where columns begin, left to right."""
    edges: list[float] = []
    for left in sorted(cell[0] for line in table.rows for cell in line.cells if cell):
        if not edges or left - edges[-1] > _CLOSE:
            edges.append(left)
    return edges[:MAX_COLUMNS]


def _cell(chars: list[Char], cell: CellBox, edges: list[float]) -> PaperCell:
    column = max((at for at, edge in enumerate(edges) if edge <= cell[0] + _CLOSE), default=0)
    width = sum(1 for edge in edges[column + 1 :] if edge < cell[2] - _CLOSE) + 1
    return PaperCell(" ".join(line.text for line in _printed(chars)), column, width)


def _printed(chars: list[Char]) -> list[_PrintedLine]:
    """Characters as lines of words, from top to bottom."""
    lines = []
    for cluster in cluster_objects(extract_words(chars, x_tolerance=2), "doctop", 3):
        words = sorted(cluster, key=lambda word: float(word["x0"]))
        text = radicals.unified(" ".join(word["text"] for word in words))
        top, bottom = min(word["top"] for word in words), max(word["bottom"] for word in words)
        lines.append(_PrintedLine(text, words[0]["x0"], words[-1]["x1"], top, bottom))
    return lines


def _is_page_number(line: _PrintedLine, page: Page) -> bool:
    near_edge = line.top > page.height * 0.88 or line.top < page.height * 0.08
    return near_edge and bool(_PAGE_NUMBER.match(line.text))
