"""A printed cell → a figure, or a sentence why it is none."""

from dataclasses import dataclass

from reports.content import entries
from reports.content.figures import Figure, parse
from reports.editions import Cell

_UNITS = ("万元", "元", "件", "项", "条", "宗", "个", "份")
_NOTHING = frozenset({"", "\u00a0"})
# What a workbook has in place of a number where nobody ever let its formulas be worked out.
NOT_SAVED = "公式没有存下结果"


@dataclass(frozen=True)
class CellValue:
    """The figure of a printed cell. `why`: a sentence why it is none; a blank is None without one."""

    figure: Figure
    why: str = ""


def parse_printed(cell: Cell, raw: str) -> CellValue:
    """The figure that the printed text gives the cell; a blank is None without a reason."""
    text = " ".join(raw.split())
    if text in _NOTHING:
        return CellValue(None)
    if text == NOT_SAVED:
        return CellValue(None, f"{text}，请用 Excel 或 WPS 打开，保存后再试")
    unit = next((unit for unit in _UNITS if text.endswith(unit)), "")
    if unit in ("万元", "元") and (cell.kind != "money" or unit != cell.unit):
        return CellValue(None, f"写的单位是“{unit}”，这一格的单位是{cell.unit}")
    entry = entries.parse_entry(cell, text.removesuffix(unit).strip())
    if entry.fault:
        return CellValue(None, entry.fault)
    return CellValue(parse(cell, entry.text))


def is_number(text: str) -> bool:
    """Whether a printed cell is a number, or nothing, or a dash for one: a figure's cell, not a label's."""
    if text == NOT_SAVED:
        return True
    folded = entries.fold(text)
    for unit in _UNITS:
        folded = folded.removesuffix(unit)
    return not folded.strip(" ,.+-—–/0123456789")
