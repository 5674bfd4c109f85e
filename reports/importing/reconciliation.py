"""Reconciliation (核对): what a file that was read would put into a report, and what a person must look at before.

In: a reading, the edition of the report's year, decisions of people on single places. Out: a ReviewSheet, line by line
in the order of the paper. Pure. Totals are added up from the cells, as in every report here; where the paper states
another total, somebody must have seen it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.content import entries, fields, figures, outline
from reports.content.figures import Figure
from reports.editions import Cell, Edition, cells_of
from reports.importing.reading import FilePlace, Reading, Unmatched, Value, ValueState

ANOTHER_FORMAT = "文件用的是另一版格式，没有这一格"
NOT_ON_PAPER = "文件里没有找到这一部分"
WITH_BLANKS = "各格有空白，报告里的合计也空着；没有发生的请填 0"
# Names that are shorter than this are not recognised by their ends: too many agencies share them.
MIN_NAME_LENGTH = 4
NOWHERE = FilePlace()


@dataclass(frozen=True)
class Decision:
    """The text that a person gave a place, having looked at the original. `by`: who it was."""

    text: str
    by: str


@dataclass(frozen=True)
class ReviewLine:
    """One place: what was read there (`read`, from `raw` at `at`), and what it says `now`.

    `why` says what is doubtful. A computed cell says the sum of its cells; `read` is the total that the paper states.
    """

    place: str
    label: str
    state: ValueState
    read: str
    now: str
    raw: str = ""
    at: FilePlace = NOWHERE
    why: str = ""
    decision: Decision | None = None
    computed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may not be taken until a person has looked at it."""
        if self.computed and self.decision:
            return self.is_unsure and self.decision.text != self.now
        return self.is_unsure and self.decision is None

    @property
    def is_unsure(self) -> bool:
        """Whether the file alone does not say for certain what stands here."""
        if self.state is ValueState.MISSING:
            return not self.computed
        return self.state is ValueState.DOUBTFUL

    @property
    def how(self) -> str:
        """Where what it says now comes from, in a word."""
        if self.decision and not self.is_open:
            return "核对" if self.computed or self.now == self.read else "改正"
        return "合计" if self.computed else self.state.label

    @property
    def says(self) -> str:
        """Everything that is known of it, as one sentence for whoever looks at the cell."""
        parts = [self.state.label, f"原文“{self.raw}”" if self.raw else "", self.at.words, self.why]
        if self.decision and not self.is_open:
            parts.append(f"{self.decision.by}已{self.how}")
        return "，".join(filter(None, parts))


