"""A file → how it is shown beside what was read of it (核对), and where in it each value of the report stands.

Files with pages are shown as pictures of them (`page_images`), all others by their lines and tables as the reader saw
them: nothing of the file's own markup is ever shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.content import fields
from reports.editions import Edition, get
from reports.importing import kinds, sections
from reports.importing.assembling import assemble
from reports.importing.blocks import PageBox, Paper, PaperCell, PaperLine, PaperRow, PaperTable, numbered
from reports.importing.reading import Reading
from reports.importing.row_spans import row_spans

# More than any report has; what follows is left out, and it is told.
MOST_BLOCKS = 3000
MOST_CHARACTERS = 300_000
# Contact lines are looked for by their words, which are long enough to be meant.
_SHORTEST = 6


@dataclass(frozen=True)
class OriginalMark:
    """Where a place of the report stands in the file: on pages as boxes, elsewhere in lines and rows by number.

    `cell` is the number of the cell within its row, from 0, where that is known; `span` are the characters of the first
    line, where that line holds more than this place.
    """

    blocks: tuple[int, ...] = ()
    cell: int | None = None
    boxes: tuple[tuple[int, PageBox], ...] = ()
    span: tuple[int, int] | None = None

    def data(self) -> dict[str, Any]:
        """The mark as plain values."""
        boxes = [{"page": page, "box": [round(share, 4) for share in box]} for page, box in self.boxes]
        return {"blocks": list(self.blocks), "cell": self.cell, "boxes": boxes, "span": self.span}


def describe(data: bytes) -> dict[str, Any]:
    """The file for its page: `pages`, the height of each, or `blocks`, its lines and tables; `marks` by place.

    `cut` tells that the rest was left out. Raises Unreadable.
    """
    kind = kinds.kind_of(data)
    paper = numbered(kinds.paper_of(data, kind))
    marks = {place: mark.data() for place, mark in _marks(paper, assemble(paper)).items()}
    if kind == "pdf":
        from reports.importing.page_images import page_heights  # noqa: PLC0415 - only a PDF needs what draws pages

        return {"pages": page_heights(data), "blocks": [], "marks": marks, "cut": False}
    blocks = list(_shown(paper))
    return {"pages": [], "blocks": blocks, "marks": marks, "cut": len(blocks) < len(paper.blocks)}


def _shown(paper: Paper) -> Iterator[dict[str, Any]]:
    """The blocks as plain values, up to what any report has."""
    room = MOST_CHARACTERS
    for block in paper.blocks[:MOST_BLOCKS]:
        if isinstance(block, PaperLine):
            room -= len(block.text)
            shown: dict[str, Any] = {"number": block.number, "text": block.text}
        else:
            room -= sum(len(row.text) for row in block.rows)
            shown = {"rows": [_row(row) for row in block.rows]}
        if room < 0:
            return
        yield shown


def _row(row: PaperRow) -> dict[str, Any]:
    """A row with the width of each cell; a cell for places that are left blank before it."""
    cells: list[dict[str, Any]] = []
    column = 0
    for at, cell in enumerate(row.cells):
        if cell.column > column:
            cells.append({"text": "", "width": cell.column - column, "at": None})
        cells.append({"text": cell.text, "width": cell.width, "at": at})
        column = cell.column + cell.width
    return {"number": row.number, "cells": cells}


def _marks(paper: Paper, reading: Reading) -> Mapping[str, OriginalMark]:
    """Where each place that was read stands, by place. A cell that is not on the paper is left out."""
    edition = get(reading.edition)
    rows = {row.number: row for block in paper.blocks if isinstance(block, PaperTable) for row in block.rows}
    lines = {block.number: block for block in paper.blocks if isinstance(block, PaperLine)}
    parts = _prose(paper, edition, reading).items()
    marks = {fields.prose(key): replace(_of_lines(each), span=_part(each[0], lines)) for key, each in parts if each}
    by_block = defaultdict(list)
    for key, value in reading.cells.items():
        if value.place.block is not None:
            by_block[value.place.block].append(key)
    for number, keys in by_block.items():
        if number in rows:
            marks |= _of_row(rows[number], keys, [reading.cells[key].raw for key in keys])
        elif number in lines:
            whole, spans = _of_lines([lines[number]]), row_spans(lines[number].text, edition, keys)
            marks |= {fields.figure(key): replace(whole, span=spans.get(key)) for key in keys}
    return marks


def _part(piece: PaperLine, lines: Mapping[int | None, PaperLine]) -> tuple[int, int] | None:
    """The characters of the line as it stands in the file that the piece of it has; None where that is all of it."""
    whole = lines[piece.number].text if piece.number in lines else piece.text
    start = whole.find(piece.text)
    return (start, start + len(piece.text)) if len(whole) > len(piece.text) and start >= 0 else None


def _prose(paper: Paper, edition: Edition, reading: Reading) -> dict[str, list[PaperLine]]:
    """The lines of each part in words, by prose key."""
    parts = sections.divide(paper, edition)
    by_key = {key: _lines(parts.sections.get(key, ())) for key in edition.prose_keys}
    contact = "".join(reading.contact.split())
    everything = [block for block in paper.blocks if isinstance(block, PaperLine)]
    reaching = [line for line in everything if len(line.text) >= _SHORTEST and "".join(line.text.split()) in contact]
    return by_key | {"opening": _lines(parts.before), "contact": _lines(parts.after) or reaching}


def _lines(blocks: Iterable[object]) -> list[PaperLine]:
    return [block for block in blocks if isinstance(block, PaperLine)]


def _of_lines(lines: Iterable[PaperLine]) -> OriginalMark:
    """The lines as one mark: on each page one box around them."""
    lines = list(lines)
    boxes: dict[int, PageBox] = {}
    for line in lines:
        if line.page and line.box:
            boxes[line.page] = _around([box for box in (boxes.get(line.page), line.box) if box])
    return OriginalMark(tuple(line.number for line in lines if line.number), None, tuple(sorted(boxes.items())))


def _of_row(row: PaperRow, keys: list[str], raws: list[str]) -> dict[str, OriginalMark]:
    """A mark for each of the row's values, on its own cell where that is known, else on the row."""
    first = _first_cell(row, raws)
    marks = {}
    for at, key in enumerate(keys):
        cells = list(row.cells) if first is None else [row.cells[first + at]]
        marks[fields.figure(key)] = OriginalMark(
            (row.number or 0,), None if first is None else first + at, _boxes(row, cells)
        )
    return marks


def _first_cell(row: PaperRow, raws: list[str]) -> int | None:
    """The number of the cell at which the values stand one after another, the rightmost; None where they do not."""
    texts = [cell.text for cell in row.cells]
    starts = range(len(texts) - len(raws), -1, -1)
    return next((start for start in starts if texts[start : start + len(raws)] == raws), None)


def _boxes(row: PaperRow, cells: list[PaperCell]) -> tuple[tuple[int, PageBox], ...]:
    boxes = [cell.box for cell in cells if cell.box]
    return ((row.page, _around(boxes)),) if row.page and boxes else ()


def _around(boxes: list[PageBox]) -> PageBox:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
