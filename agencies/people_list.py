"""A list of people to be invited: bytes of a CSV file in; its lines as text, and what is wrong with the file, out.

Columns: 机关, 角色, 用户名, 姓名, 电子邮箱 (may be missing), headed by these words. Touches no database.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from agencies.register.decoding import SAVE_AS, decode
from agencies.register.problem import Problem

COLUMNS = {"机关": "agency", "角色": "role", "用户名": "username", "姓名": "name", "电子邮箱": "email"}
LABELS = {field: label for label, field in COLUMNS.items()}
OPTIONAL = {"电子邮箱"}


@dataclass(frozen=True)
class PostLine:
    """One role of one person, as written. `line` counts from 1 as a text editor does; None: from the command line."""

    line: int | None
    agency: str
    role: str
    username: str
    name: str = ""
    email: str = ""

    def problem(self, field: str, says: str) -> Problem:
        """What is wrong with one of the values."""
        return Problem(self.line, LABELS[field], getattr(self, field), says)


def read(data: bytes) -> tuple[list[PostLine], list[Problem]]:
    """The lines of the file that could be read, and everything that is wrong with its form."""
    text = decode(data)
    if isinstance(text, Problem):
        return [], [text]
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(_rows(records))
    except csv.Error:
        says = "从这一行起读不下去：双引号不成对，请补齐或删去双引号（格内的双引号要写两个）。"
        return [], [Problem(records.line_num, "", "", says)]
    if len(rows) < 2:
        return [], [Problem(None, "", "", "没有人员：第一行是表头，从第 2 行起每行写一个人的一个角色。")]
    (first, headings), *people = rows
    problems = list(_heading_problems(first, headings))
    if problems:
        return [], problems
    lines = [
        PostLine(number, **{COLUMNS[heading]: value for heading, value in zip(headings, values, strict=True)})
        for number, values in people
        if len(values) == len(headings)
    ]
    return lines, [
        Problem(number, "", "", f"有 {len(values)} 格，而表头有 {len(headings)} 栏；请补齐或删去多余的逗号。")
        for number, values in people
        if len(values) != len(headings)
    ]


def _rows(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each record that has any text, with the line it begins on."""
    line = 1
    for record in records:
        values = [value.strip() for value in record]
        if any(values):
            yield line, values
        line = records.line_num + 1  # type: ignore[attr-defined]


def _heading_problems(line: int, headings: list[str]) -> Iterator[Problem]:
    if len(headings) == 1 and any(mark in headings[0] for mark in ";；\t，"):
        yield Problem(line, "", headings[0], f"各栏不是用英文逗号分隔的；{SAVE_AS}")
        return
    for place, heading in enumerate(headings):
        if heading not in COLUMNS:
            yield Problem(line, "表头", heading, f"没有这一栏，请删去，或改为其中之一：{'、'.join(COLUMNS)}。")
        elif heading in headings[:place]:
            yield Problem(line, "表头", heading, "这一栏出现了两次，请删去一个。")
    for missing in COLUMNS.keys() - OPTIONAL - set(headings):
        yield Problem(line, "表头", "", f"缺少“{missing}”一栏，请补上。")
