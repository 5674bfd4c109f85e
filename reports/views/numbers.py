"""The words of the report as they print, beside their text areas: bound figures, findings, and what can be bound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import actions, binding, places, progress
from reports.bindable import Candidate, candidates
from reports.binding import CHANGE, SHARE, Bound
from reports.editions import Cell, cells_of
from reports.figures import show
from reports.findings import Finding
from reports.rendering.marks import stretches
from reports.rendering.prose import in_plain, plain
from reports.views.drafts import Draft


@dataclass(frozen=True)
class Piece:
    """Words that print together: a bound number or not, and the heaviest finding about them."""

    text: str
    bound: Bound | None = None
    finding: Finding | None = None

    @property
    def span(self) -> str:
        """The range of the finding in the text area."""
        return "-".join(map(str, (self.finding and self.finding.span) or ()))


@dataclass(frozen=True)
class Reading:
    """A part in words as it prints: its paragraphs in pieces."""

    place: str
    paragraphs: list[list[Piece]]

    @property
    def has_bound(self) -> bool:
        return any(piece.bound for line in self.paragraphs for piece in line)

    @property
    def has_findings(self) -> bool:
        return any(piece.finding for line in self.paragraphs for piece in line)


@dataclass(frozen=True)
class Offer:
    """A number that could be bound, at its place, with what the form sends to bind it to each choice."""

    place: str
    found: Candidate

    @property
    def sends(self) -> list[tuple[str, str, str]]:
        """For each choice its label, its token and the value of the button that binds it."""
        start, end = self.found.span
        return [
            (choice.label, choice.token, f"{self.place}|{start}-{end}|{self.found.number}|{choice.token}")
            for choice in self.found.choices
        ]


@dataclass(frozen=True)
class Numbers:
    """What stands below the text areas of a page."""

    readings: list[Reading]
    offers: list[Offer]


def of_page(draft: Draft, page: str) -> Numbers | None:
    """The numbers of a page of words; None for a page with a table."""
    if page in draft.edition.tables:
        return None
    readings, offers = [], []
    for place in progress.places_on(draft.edition, page):
        key = places.split(place)[1]
        prose = draft.values.get(place, "")
        said = binding.resolve(key, prose, draft.edition, draft.figures, draft.last_year)
        found = [each for each in draft.findings if each.where == key and each.span]
        if said.bound or found:
            readings.append(Reading(place, [line for line in _lines(said, found) if line]))
        offers += [Offer(place, found) for found in candidates(key, prose, draft.edition, draft.figures)]
    return Numbers(readings, offers)


def _lines(said: binding.Resolved, found: Sequence[Finding]) -> Iterable[list[Piece]]:
    """The printed text in paragraphs, cut at its bound numbers and findings. `found`: the heaviest first."""
    shown = plain(said.text)
    printed = [said.to_printed(each.span) for each in found if each.span] + [bound.printed for bound in said.bound]
    ranges = [(number, in_plain(said.text, span)) for number, span in enumerate(printed)]
    pieces: list[Piece] = []
    for start, end, numbers in stretches(0, len(shown), ranges):
        finding = next((found[number] for number in numbers if number < len(found)), None)
        bound = next((said.bound[number - len(found)] for number in numbers if number >= len(found)), None)
        first, *rest = shown[start:end].split("\n")
        pieces += [Piece(first, bound, finding)] if first else []
        for line in rest:
            yield pieces
            pieces = [Piece(line, bound, finding)] if line else []
    yield pieces


@dataclass(frozen=True)
class Shown:
    """A cell to choose from, with the figure it has now."""

    cell: Cell
    figure: str


def choices(draft: Draft) -> list[tuple[str, list[Shown]]]:
    """Every cell by the title of its table, totals first in each row: what an author can insert."""
    titles = progress.titles(draft.edition)
    grouped: dict[str, list[Shown]] = {titles[table]: [] for table in draft.edition.tables}
    for cell in cells_of(draft.edition).values():
        grouped[titles[cell.table]].append(Shown(cell, show(cell, draft.figures[cell.key])))
    return list(grouped.items())


KINDS = (("", "数字本身"), (CHANGE, "同比（与上年相比）"), (SHARE, "占比（占另一格的百分之几）"))


def replaced(draft: Draft, page: str, sent: str) -> dict[str, actions.Change]:
    """The change that puts a token, or what a rule suggests, in the place of some words, from what the button sends.

    Raises Refused where the words do not stand there any more.
    """
    place, span, words, new = [*sent.split("|", 3), "", "", ""][:4]
    start, _, end = span.partition("-")
    now = draft.values.get(place, "")
    whole = place in progress.places_on(draft.edition, page) and start.isdecimal() and end.isdecimal()
    if not whole or now[int(start) : int(end)] != words or not words:
        raise actions.Refused(["文字已经改动，请在现在的文字里重新选择。"])
    return {place: actions.Change(now, now[: int(start)] + new + now[int(end) :])}
