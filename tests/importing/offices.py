"""Papers as other offices produce them: the same report, drawn by other programs in other manners."""

import io
from collections.abc import Iterator

import docx
from docx.oxml import parse_xml
from docx.table import _Cell
from openpyxl import Workbook

from reports.content.report import Content
from reports.editions import Grid, GridCell
from reports.rendering import document
from reports.rendering.columns import placed
from reports.rendering.document import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def lines_of(grid: Grid) -> list[list[GridCell]]:
    return [list(line) for line in grid.lines]


def pasted_page(content: Content, tables: "dict[str, list[list[GridCell]]] | None" = None) -> bytes:
    """A portal's page into which somebody pasted from Word, in the encoding of old portals."""
    paper = document.build(content)
    body = "".join(_pasted(paper, tables or {}))
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>'
        "<div class='nav'><a href='/'>首页</a> &gt; 政府信息公开年报</div><div style='display:none'>隐藏的话</div>"
        f"<table width='100%'><tr><td>{body}</td></tr></table>"
        "<script>var shown = '六、其他需要报告的事项';</script></body></html>"
    )
    return page.encode("gb18030")


def _pasted(paper: Document, tables: "dict[str, list[list[GridCell]]]") -> Iterator[str]:
    for line in paper.title_lines:
        yield f'<p class="MsoNormal" align="center"><b><font size="5">{line}<o:p></o:p></font></b></p>'
    yield from (_span(paragraph.text) for paragraph in paper.opening)
    for part in paper.parts:
        yield f'<p class="MsoNormal"><strong><span style="font-family:黑体">{part.title}</span></strong><o:p></o:p></p>'
        yield from (_span(paragraph.text) for paragraph in part.paragraphs)
        if part.table:
            yield _pasted_table(tables.get(part.key) or lines_of(part.table))
    yield from (_span(paragraph.text) for paragraph in paper.contact)


def _span(text: str) -> str:
    half = len(text) // 2
    return (
        '<p class="MsoNormal" style="text-indent:32pt"><font face="仿宋_GB2312"><span lang="EN-US">'
        f"{text[:half]}</span></font><span>{text[half:]}</span><o:p>&nbsp;</o:p></p>"
    )


def _pasted_table(lines: list[list[GridCell]]) -> str:
    rows = []
    for line in lines:
        cells = (
            f'<td nowrap valign="center" colspan="{cell.colspan}" rowspan="{cell.rowspan}"><p class="MsoNormal">'
            f"<p><font>{_broken(cell.text) or '&nbsp;'}</font><o:p></o:p></p></p></td>"
            for cell in line
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


def _broken(text: str) -> str:
    """A heading as people break it to fit its cell."""
    if len(text) < 5 or text[0].isdigit():
        return text
    return f"{text[:2]}<br />{text[2:]}".replace("（", "(").replace("）", ")")


def nested_word(content: Content) -> bytes:
    """A Word file whose title stands in a text box and whose tables stand inside a table that arranges the page."""
    paper = document.build(content)
    made = docx.Document()
    _text_box(made, "".join(paper.title_lines))
    frame = made.add_table(rows=1, cols=1).cell(0, 0)
    for paragraph in paper.opening:
        frame.add_paragraph(paragraph.text)
    for part in paper.parts:
        frame.add_paragraph(part.title)
        for paragraph in part.paragraphs:
            frame.add_paragraph(paragraph.text)
        if part.table:
            _word_table(frame, part.table)
    for paragraph in paper.contact:
        frame.add_paragraph(paragraph.text)
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def _text_box(made: object, text: str) -> None:
    box = (
        f"<w:pict {W} {VML}><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    made.add_paragraph().add_run()._r.append(parse_xml(box))  # type: ignore[attr-defined]


def _word_table(frame: _Cell, grid: Grid) -> None:
    table = frame.add_table(rows=len(grid.lines), cols=len(grid.widths))
    for row, line in enumerate(placed(grid.lines, len(grid.widths))):
        for column, drawn in line:
            cell = table.cell(row, column)
            merged = cell.merge(table.cell(row + drawn.rowspan - 1, column + drawn.colspan - 1))
            merged.text = drawn.text


def one_sheet(content: Content, *, formulas: bool = False) -> bytes:
    """A workbook as an office keeps it: everything on one sheet, headings merged, figures as numbers.

    `formulas`: the totals are formulas whose results nobody saved.
    """
    paper = document.build(content)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    widest, row = 15, 1
    for text in (*paper.title_lines, *(paragraph.text for paragraph in paper.opening)):
        sheet.cell(row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=widest)
        row += 1
    for part in paper.parts:
        sheet.cell(row, 1, part.title)
        row += 1
        for paragraph in part.paragraphs:
            sheet.cell(row, 1, paragraph.text)
            row += 1
        if part.table:
            row = _draw(sheet, part.table, row, formulas=formulas) + 1
    for paragraph in paper.contact:
        sheet.cell(row, 1, paragraph.text)
        row += 1
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def _draw(sheet: object, grid: Grid, top: int, *, formulas: bool) -> int:
    for offset, line in enumerate(placed(grid.lines, len(grid.widths))):
        for column, drawn in line:
            number = drawn.cell and drawn.text.lstrip("-").isdigit()
            entry = "=1+1" if formulas and drawn.role == "computed" else int(drawn.text) if number else drawn.text
            sheet.cell(top + offset, column + 1, None if entry == "" else entry)  # type: ignore[attr-defined]
            if drawn.colspan > 1 or drawn.rowspan > 1:
                sheet.merge_cells(  # type: ignore[attr-defined]
                    start_row=top + offset,
                    start_column=column + 1,
                    end_row=top + offset + drawn.rowspan - 1,
                    end_column=column + drawn.colspan,
                )
    return top + len(grid.lines)


def markdown(content: Content) -> bytes:
    """What a converter to Markdown leaves of a paper: headings, bold, and tables whose merged cells are blank."""
    paper = document.build(content)
    lines = [f"# {''.join(paper.title_lines)}", "", *(paragraph.text for paragraph in paper.opening)]
    for part in paper.parts:
        lines += ["", f"## {part.title}", ""]
        for paragraph in part.paragraphs:
            lines += [paragraph.text, ""]
        if part.table:
            lines += _bars(part.table)
    lines += [text for paragraph in paper.contact for text in ("", paragraph.text)]
    return "\n".join(lines).encode()


def _bars(grid: Grid) -> Iterator[str]:
    for number, line in enumerate(placed(grid.lines, len(grid.widths))):
        texts = [""] * len(grid.widths)
        for column, drawn in line:
            texts[column] = f"**{drawn.text}**" if number == 0 and drawn.text else drawn.text
        yield f"| {' | '.join(texts)} |"
        if number == 0:
            yield f"|{' --- |' * len(grid.widths)}"
