"""Papers for the tests, and what a reader with a ruler finds on them: lines, paragraphs, table rows, page numbers.

Lengths are points from the top left of the page. Nothing here knows how the paper was made.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber
import yaml

from reports import editions
from reports.content.report import Content, gather
from reports.rendering import pdf

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (28 + 156) * MM, 37 * MM, (37 + 225) * MM
EM = 16
DEMO = Path(__file__).parents[2] / "reports" / "demo"
AGENCY = {"code": "nx-sft", "name": "宁夏回族自治区司法厅", "title_name": "宁夏回族自治区司法厅"}
DEMO_NAMES = sorted(path.stem for path in DEMO.glob("*.yaml"))


def demo_content(name: str) -> Content:
    demo = yaml.safe_load((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))
    edition = editions.for_year(demo["year"]).code
    return gather(edition, demo["year"], AGENCY, demo["figures"], demo["prose"])


def made_content(year: int = 2024, **prose: str) -> Content:
    """A report with a different number in every typed cell, and the prose given."""
    edition = editions.for_year(year)
    figures: dict[str, object] = {key: number for number, key in enumerate(editions.typed_keys(edition), start=1)}
    return gather(edition.code, year, AGENCY, figures, prose)


@cache
def demo_paper(name: str) -> "Paper":
    return Paper(pdf.render(demo_content(name)))


@dataclass(frozen=True)
class TextLine:
    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


class Paper:
    """A PDF read back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pdfplumber.open(io.BytesIO(data))
        self.lines: list[TextLine] = []
        self.page_numbers: list[TextLine] = []
        self.rows: list[list[str]] = []
        for number, page in enumerate(self.pdf.pages, start=1):
            tables = page.find_tables()
            self.rows += [[tidy(cell) for cell in row if cell] for table in tables for row in table.extract()]
            outside = page.filter(lambda obj, boxes=[table.bbox for table in tables]: not _inside(obj, boxes))
            for line in _text_lines(number, outside.chars):
                (self.page_numbers if line.top > BOTTOM else self.lines).append(line)

    def on_page(self, number: int) -> list[TextLine]:
        return [line for line in self.lines if line.page == number]

    def paragraphs(self) -> list[str]:
        """Text outside the tables, joined where a line does not begin two characters in; the title's lines singly."""
        lines: list[str] = []
        for line in self.lines:
            if lines and line.x0 < LEFT + 0.5 * EM and line.size < 20:
                lines[-1] += line.text
            else:
                lines.append(line.text)
        return lines

    def value_rows(self) -> list[list[str]]:
        """The rows of the tables that hold figures, as (last label, figures…); headings and repeated heads left out."""
        return [row for row in self.rows if row[-1][:1].isdigit() or row[-1][:1] == "-"]


def tidy(text: str) -> str:
    return "".join(text.split())


def _inside(obj: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (obj["x0"] + obj["x1"]) / 2, (obj["top"] + obj["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _text_lines(page: int, chars: list[dict[str, Any]]) -> Iterator[TextLine]:
    ordered = sorted(chars, key=lambda char: (-baseline(char), char["x0"]))
    for _, group in groupby(ordered, key=baseline):
        line = list(group)
        yield TextLine(
            page,
            "".join(char["text"] for char in line),
            line[0]["x0"],
            line[-1]["x1"],
            line[0]["top"],
            line[0]["bottom"],
            line[0]["size"],
        )


def baseline(char: dict[str, Any]) -> int:
    """Height of the line a character stands on; its box will not do, because faces differ in height."""
    return round(char["matrix"][5])


def size(char: dict[str, Any]) -> float:
    return round(char["size"], 1)


def marked(page: Any) -> list[str]:
    """The stretches of body text that have a line under them, from top to bottom."""
    ordered = sorted((char for char in page.chars if size(char) == EM), key=lambda c: (-baseline(c), c["x0"]))
    lines = [line for line in page.lines if line["top"] == line["bottom"]]

    def is_marked(char: dict[str, Any]) -> bool:
        middle, foot = (char["x0"] + char["x1"]) / 2, page.height - char["matrix"][5]
        return any(line["x0"] <= middle <= line["x1"] and 0 < line["top"] - foot < 6 for line in lines)

    return ["".join(char["text"] for char in group) for has_line, group in groupby(ordered, is_marked) if has_line]