@dataclass(frozen=True)
class ReviewSheet:
    """All lines of an edition; `left` is what of the file belongs nowhere in it."""

    edition: Edition
    lines: tuple[ReviewLine, ...]
    left: tuple[Unmatched, ...]

    @cached_property
    def by_place(self) -> Mapping[str, ReviewLine]:
        """The lines by place."""
        return {line.place: line for line in self.lines}

    @property
    def open(self) -> list[ReviewLine]:
        """The lines that somebody has to look at before anything is taken."""
        return [line for line in self.lines if line.is_open]

    @cached_property
    def values(self) -> dict[str, str]:
        """What a report would hold: texts by place, without computed and blank ones."""
        return {line.place: line.now for line in self.lines if line.now and not line.computed}

    @property
    def digest(self) -> str:
        """SHA-256 of all that would be taken: it changes when one character does."""
        taken = json.dumps([self.edition.code, self.values], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(taken.encode()).hexdigest()

    def of_kind(self, kind: str) -> dict[str, str]:
        """Values by the key within the kind of place (`fields.FIGURES`, `fields.PROSE`)."""
        return {fields.split(place)[1]: text for place, text in self.values.items() if fields.split(place)[0] == kind}


def reconcile(edition: Edition, reading: Reading, decisions: Mapping[str, Decision]) -> ReviewSheet:
    """What the reading, corrected by the decisions (by place), would put into a report of the edition."""
    prose = [_prose(edition, key, reading, decisions) for key in edition.prose_keys]
    cells = cells_of(edition)
    typed = {
        cell.key: _typed(cell, reading.cells.get(cell.key), decisions) for cell in cells.values() if not cell.computed
    }
    entered = {key: figures.parse(cells[key], line.now) for key, line in typed.items()}
    sums = figures.complete(edition, entered)
    nearly = figures.complete(edition, {key: figure or 0 for key, figure in entered.items()})
    drawn = [
        typed.get(key) or _computed(cell, reading.cells.get(key), (sums[key], nearly[key]), decisions)
        for key, cell in cells.items()
    ]
    return ReviewSheet(edition, (*prose, *drawn), tuple(_left(edition, reading)))


def _typed(cell: Cell, value: Value | None, decisions: Mapping[str, Decision]) -> ReviewLine:
    place = fields.figure(cell.key)
    value = value or Value(ValueState.MISSING, why=ANOTHER_FORMAT)
    entry = entries.parse_entry(cell, figures.text(value.figure))
    state, why, read = value.state, value.why, entry.text
    if entry.fault:
        state, why, read = ValueState.DOUBTFUL, entry.fault, ""
    decision = decisions.get(place)
    corrected = entries.parse_entry(cell, decision.text) if decision else None
    if corrected is None or corrected.fault:  # of the cell as another format has it
        return ReviewLine(place, cell.label, state, read, read, value.raw, value.place, why)
    return ReviewLine(place, cell.label, state, read, corrected.text, value.raw, value.place, why, decision)


def _computed(
    cell: Cell, value: Value | None, sums: tuple[Figure, Figure], decisions: Mapping[str, Decision]
) -> ReviewLine:
    """`sums` are the sum of the cells, and the sum with blanks for nothing: many papers leave blank what is zero."""
    place, (total, nearly) = fields.figure(cell.key), sums
    value = value or Value(ValueState.MISSING)
    state, why = value.state, value.why
    if state in (ValueState.READ, ValueState.DOUBTFUL):
        same = value.figure is not None and value.figure == nearly
        state = ValueState.READ if same else ValueState.DOUBTFUL
        why = _differs(value.figure, total) if not same else WITH_BLANKS if total is None else ""
    now, read = figures.text(total), figures.text(value.figure)
    return ReviewLine(
        place, cell.label, state, read, now, value.raw, value.place, why, decisions.get(place), computed=True
    )


def _differs(stated: Figure, total: Figure) -> str:
    original = f"原件的合计是 {figures.text(stated)}" if stated is not None else "原件的合计读不出来"
    added = f"各格相加是 {figures.text(total)}" if total is not None else "各格有空白，不能相加"
    return f"{original}，{added}；报告里的合计总是由各格相加"


def _prose(edition: Edition, key: str, reading: Reading, decisions: Mapping[str, Decision]) -> ReviewLine:
    place = fields.prose(key)
    label = outline.part_title(edition, key)
    entry = entries.tidy(reading.prose.get(key, ""))
    state, why = (ValueState.READ, "") if entry.text else (ValueState.MISSING, NOT_ON_PAPER)
    read = entry.text
    if entry.fault:
        state, why, read = ValueState.DOUBTFUL, entry.fault, ""
    decision = decisions.get(place)
    return ReviewLine(place, label, state, read, decision.text if decision else read, why=why, decision=decision)


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
    questions = {}
    if not reading.agency:
        questions["agency"] = "文件里没有读出机关名称，请确认它确实是本机关的报告。"
    elif not any(_same_name(reading.agency, name) for name in names):
        questions["agency"] = f"文件里的机关是“{reading.agency}”，与本机关的名称不同。"
    if reading.year is None:
        questions["year"] = f"文件里没有读出年度，请确认它是 {year} 年度的报告。"
    elif reading.year != year:
        questions["year"] = f"文件是 {reading.year} 年度的报告，您选的是 {year} 年度。"
    if reading.edition != edition.code:
        questions["edition"] = f"文件用的是 {reading.edition} 版格式，{year} 年度应当用 {edition.code} 版。"
    return questions


def _same_name(first: str, second: str) -> bool:
    """Whether both name one agency: equal but for spaces, or one without the places before it."""
    short, long = sorted(("".join(first.split()), "".join(second.split())), key=len)
    return short == long or (len(short) >= MIN_NAME_LENGTH and long.endswith(short))
