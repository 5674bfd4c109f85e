"""Document → Sheets: every line of text broken, every table cut, every page break decided.

Title 2号小标宋, centred and broken by sense; 一、 黑体, （一） 楷体, the rest 仿宋, all 3号; paragraphs indented two
characters (GB/T 9704-2012, 7.3.1 and 7.3.3).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.content import outline
from reports.editions import Grid
from reports.rendering import cutting, paging
from reports.rendering.document import Document
from reports.rendering.fonts import Fonts, Role
from reports.rendering.lines import Line, Run, boxes, compose
from reports.rendering.measures import BODY_SIZE, CHARACTERS, LINE_HEIGHT, TITLE_LINE, TITLE_SIZE, WIDTH
from reports.rendering.prose import Paragraph


class Unprintable(Exception):
    """The text has characters that no font can print; the message names them and where they stand."""


@dataclass(frozen=True)
class SetText:
    """A paragraph or heading in lines. `tag` is its HTML element; a section's heading carries the section's key."""

    tag: str
    lines: tuple[Line, ...]
    keep: bool = False
    break_before: bool = False
    section: str = ""

    @property
    def printed(self) -> list[tuple[float, list[tuple[Run, float]]]]:
        """For each line its indent and its pieces with their letter-spacing, both in points."""
        return [(line.indent_pt, boxes(line, BODY_SIZE)) for line in self.lines]


@dataclass(frozen=True)
class SetTable:
    """One page's part of a table. `height` in points is what it takes on the page, in whole lines of text."""

    grid: Grid
    height: float
    break_before: bool = False

    @property
    def column_widths(self) -> list[str]:
        """Widths of the grid's columns in points, to the ten-thousandth."""
        return [f"{width * WIDTH / sum(self.grid.widths):.4f}" for width in self.grid.widths]


@dataclass(frozen=True)
class Sheets:
    """The set paper: the title's lines with their height in points, then everything below it in order."""

    document: Document
    title_lines: tuple[str, ...]
    title_height: float
    blocks: tuple[SetText | SetTable, ...]


def typeset(document: Document, fonts: Fonts) -> Sheets:
    """Set a document. Raises Unprintable when a character has no glyph in any font."""
    refuse_unprintable(document, fonts)
    title_lines = tuple(line for text in document.title_lines for line in _title(text, fonts))
    high = title_rows(len(title_lines))
    blocks = list(_blocks(document, fonts))
    items = [paging.TextBlock(high, keep=True), *(_item(block) for block in blocks)]
    placed = paging.place(items)[1:]
    done = [part for block, place in zip(blocks, placed, strict=True) for part in _placed(block, place)]
    return Sheets(document, title_lines, high * LINE_HEIGHT, tuple(done))


def refuse_unprintable(document: Document, fonts: Fonts) -> None:
    """Raise Unprintable naming every place and character that cannot be printed."""
    faults = []
    for place, texts in _texts(document):
        missing = dict.fromkeys(char for text, role, bold in texts for char in fonts.missing(text, role, bold))
        if missing:
            faults.append(f"{place}：字体中没有{'、'.join(missing)}")
    if faults:
        raise Unprintable("；".join(faults))


def _texts(document: Document) -> Iterator[tuple[str, list[tuple[str, Role, bool]]]]:
    yield "标题", [(line, "song_title", False) for line in document.title_lines]
    prose = [(outline.OPENING_TITLE, document.opening), *((part.title, part.paragraphs) for part in document.parts)]
    for place, paragraphs in (*prose, (outline.CONTACT_TITLE, document.contact)):
        runs = (run for paragraph in paragraphs for run in _runs(paragraph))
        yield place, [(run.text, run.role, run.bold) for run in runs]


def title_rows(lines: int) -> int:
    """How many lines of text a title of so many lines takes, with the space below it."""
    return math.ceil(lines * TITLE_LINE / LINE_HEIGHT) + 1


def _title(text: str, fonts: Fonts) -> list[str]:
    return balanced(text, sum(fonts.advance(char, "song_title") for char in text) * TITLE_SIZE)


def balanced(text: str, width: float) -> list[str]:
    """A title line; one wider than the page is broken into lines of equal length, and the first takes what is over.

    `width` is what the whole text takes, in points.
    """
    count = math.ceil(width / WIDTH)
    size = len(text) // count
    cuts = [len(text) - size * back for back in range(count, 0, -1)]
    return [text[start:end] for start, end in zip([0, *cuts[1:]], [*cuts[1:], len(text)], strict=True)]


def _runs(paragraph: Paragraph) -> list[Run]:
    return [Run(words.text, "kai" if words.heading else "fang", words.bold, words.marks) for words in paragraph.words]


def _compose(runs: Sequence[Run], fonts: Fonts) -> tuple[Line, ...]:
    return tuple(compose(runs, fonts, measure=CHARACTERS, indent=2, size_pt=BODY_SIZE, width_pt=WIDTH))


def _blocks(document: Document, fonts: Fonts) -> Iterator[SetText | SetTable]:
    yield from _prose(document.opening, fonts)
    for part in document.parts:
        yield SetText("h2", _compose([Run(part.title, "hei")], fonts), keep=True, section=part.key)
        yield from _prose(part.paragraphs, fonts)
        if part.table:
            yield SetTable(cutting.typeset(part.table, fonts), 0)
    yield from _prose(document.contact, fonts)


def _prose(paragraphs: Sequence[Paragraph], fonts: Fonts) -> Iterator[SetText]:
    for paragraph in paragraphs:
        tag = "h3" if paragraph.is_heading else "p"
        yield SetText(tag, _compose(_runs(paragraph), fonts), keep=paragraph.is_heading)


def _item(block: SetText | SetTable) -> paging.TextBlock | paging.TableBlock:
    if isinstance(block, SetText):
        return paging.TextBlock(len(block.lines), block.keep)
    return cutting.rows(block.grid)


def _placed(block: SetText | SetTable, place: paging.PlacedBlock) -> Iterator[SetText | SetTable]:
    if isinstance(block, SetText):
        yield replace(block, break_before=place.break_before)
        return
    rows = cutting.rows(block.grid)
    for index, (start, end) in enumerate(place.parts):
        height = paging.taken(rows, start, end) * LINE_HEIGHT
        yield SetTable(cutting.part(block.grid, start, end), height, place.break_before or index > 0)
