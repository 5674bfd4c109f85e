"""Content → CSV (RFC 4180): one row a cell, so that rows of many reports can be put below one another."""

import csv
import io
from collections.abc import Iterator

from reports.content import outline
from reports.content.figures import text
from reports.content.report import Content
from reports.editions import cells_of

COLUMNS = ("机关", "年度", "键", "表", "行", "列", "单位", "数值")
# Spreadsheets take a field that begins so, full-width or not, for a formula; a number may begin with a minus.
FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def as_csv(content: Content) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads it in another encoding."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(content))
    return written.getvalue().encode("utf-8-sig")


def _rows(content: Content) -> Iterator[list[str]]:
    for key, cell in cells_of(content.edition).items():
        words = (
            content.agency["title_name"],
            str(content.year),
            key,
            outline.part_title(content.edition, cell.table),
            "·".join(cell.row_labels),
            "·".join(cell.column_labels),
            cell.unit,
        )
        yield [*map(harmless, words), text(content.figures[key])]


def harmless(word: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before what begins like one."""
    return f"'{word}" if word.startswith(FORMULA_BEGINS) else word
