"""Collating (核对): what a file that was read would put into a report, and what a person must look at before.

In: a reading, the edition of the report's year, what people said of single places. Out: a Sheet, line by line in the
order of the paper. Pure. Totals are added up from the cells, as in every report here; where the paper states another
total, somebody must have seen it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reports import entries, figures, places, progress
from reports.editions import Cell, Edition, cells_of
from reports.figures import Figure
from reports.importing.reading import Place, Reading, State, Unmatched, Value

ANOTHER_FORMAT = "文件用的是另一版格式，没有这一格"
NOT_ON_PAPER = "文件里没有找到这一部分"
WITH_BLANKS = "各格有空白，报告里的合计也空着；没有发生的请填 0"
# Names that are shorter than this are not recognised by their ends: too many agencies share them.
TELLING = 4
NOWHERE = Place()


@dataclass(frozen=True)
class Verdict:
    """What a person said that a place says, having looked at the original."""

    text: str
    by: str


@dataclass(frozen=True)
class Line:
    """One place: what was read there (`read`, from `raw` at `at`), and what it says `now`.

    `why` says what is doubtful. A computed cell says the sum of its cells; `read` is the total that the paper states.
    """

    place: str
    label: str
    state: State
    read: str
    now: str
    raw: str = ""
    at: Place = NOWHERE
    why: str = ""
    verdict: Verdict | None = None
    computed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may not be taken until a person has looked at it."""
        if self.computed and self.verdict:
            return self.is_unsure and self.verdict.text != self.now
        return self.is_unsure and self.verdict is None

    @property
    def is_unsure(self) -> bool:
        """Whether the file alone does not say for certain what stands here."""
        if self.state is State.MISSING:
            return not self.computed
        return self.state is State.DOUBTFUL

    @property
    def how(self) -> str:
        """Where what it says now comes from, in a word."""
        if self.verdict and not self.is_open:
            return "核对" if self.computed or self.now == self.read else "改正"
        return "合计" if self.computed else self.state.label

    @property
    def says(self) -> str:
        """Everything that is known of it, as one sentence for whoever looks at the cell."""
        parts = [self.state.label, f"原文“{self.raw}”" if self.raw else "", self.at.words, self.why]
        if self.verdict and not self.is_open:
            parts.append(f"{self.verdict.by}已{self.how}")
        return "，".join(filter(None, parts))


