"""What every reader makes of a file: lines of text and tables, in the order of the paper."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

MAX_ROWS = 400  # of one table; the official ones have some thirty
MAX_COLUMNS = 60

# Left, top, right and bottom on the page, as shares of its width and height. Only files with pages have them.
PageBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class PaperLine:
    """A paragraph, or a printed line where the file has no paragraphs.

    `begins`: whether a paragraph begins here; None where only the length of the line before can tell. `number` is
    its place in a paper that was `numbered`.
    """

    text: str
    page: int | None = None
    begins: bool | None = True
    box: PageBox | None = field(default=None, compare=False)
    number: int | None = None


@dataclass(frozen=True)
class PaperCell:
    """A cell of a table where it begins: its text, its first column, and how many columns it takes."""

    text: str
    column: int
    width: int = 1
    box: PageBox | None = field(default=None, compare=False)


@dataclass(frozen=True)
class PaperRow:
    """The cells that begin in this row, from left to right. `number` is its place in a paper that was `numbered`."""

    cells: tuple[PaperCell, ...]
    page: int | None = None
    number: int | None = None

    @property
    def text(self) -> str:
        """The texts of its cells, parted by spaces."""
        return " ".join(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True)
class PaperTable:
    """`exact`: the columns are true places; else a cell's place in its row is all that is known. `sparse`: a place
    without a cell is a blank one."""

    rows: tuple[PaperRow, ...]
    exact: bool = True
    sparse: bool = False


PaperBlock = PaperLine | PaperTable


@dataclass(frozen=True)
class Paper:
    """A file as blocks. `kind` is what it is; `embedded` the data our own PDF carries; `titles` what it calls itself
    outside its text; `around` the words of a page that are not the report's. `flows`: lines are paragraphs, not
    printed lines."""

    kind: str
    blocks: tuple[PaperBlock, ...]
    embedded: bytes = b""
    titles: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    flows: bool = True

    @cached_property
    def text(self) -> str:
        """All words of the paper, one line a block or row."""
        return "\n".join(_texts(self.blocks))


def numbered(paper: Paper) -> Paper:
    """The same paper with a number for every line and every row, from 1, by which what was read can be found in it."""
    numbers = count(1)

    def number(block: PaperBlock) -> PaperBlock:
        if isinstance(block, PaperTable):
            return replace(block, rows=tuple(replace(row, number=next(numbers)) for row in block.rows))
        return replace(block, number=next(numbers))

    return replace(paper, blocks=tuple(map(number, paper.blocks)))


def _texts(blocks: tuple[PaperBlock, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, PaperTable):
            yield from (row.text for row in block.rows)
        else:
            yield block.text


def table_of_texts(rows: list[list[str]], *, exact: bool, page: int | None = None) -> PaperTable:
    """A table of plain rows without merged cells."""
    return PaperTable(
        tuple(
            PaperRow(tuple(PaperCell(text, at) for at, text in enumerate(row[:MAX_COLUMNS])), page)
            for row in rows[:MAX_ROWS]
        ),
        exact,
    )


def normalized(text: str) -> str:
    """Text with compatibility forms (full-width digits, half-width brackets …) as their plain ones."""
    return unicodedata.normalize("NFKC", text)
