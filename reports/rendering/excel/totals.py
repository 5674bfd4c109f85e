"""Formulas with the values they come to, so that a program that does not calculate shows totals as well.

Excel and LibreOffice calculate anew; a phone's preview or a script that reads the file does not.
"""

from collections.abc import Mapping

from lxml import etree
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports.content.figures import Figures, text
from reports.rendering.document import Document, Part
from reports.rendering.excel import tables

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def with_totals(parts: Mapping[str, bytes], book: Workbook, document: Document) -> dict[str, bytes]:
    """The parts of the file with the values put in."""
    files = dict(parts)
    for part in document.parts:
        if part.table:
            name = f"xl/worksheets/sheet{book.sheetnames.index(tables.sheet_name(part)) + 1}.xml"
            files[name] = _with_values(parts[name], _values(part, document.content.figures))
    return files


def _values(part: Part, figures: Figures) -> dict[str, str]:
    """What stands at each address of the sheet."""
    assert part.table is not None  # noqa: S101 - for the type checker
    where = tables.addresses(part.table)
    return {f"{get_column_letter(column)}{row}": text(figures[key]) for key, (row, column) in where.items()}


def _with_values(sheet: bytes, values: Mapping[str, str]) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{_S}c"):
        formula, value = cell.find(f"{_S}f"), cell.find(f"{_S}v")
        if formula is not None and value is not None:
            value.text = values[str(cell.get("r"))]
            if not value.text:
                cell.set("t", "str")  # the formula comes to an empty text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