@dataclass(frozen=True)
class Sheet:
    """All lines of an edition, and what of the file found no place in it."""

    edition: Edition
    lines: tuple[Line, ...]
    left: tuple[Unmatched, ...]

    @cached_property
    def by_place(self) -> Mapping[str, Line]:
        return {line.place: line for line in self.lines}

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if line.is_open]

    @cached_property
    def values(self) -> dict[str, str]:
        """What a report would hold: texts by place, without computed and blank ones."""
        return {line.place: line.now for line in self.lines if line.now and not line.computed}

    @property
    def digest(self) -> str:
        """SHA-256 of all that would be taken: it changes when one character does."""
        said = json.dumps([self.edition.code, self.values], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def of_kind(self, kind: str) -> dict[str, str]:
        """Values by the key within the kind of place (`places.FIGURES`, `places.PROSE`)."""
        return {places.split(place)[1]: text for place, text in self.values.items() if places.split(place)[0] == kind}


def collate(edition: Edition, reading: Reading, verdicts: Mapping[str, Verdict]) -> Sheet:
    """What the reading, corrected by the verdicts (by place), would put into a report of the edition."""
    prose = [_prose(edition, key, reading, verdicts) for key in edition.prose_keys]
    cells = cells_of(edition)
    typed = {
        cell.key: _typed(cell, reading.cells.get(cell.key), verdicts) for cell in cells.values() if not cell.computed
    }
    said = {key: figures.parse(cells[key], line.now) for key, line in typed.items()}
    sums = figures.complete(edition, said)
    nearly = figures.complete(edition, {key: figure or 0 for key, figure in said.items()})
    drawn = [
        typed.get(key) or _computed(cell, reading.cells.get(key), (sums[key], nearly[key]), verdicts)
        for key, cell in cells.items()
    ]
    return Sheet(edition, (*prose, *drawn), tuple(_left(edition, reading)))


def _typed(cell: Cell, value: Value | None, verdicts: Mapping[str, Verdict]) -> Line:
    place = places.figure(cell.key)
    value = value or Value(State.MISSING, why=ANOTHER_FORMAT)
    entry = entries.read(cell, figures.text(value.figure))
    state, why, read = value.state, value.why, entry.text
    if entry.fault:
        state, why, read = State.DOUBTFUL, entry.fault, ""
    verdict = verdicts.get(place)
    ruled = entries.read(cell, verdict.text) if verdict else None
    if ruled is None or ruled.fault:  # said of the cell as another format has it
        return Line(place, cell.label, state, read, read, value.raw, value.place, why)
    return Line(place, cell.label, state, read, ruled.text, value.raw, value.place, why, verdict)


def _computed(cell: Cell, value: Value | None, sums: tuple[Figure, Figure], verdicts: Mapping[str, Verdict]) -> Line:
    """`sums` are the sum of the cells, and the sum with blanks for nothing: many papers leave blank what is zero."""
    place, (total, nearly) = places.figure(cell.key), sums
    value = value or Value(State.MISSING)
    state, why = value.state, value.why
    if state in (State.READ, State.DOUBTFUL):
        same = value.figure is not None and value.figure == nearly
        state = State.READ if same else State.DOUBTFUL
        why = _differs(value.figure, total) if not same else WITH_BLANKS if total is None else ""
    now, read = figures.text(total), figures.text(value.figure)
    return Line(place, cell.label, state, read, now, value.raw, value.place, why, verdicts.get(place), computed=True)


def _differs(stated: Figure, total: Figure) -> str:
    said = f"原件的合计是 {figures.text(stated)}" if stated is not None else "原件的合计读不出来"
    added = f"各格相加是 {figures.text(total)}" if total is not None else "各格有空白，不能相加"
    return f"{said}，{added}；报告里的合计总是由各格相加"


def _prose(edition: Edition, key: str, reading: Reading, verdicts: Mapping[str, Verdict]) -> Line:
    place = places.prose(key)
    label = {"opening": "开头", "contact": "联系方式"}.get(key) or progress.titles(edition)[key]
    entry = entries.tidy(reading.prose.get(key, ""))
    state, why = (State.READ, "") if entry.text else (State.MISSING, NOT_ON_PAPER)
    read = entry.text
    if entry.fault:
        state, why, read = State.DOUBTFUL, entry.fault, ""
    verdict = verdicts.get(place)
    return Line(place, label, state, read, verdict.text if verdict else read, why=why, verdict=verdict)


def _left(edition: Edition, reading: Reading) -> Iterable[Unmatched]:
    """What would not be taken: unmatched text, words under a table's heading, cells of another format."""
    yield from reading.unmatched
    for section in reading.sections:
        if section.text and section.key not in edition.prose_keys:
            yield Unmatched(f"“{section.heading}”下的文字：{section.text}")
    known = cells_of(edition)
    for key, value in reading.cells.items():
        if key not in known and value.raw:
            yield Unmatched(f"另一版格式的单元格（{key}）：{value.raw}", value.place)


def disagreements(reading: Reading, edition: Edition, year: int, names: Iterable[str]) -> dict[str, str]:
    """A question for each thing the file says otherwise than the report it is taken into: agency, year, edition."""
    found = {}
    if not reading.agency:
        found["agency"] = "文件里没有读出机关名称，请确认它确实是本机关的报告。"
    elif not any(_same_name(reading.agency, name) for name in names):
        found["agency"] = f"文件里的机关是“{reading.agency}”，与本机关的名称不同。"
    if reading.year is None:
        found["year"] = f"文件里没有读出年度，请确认它是 {year} 年度的报告。"
    elif reading.year != year:
        found["year"] = f"文件是 {reading.year} 年度的报告，您选的是 {year} 年度。"
    if reading.edition != edition.code:
        found["edition"] = f"文件用的是 {reading.edition} 版格式，{year} 年度应当用 {edition.code} 版。"
    return found


def _same_name(one: str, other: str) -> bool:
    """Whether both name one agency: equal but for spaces, or one without the places before it."""
    short, long = sorted(("".join(one.split()), "".join(other.split())), key=len)
    return short == long or (len(short) >= TELLING and long.endswith(short))
