"""What stands on a portal against what was published: identical, or a list of differences. Pure.

In: the content of a release, and a reading of the portal's page or PDF as it is printed. Out: every cell and sentence
that differs. Spaces, bold and where a line ends are not differences; a value the reader is unsure of is one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.content import outline
from reports.content.diff import PartChange, pieces
from reports.content.figures import show
from reports.content.report import Content
from reports.editions import Cell, cells_of
from reports.importing.reading import Reading, Value, ValueState

LAST_PARTS = ("other", "contact")  # where the contact begins, a page does not say
_SET = re.compile(r"\s|\*\*")


@dataclass(frozen=True)
class CellDifference:
    """A cell that says something else there. `live` is what it says, or why it cannot be told; `where` on the page."""

    key: str
    label: str
    published: str
    live: str
    where: str = ""


@dataclass(frozen=True)
class ComparisonResult:
    """`wrong`: a sentence for each difference of edition or title."""

    wrong: tuple[str, ...]
    cells: tuple[CellDifference, ...]
    parts: tuple[PartChange, ...]

    @property
    def identical(self) -> bool:
        """Whether nothing differs."""
        return not (self.wrong or self.cells or self.parts)

    @property
    def count(self) -> int:
        """How many places differ; of words, each run of sentences put in or left out."""
        return len(self.wrong) + len(self.cells) + sum(len(part.changed) for part in self.parts)


def compare(published: Content, live: Reading) -> ComparisonResult:
    """Everything that differs, in the order of the paper."""
    return ComparisonResult(
        tuple(_wrong(published, live)), tuple(_cells(published, live)), tuple(_parts(published, live))
    )


def _wrong(published: Content, live: Reading) -> Iterator[str]:
    if live.edition != published.edition.code:
        yield f"门户上的是 {live.edition} 版格式，发布的是 {published.edition.code} 版"
    if _plain(live.title) != _plain(published.title):
        yield f"门户上的标题是“{live.title or '没有标题'}”，发布的是“{published.title}”"


def _cells(published: Content, live: Reading) -> Iterator[CellDifference]:
    for key, cell in cells_of(published.edition).items():
        value = live.cells.get(key, Value(ValueState.MISSING))
        printed = show(cell, published.figures.get(key)) or "空白"
        if value.state in (ValueState.MISSING, ValueState.DOUBTFUL) or value.figure != published.figures.get(key):
            yield CellDifference(key, cell.label, printed, _says(cell, value), value.place.words)


def _says(cell: Cell, value: Value) -> str:
    if value.state is ValueState.MISSING:
        return "没有找到"
    if value.state is ValueState.DOUBTFUL:
        return f"不能确定：{value.why}（原文“{value.raw}”）"
    return show(cell, value.figure) or "空白"


def _parts(published: Content, live: Reading) -> Iterator[PartChange]:
    before, after = _flows(published.prose), _flows(live.prose)
    for key, text in before.items():
        if text != after.get(key, ""):
            keys = LAST_PARTS if key == LAST_PARTS[0] else (key,)
            title = "和".join(outline.part_title(published.edition, each) for each in keys)
            yield PartChange(key, title, pieces(text, after.get(key, "")))


def _flows(prose: Mapping[str, str]) -> dict[str, str]:
    """The words of each part without what only sets them; the last part and the contact as one."""
    texts = {key: _plain(text) for key, text in prose.items() if key not in LAST_PARTS}
    return texts | {LAST_PARTS[0]: "".join(_plain(prose.get(key, "")) for key in LAST_PARTS)}


def _plain(text: str) -> str:
    return _SET.sub("", text)
