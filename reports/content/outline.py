"""The parts of a report: their titles, the places typed on each page of the editor, and how far each page is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.content import fields, headings
from reports.editions import Edition, cells_of
from reports.editions.schema import AROUND
from reports.findings import Finding, Level

OPENING, CONTACT = AROUND
# What readers call the two parts that stand around the sections and have no heading of their own.
OPENING_TITLE, CONTACT_TITLE = "开头", "联系方式"
BLANK_CELL = "B103"
# What these say is that something is still to be written: it is no fault of what is there.
UNFILLED = frozenset({BLANK_CELL, "F512", "F513"})
_BRIEF = {"填写中": "填写", "完成": "✓"}


@dataclass(frozen=True)
class Step:
    """One page of the editor: the opening with the contact, or one of the six sections.

    `state` is 空, 填写中, 有问题 or 完成; `count` the problems with what is written (not what is still to be written),
    `errors` how many of them are errors.
    """

    key: str
    title: str
    state: str
    count: int = 0
    errors: int = 0

    @property
    def words(self) -> str:
        """The state, with the number of problems where there are any, such as “有问题 3”."""
        return f"{self.state} {self.count}" if self.count else self.state

    @property
    def short(self) -> str:
        """What the part is called where there is little room: 开头, or the section's number, such as 三."""
        return OPENING_TITLE if self.key == OPENING else self.title.partition("、")[0]

    @property
    def brief(self) -> str:
        """The state where there is little room: 误 and the errors, 疑 and the doubts, or one word."""
        if self.count:
            return f"误{self.errors}" if self.errors else f"疑{self.count}"
        return _BRIEF.get(self.state, self.state)


def part_title(edition: Edition, key: str) -> str:
    """What readers call a part of the report: 开头, 联系方式, or the section's title, such as 一、总体情况.

    `key` is a section key or a prose key. Raises KeyError for a key that the edition does not have.
    """
    around = {OPENING: OPENING_TITLE, CONTACT: CONTACT_TITLE}
    return around.get(key) or _section_titles(edition)[key]


def _section_titles(edition: Edition) -> dict[str, str]:
    return {section.key: section.title for section in edition.sections}


def page_titles(edition: Edition) -> dict[str, str]:
    """Titles of the editor's pages by page key, in the order of the paper; opening and contact share the first page."""
    return {OPENING: f"{OPENING_TITLE}和{CONTACT_TITLE}", **_section_titles(edition)}


def page_of(edition: Edition, where: str) -> str:
    """The editor's page on which a cell key or a prose key stands."""
    key = where.partition(".")[0]
    return key if key in page_titles(edition) else OPENING


def place_of(edition: Edition, where: str) -> str:
    """The place of a finding's `where`: a cell that is typed, or a part in words."""
    return fields.figure(where) if where in cells_of(edition) else fields.prose(where)


def places_on(edition: Edition, page: str) -> list[str]:
    """The places that are typed on a page of the editor, in the order of the paper."""
    if page == OPENING:
        return [fields.prose(OPENING), fields.prose(CONTACT)]
    if page not in edition.tables:
        return [fields.prose(page)]
    cells = cells_of(edition).values()
    return [fields.figure(cell.key) for cell in cells if cell.table == page and not cell.computed]


def steps(edition: Edition, values: Mapping[str, str], findings: Sequence[Finding]) -> list[Step]:
    """Every page of the editor with its state. `values` are the report's, by place."""
    return [_step(edition, key, title, values, findings) for key, title in page_titles(edition).items()]


def _step(edition: Edition, key: str, title: str, values: Mapping[str, str], findings: Iterable[Finding]) -> Step:
    here = [finding for finding in findings if page_of(edition, finding.where) == key]
    levels = [each.level for each in here if each.level is not Level.NOTICE and each.code not in UNFILLED]
    if levels:
        return Step(key, title, "有问题", len(levels), levels.count(Level.ERROR))
    filled = [_is_filled(place, values.get(place, "")) for place in places_on(edition, key)]
    if not any(filled):
        return Step(key, title, "空")
    return Step(key, title, "完成" if all(filled) and not any(each.code in UNFILLED for each in here) else "填写中")


def _is_filled(place: str, value: str) -> bool:
    """Whether anything is written there; sub-headings alone are where the writing begins."""
    return headings.is_written(value) if fields.split(place)[0] == fields.PROSE else bool(value)
