"""A printed cell → a figure, or a sentence why it is none."""

from dataclasses import dataclass

from reports import entries
from reports.editions import Cell
from reports.figures import Figure, parse

_UNITS = ("万元", "元", "件", "项", "条", "宗", "个", "份")
_NOTHING = frozenset({"", "\u00a0"})
# What a workbook has in place of a number where nobody ever let its formulas be worked out.
NOT_SAVED = "公式没有存下结果"


@dataclass(frozen=True)
class Said:
    """What a printed cell says. `why` says why it is no figure of the cell."""

    figure: Figure
    why: str = ""


def say(cell: Cell, raw: str) -> Said:
    """What the text says for the cell: blank is None without a reason."""
    text = " ".join(raw.split())
    if text in _NOTHING:
        return Said(None)
    if text == NOT_SAVED:
        return Said(None, f"{text}，请用 Excel 或 WPS 打开，保存后再试")
    unit = next((unit for unit in _UNITS if text.endswith(unit)), "")
    if unit in ("万元", "元") and (cell.kind != "money" or unit != cell.unit):
        return Said(None, f"写的单位是“{unit}”，这一格的单位是{cell.unit}")
    entry = entries.read(cell, text.removesuffix(unit).strip())
    if entry.fault:
        return Said(None, entry.fault)
    return Said(parse(cell, entry.text))


def is_number(text: str) -> bool:
    """Whether a printed cell is a number, or nothing, or a dash for one: a figure's cell, not a label's."""
    if text == NOT_SAVED:
        return True
    folded = entries.fold(text)
    for unit in _UNITS:
        folded = folded.removesuffix(unit)
    return not folded.strip(" ,.+-—–/0123456789")
