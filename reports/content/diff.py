"""What differs between two contents of one edition: figures cell by cell, parts in words sentence by sentence.

In: two contents, before and after. Out: only what differs, in the order of the paper. Pure: it judges nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reports.content import outline
from reports.content.figures import show
from reports.content.report import Content
from reports.content.sentence_alignment import opcodes
from reports.editions import cells_of

DiffKind = Literal["kept", "deleted", "inserted"]

# A sentence with the stop and the closing marks that belong to it; the end of a line ends a sentence too.
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’）」』]*|[^。！？；\n]+")


@dataclass(frozen=True)
class CellChange:
    """A cell whose figure differs; `before` and `after` as the paper prints them, a blank empty."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DiffPiece:
    """Sentences that stand together and were kept, deleted or inserted."""

    kind: DiffKind
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return "".join(self.sentences)


@dataclass(frozen=True)
class PartChange:
    """A part in words that differs: all its pieces, in the order of reading."""

    key: str
    title: str
    pieces: tuple[DiffPiece, ...]

    @property
    def changed(self) -> tuple[DiffPiece, ...]:
        """The pieces that were deleted or inserted."""
        return tuple(piece for piece in self.pieces if piece.kind != "kept")


@dataclass(frozen=True)
class Changes:
    """Everything that differs. `title` is (before, after) where the agency's name in the title does."""

    title: tuple[str, str] | None
    cells: tuple[CellChange, ...]
    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        return bool(self.title or self.cells or self.parts)


def between(before: Content, after: Content) -> Changes:
    """What differs. Both contents must be of one edition (one year's report always is): ValueError otherwise."""
    if before.edition != after.edition:
        raise ValueError("两份内容的格式版本不同，不能逐格比较。")
    return Changes(
        title=None if before.title == after.title else (before.title, after.title),
        cells=tuple(_cells(before, after)),
        parts=tuple(
            PartChange(key, outline.part_title(after.edition, key), pieces(before.prose[key], after.prose[key]))
            for key in after.edition.prose_keys
            if before.prose[key] != after.prose[key]
        ),
    )


def _cells(before: Content, after: Content) -> Iterator[CellChange]:
    for key, cell in cells_of(after.edition).items():
        old, new = (show(cell, content.figures.get(key)) for content in (before, after))
        if old != new:
            yield CellChange(key, cell.label, old, new)


def pieces(before: str, after: str) -> tuple[DiffPiece, ...]:
    """The two texts laid over one another by sentence; what was deleted stands before what took its place."""
    old, new = sentences(before), sentences(after)
    diff: list[DiffPiece] = []
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        if tag == "equal":
            diff.append(DiffPiece("kept", old[i1:i2]))
            continue
        diff += [DiffPiece("deleted", old[i1:i2])] if i1 < i2 else []
        diff += [DiffPiece("inserted", new[j1:j2])] if j1 < j2 else []
    return tuple(diff)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the spaces around them; blank lines are none."""
    return tuple(sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip())
