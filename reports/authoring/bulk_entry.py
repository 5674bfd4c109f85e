"""Many cells filled at once, as a proposal: a pasted block, or a group of blank cells with zeros.

In: an edition, the texts the report holds by place (`content.fields`), and what was pasted or chosen. Out: the texts
that would be filled in, which the editor shows first, so that one undo takes them back. It writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.authoring import clipboard, pasting
from reports.authoring.placing import Placement
from reports.content import fields, outline
from reports.editions import Edition, cells_of

ALL = "all"  # the key of the group that is the whole table


class NoSuchGroup(LookupError):
    """The page has no table, or its table no such group of cells; the message is a Chinese sentence."""


@dataclass(frozen=True)
class PastedLine:
    """One cell of a pasted block: its place and label, its text `now`, its new `value`, and the `raw` pasted text."""

    place: str
    label: str
    now: str
    value: str
    raw: str


@dataclass(frozen=True)
class PastedBlock:
    """What a pasted block would fill in, and sentences about the rest of it.

    `refused` are texts that cannot be filled in, by cell key, with the reason. `dashes` and `ways` are what the person
    may choose (see `pasting.PasteResult`), `choices` what was chosen.
    """

    lines: tuple[PastedLine, ...]
    remarks: tuple[str, ...]
    refused: Mapping[str, pasting.RefusedCell] = field(default_factory=dict)
    dashes: tuple[str, ...] = ()
    ways: tuple[Placement, ...] = ()
    choices: pasting.PasteChoices = field(default_factory=pasting.PasteChoices)

    @property
    def changed(self) -> list[PastedLine]:
        """The lines that replace another figure."""
        return [line for line in self.lines if line.now and line.now != line.value]

    @property
    def dash_kinds(self) -> str:
        """The dashes of the block, each kind once, in quotation marks."""
        return "".join(f"“{dash}”" for dash in dict.fromkeys(self.dashes))

    @property
    def values(self) -> dict[str, str]:
        """The new texts by place."""
        return {line.place: line.value for line in self.lines}


@dataclass(frozen=True)
class Paste:
    """What was pasted: the place of the cell, the clipboard's text and its HTML (empty where it had none).

    `choices` are what the person decided after they saw where it would go.
    """

    at: str
    text: str
    html: str = ""
    choices: pasting.PasteChoices = field(default_factory=pasting.PasteChoices)


def pasted_block(edition: Edition, page: str, values: Mapping[str, str], paste: Paste) -> PastedBlock:
    """What the clipboard would fill in on the page. `values` are the report's texts by place.

    Tables in the HTML are used where there are any, else the text. Raises NoSuchGroup where the page has no table.
    """
    if page not in edition.tables:
        raise NoSuchGroup("这一部分没有表格，不能粘贴表格内容。")
    copied = clipboard.read_html(paste.html)
    several = [f"剪贴板里有 {copied.tables} 张表，按行名逐行对应。"] if copied.tables > 1 else []
    result = pasting.read_block(edition, page, fields.split(paste.at)[1], copied.text or paste.text, paste.choices)
    cells = cells_of(edition)
    lines = []
    for placed in result.placed:
        place = fields.figure(placed.key)
        lines.append(PastedLine(place, cells[placed.key].label, values.get(place, ""), placed.value, placed.raw))
    blank = [f"有 {len(result.blank)} 格在粘贴的内容里是空白，没有填。"] if result.blank else []
    return PastedBlock(
        tuple(lines),
        (*several, *result.remarks, *blank),
        {refused.key: refused for refused in result.refused},
        tuple(result.dashes),
        tuple(result.ways),
        replace(paste.choices, way=result.way),
    )


@dataclass(frozen=True)
class BlankGroup:
    """Blank cells that can be filled with zeros together: a whole table, or one group of its rows or columns."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class ZeroFill:
    """The blank cells of a group that would become 0: the title of the group, and their places in `lines`."""

    title: str
    lines: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        """The new texts by place."""
        return dict.fromkeys(self.lines, "0")


def blank_groups(edition: Edition, page: str, values: Mapping[str, str]) -> list[BlankGroup]:
    """The groups of the page's table that have blank cells, the whole table first; none for a page without a table."""
    if page not in edition.tables:
        return []
    by_key = {key: zero_fill(edition, page, values, key) for key in (ALL, *_labels(edition, page))}
    return [BlankGroup(key, group.title, len(group.lines)) for key, group in by_key.items() if group.lines]


def zero_fill(edition: Edition, page: str, values: Mapping[str, str], key: str) -> ZeroFill:
    """The blank cells of the group with the key. Raises NoSuchGroup for a group the page's table does not have."""
    labels = _labels(edition, page)
    if page not in edition.tables or key not in (ALL, *labels):
        raise NoSuchGroup(f"这张表没有“{key[:40]}”这一组。")
    title = outline.page_titles(edition)[page] if key == ALL else key
    inside = labels.get(key)
    blank = [place for place in outline.places_on(edition, page) if not values.get(place)]
    return ZeroFill(title, tuple(place for place in blank if inside is None or fields.split(place)[1] in inside))


def _labels(edition: Edition, page: str) -> dict[str, set[str]]:
    """Cell keys by the label of the group of rows or columns they stand in; groups of one are left out."""
    by_label: dict[str, set[str]] = {}
    for cell in cells_of(edition).values():
        if cell.table == page and not cell.computed:
            outer = cell.row_labels[1] if len(cell.row_labels) > 2 else (cell.row_labels or cell.column_labels)[0]
            by_label.setdefault(outer, set()).add(cell.key)
    return {label: keys for label, keys in by_label.items() if len(keys) > 1}
