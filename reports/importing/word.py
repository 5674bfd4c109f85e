"""A Word file (.docx) → blocks: paragraphs with their automatic numbers, tables, and what stands in text boxes."""

import re
from collections.abc import Iterator

from lxml import etree

from reports.importing import archives
from reports.importing.blocks import MAX_ROWS, Paper, PaperBlock, PaperCell, PaperLine, PaperRow, PaperTable
from reports.importing.numbering import Numbering
from reports.importing.reading import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_BREAKS = (f"{W}br", f"{W}cr")
_DEEP = 30


def to_paper(data: bytes) -> Paper:
    """A Word file as blocks. Deleted text of tracked changes is left out. Raises Unreadable."""
    parts = archives.unpack(data, wanted=r"word/(document|numbering|styles)\d*\.xml")
    if "word/document.xml" not in parts:
        raise Unreadable("这个文件是压缩包，但不是 Word 文件（里面没有 word/document.xml）。")
    body = archives.xml(parts["word/document.xml"]).find(f"{W}body")
    if body is None:
        raise Unreadable("这个 Word 文件里没有正文。")
    numbering = Numbering(archives.xml(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None)
    styles = archives.xml(parts["word/styles.xml"]) if "word/styles.xml" in parts else None
    return Paper("docx", tuple(_Body(numbering, styles).blocks(body, 0)))


class _Body:
    """Walks a body, a table's cell or a text box: they hold the same things."""

    def __init__(self, numbering: Numbering, styles: "etree._Element | None") -> None:
        self._numbering = numbering
        self._headings = _bold_styles(styles)

    def blocks(self, parent: "etree._Element", depth: int) -> Iterator[PaperBlock]:
        """The blocks inside the element, which lies `depth` deep in the file."""
        if depth > _DEEP:
            return
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: "etree._Element", depth: int) -> Iterator[PaperBlock]:
        text = self._numbering.label(paragraph) + "".join(self._runs(paragraph))
        yield from (PaperLine(line) for line in _lines(text))
        for box in paragraph.iter(_BOX):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()) and _nearest_box(box) is None:
                yield from self.blocks(box, depth + 1)

    def _runs(self, paragraph: "etree._Element") -> Iterator[str]:
        for run in paragraph.iter(f"{W}r"):
            if _nearest_paragraph(run) is paragraph and _above(run, f"{W}del") is None:
                text = _run_text(run)
                yield f"**{text}**" if text.strip() and self._is_bold(run) else text

    def _is_bold(self, run: "etree._Element") -> bool:
        """Bold by itself or by a style for that; a heading's own boldness says nothing."""
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(f"{W}val") in self._headings:
            return True
        bold = run.find(f"{W}rPr/{W}b")
        return bold is not None and bold.get(f"{W}val", "1") not in ("0", "false", "off")

    def _table(self, element: "etree._Element", depth: int) -> Iterator[PaperBlock]:
        if next(element.iterdescendants(f"{W}tbl"), None) is not None or len(element.findall(f".//{W}tc")) <= 1:
            for cell in element.iterfind(f"{W}tr//{W}tc"):  # it only arranges the page
                if _above(cell, f"{W}tbl") is element:
                    yield from self.blocks(cell, depth + 1)
            return
        yield PaperTable(tuple(self._row(row) for row in list(element.iter(f"{W}tr"))[:MAX_ROWS]))

    def _row(self, row: "etree._Element") -> PaperRow:
        cells: list[PaperCell] = []
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        column = _number(skipped)
        for cell in row.iter(f"{W}tc"):
            width = _number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is None or merge.get(f"{W}val") == "restart":
                cells.append(PaperCell(self._cell_text(cell), column, width))
            column += width
        return PaperRow(tuple(cells))

    def _cell_text(self, cell: "etree._Element") -> str:
        texts = ("".join(self._runs(paragraph)) for paragraph in cell.iter(f"{W}p"))
        return " ".join(" ".join(texts).replace("*", "").split())


def _bold_styles(styles: "etree._Element | None") -> frozenset[str]:
    """The character styles that are for bold words and nothing else."""
    character_styles = styles.iterfind(f"{W}style[@{W}type='character']") if styles is not None else ()
    return frozenset(style.get(f"{W}styleId", "") for style in character_styles if _is_for_bold(style))


def _is_for_bold(style: "etree._Element") -> bool:
    """Word calls it Strong, whatever it looks like; one that is linked to a paragraph's style is for headings."""
    name = style.find(f"{W}name")
    strong = name is not None and name.get(f"{W}val", "").lower() == "strong"
    return strong or (style.find(f"{W}rPr/{W}b") is not None and style.find(f"{W}link") is None)


def _run_text(run: "etree._Element") -> str:
    pieces = []
    for child in run:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append("\n")
        elif child.tag == f"{W}tab":
            pieces.append("\t")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _lines(text: str) -> Iterator[str]:
    for line in re.sub(r"\*{4}", "", text).split("\n"):
        if words := " ".join(line.replace("\u00a0", " ").split()).strip():
            yield words


def _nearest_paragraph(run: "etree._Element") -> "etree._Element | None":
    return _above(run, f"{W}p")


def _nearest_box(box: "etree._Element") -> "etree._Element | None":
    return _above(box, _BOX)


def _above(element: "etree._Element", tag: str) -> "etree._Element | None":
    return next(element.iterancestors(tag), None)


def _number(element: "etree._Element | None") -> int:
    digits = element.get(f"{W}val", "0") if element is not None else "0"
    return min(int(digits), 100) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else 0
