"""What would fill many cells at once: shown first, then filled in by the editor, so that one undo takes it back."""

from dataclasses import dataclass

from reports import actions, clipboard, pasting, places, progress
from reports.editions import cells_of
from reports.views.drafts import Draft

ALL = "all"


@dataclass(frozen=True)
class PastedLine:
    """One cell of a pasted block: what it is called, holds now, would hold, and the text that says so."""

    place: str
    label: str
    now: str
    value: str
    raw: str


@dataclass(frozen=True)
class Block:
    """What a pasted block would fill, and what must be said about the rest of it."""

    lines: tuple[PastedLine, ...]
    remarks: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        return {line.place: line.value for line in self.lines}


def pasted(draft: Draft, page: str, at: str, text: str, html: str) -> Block:
    """What the clipboard would fill on the page, pasted at the place `at`: its table where it has one, else its text.

    Raises Refused where the page has no table.
    """
    if page not in draft.edition.tables:
        raise actions.Refused(["这一部分没有表格，不能粘贴表格内容。"])
    copied = clipboard.read_html(html)
    text = copied.text or text
    several = [f"剪贴板里有 {copied.tables} 张表，按行名逐行对应。"] if copied.tables > 1 else []
    read = pasting.read_block(draft.edition, page, places.split(at)[1], text)
    cells = cells_of(draft.edition)
    lines = []
    for placed in read.placed:
        place = places.figure(placed.key)
        now = draft.values.get(place, "")
        lines.append(PastedLine(place, cells[placed.key].label, now, placed.value, placed.raw))
    blank = [f"有 {len(read.blank)} 格在粘贴的内容里是空白，没有填。"] if read.blank else []
    return Block(tuple(lines), (*several, *read.remarks, *blank))


@dataclass(frozen=True)
class Group:
    """Blank cells that can be filled with zeros together: a whole table, or one group of its rows."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Zeros:
    """`lines` are the blank cells of the group, by place."""

    title: str
    lines: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        return dict.fromkeys(self.lines, "0")

    @property
    def changes(self) -> dict[str, actions.Change]:
        return {place: actions.Change("", "0") for place in self.lines}


def groups(draft: Draft, page: str) -> list[Group]:
    """The groups of the page's table that have blank cells; the whole table first."""
    if page not in draft.edition.tables:
        return []
    found = {key: zeros(draft, page, key) for key in (ALL, *_labels(draft, page))}
    return [Group(key, group.title, len(group.lines)) for key, group in found.items() if group.lines]


def zeros(draft: Draft, page: str, key: str) -> Zeros:
    """The blank cells of a group. Raises Refused for a group the table does not have."""
    labels = _labels(draft, page)
    if page not in draft.edition.tables or key not in (ALL, *labels):
        raise actions.Refused([f"这张表没有“{key[:40]}”这一组。"])
    title = progress.titles(draft.edition)[page] if key == ALL else key
    inside = labels.get(key)
    blank = [place for place in progress.places_on(draft.edition, page) if not draft.values.get(place)]
    return Zeros(title, tuple(place for place in blank if inside is None or places.split(place)[1] in inside))


def _labels(draft: Draft, page: str) -> dict[str, set[str]]:
    """Cell keys by the label of the group of rows or columns they stand in; groups of one are left out."""
    found: dict[str, set[str]] = {}
    for cell in cells_of(draft.edition).values():
        if cell.table == page and not cell.computed:
            outer = cell.row_labels[1] if len(cell.row_labels) > 2 else (cell.row_labels or cell.column_labels)[0]
            found.setdefault(outer, set()).add(cell.key)
    return {label: keys for label, keys in found.items() if len(keys) > 1}
