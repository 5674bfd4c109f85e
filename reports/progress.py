"""How far a report is, part by part: what the editor's left side and the desk show. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports import places
from reports.editions import Edition, cells_of
from reports.findings import Finding, Level

OPENING = "opening"
CONTACT = "contact"
BLANK_CELL = "B103"


@dataclass(frozen=True)
class Step:
    """One page of the editor: the opening with the contact, or one of the six sections.

    `state` is 空, 填写中, 有问题 or 完成; `count` the problems that are more than blank cells.
    """

    key: str
    title: str
    state: str
    count: int = 0

    @property
    def words(self) -> str:
        return f"{self.state} {self.count}" if self.count else self.state


def titles(edition: Edition) -> dict[str, str]:
    """The editor's pages by key, in the order of the paper."""
    return {OPENING: "开头和联系方式", **{section.key: section.title for section in edition.sections}}


def page_of(edition: Edition, where: str) -> str:
    """The editor's page on which a cell key or a prose key stands."""
    key = where.partition(".")[0]
    return key if key in titles(edition) else OPENING


def place_of(edition: Edition, where: str) -> str:
    """The place of a finding's `where`: a cell that is typed, or a part in words."""
    return places.figure(where) if where in cells_of(edition) else places.prose(where)


def places_on(edition: Edition, page: str) -> list[str]:
    """The places that are typed on a page of the editor, in the order of the paper."""
    if page == OPENING:
        return [places.prose(OPENING), places.prose(CONTACT)]
    if page not in edition.tables:
        return [places.prose(page)]
    cells = cells_of(edition).values()
    return [places.figure(cell.key) for cell in cells if cell.table == page and not cell.computed]


def steps(edition: Edition, values: Mapping[str, str], findings: Sequence[Finding]) -> list[Step]:
    """Every page of the editor with its state. `values` are the report's, by place."""
    return [_step(edition, key, title, values, findings) for key, title in titles(edition).items()]


def _step(edition: Edition, key: str, title: str, values: Mapping[str, str], findings: Iterable[Finding]) -> Step:
    here = [finding for finding in findings if page_of(edition, finding.where) == key]
    count = sum(finding.level is not Level.NOTICE and finding.code != BLANK_CELL for finding in here)
    filled = [bool(values.get(place)) for place in places_on(edition, key)]
    if count:
        return Step(key, title, "有问题", count)
    if not any(filled):
        return Step(key, title, "空")
    return Step(key, title, "完成" if all(filled) else "填写中")
