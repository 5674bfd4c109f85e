"""Bytes of a CSV file in; rows of text by field, and what is wrong with the file, out. Touches no database."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from agencies.contact import half_width
from agencies.register.columns import FIELD_OF_HEADING, HALF_WIDTH, LABELS, REQUIRED
from agencies.register.decoding import SAVE_AS, decode
from agencies.register.problem import Problem


@dataclass(frozen=True)
class RegisterRow:
    """One agency as written: the line it begins on, and the text of each column that the file has (`code` always)."""

    line: int
    values: dict[str, str]


@dataclass
class RegisterSheet:
    """What could be read, and what is in the way of the rest."""

    rows: list[RegisterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread_codes: set[str] = field(default_factory=set)
    """Codes on lines that could not be understood: somebody's parent may be among them."""
    broken_off: bool = False
    """Whether the file could not be read to its end."""


def read_rows(data: bytes) -> RegisterSheet:
    """The rows of a register with any line ends and quoted fields; lines without any text are skipped."""
    sheet = RegisterSheet()
    text = decode(data)
    if isinstance(text, Problem):
        sheet.problems.append(text)
        return sheet
    records = _records(text, sheet)
    line, headings = next(records, (1, []))
    if not headings:
        if not sheet.problems:
            sheet.problems.append(Problem(None, "", "", "是空的，请给出有表头和机关的登记册。"))
        return sheet
    fields = _fields(line, headings, sheet)
    if "code" in fields:
        _fill(sheet, records, fields)
        if not sheet.rows and not sheet.problems:
            sheet.problems.append(Problem(None, "", "", "只有表头，没有机关；请从第 2 行起每行写一个机关。"))
    return sheet


def _records(text: str, sheet: RegisterSheet) -> Iterator[tuple[int, list[str]]]:
    """Each record that has any text, with the line it begins on; ends at what is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            values = [value.strip() for value in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            says = "从这一行起读不下去：双引号不成对，或一格超过 13 万字；请补齐或删去双引号（格内的双引号要写两个）。"
            sheet.problems.append(Problem(line, "", "", says))
            sheet.broken_off = True
            return
        if any(values):
            yield line, values


def _fields(line: int, headings: list[str], sheet: RegisterSheet) -> list[str | None]:
    """The field of each column; None where the heading is unknown or stands there for the second time."""
    if len(headings) == 1 and any(mark in headings[0] for mark in ";；\t，"):
        sheet.problems.append(Problem(line, "", headings[0], f"各栏不是用英文逗号分隔的；{SAVE_AS}"))
        return []
    fields: list[str | None] = []
    for heading in headings:
        known = FIELD_OF_HEADING.get(heading)
        if known is None:
            says = f"没有这一栏，请删去，或改为其中之一：{'、'.join(LABELS.values())}。"
            sheet.problems.append(Problem(line, "表头", heading, says))
        elif known in fields:
            sheet.problems.append(Problem(line, "表头", heading, "这一栏出现了两次，请删去一个。"))
        fields.append(None if known in fields else known)
    for missing in [name for name in REQUIRED if name not in fields]:
        says = f"缺少“{LABELS[missing]}”（{missing}）一栏，请补上。"
        sheet.problems.append(Problem(line, "表头", "", says))
    return fields


def _fill(sheet: RegisterSheet, records: Iterator[tuple[int, list[str]]], fields: list[str | None]) -> None:
    for line, values in records:
        cells = {name: _tidy(name, value) for name, value in zip(fields, values, strict=False) if name}
        if len(values) == len(fields):
            sheet.rows.append(RegisterRow(line, cells))
        else:
            says = f"有 {len(values)} 格，而表头有 {len(fields)} 栏；请补齐或删去多余的逗号，含逗号的内容要加双引号。"
            sheet.problems.append(Problem(line, "", "", says))
            sheet.unread_codes.add(cells.get("code", ""))


def _tidy(name: str, value: str) -> str:
    return half_width(value) if name in HALF_WIDTH else value
