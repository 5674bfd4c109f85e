"""A file being collated, gathered once for all that its pages show."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from reports import editions, places, progress
from reports.collation import Line, Sheet, disagreements
from reports.editions import Edition
from reports.findings import Finding, by_weight
from reports.forms import ProseForm
from reports.forms.collation import MARKS, CollationForm, state_of
from reports.importing.reading import Reading
from reports.models import Intake, Report
from reports.views import answers

STATES = {"read": "读出", "settled": "已核对或改正", "doubtful": "存疑", "missing": "没有找到", "blank": "空白"}
# So much of a plain text is shown beside what was read of it; the whole is in the download.
SHOWN_TEXT = 60_000
PLAIN = (".txt", ".md")


def shown_years(today: date) -> list[int]:
    """The years a report can be taken into, the newest first."""
    return list(range(today.year, editions.all_editions()[0].first_year - 1, -1))


@dataclass(frozen=True)
class Part:
    """One part of the paper: its form, and its lines in words (none of a table)."""

    key: str
    title: str
    form: CollationForm | ProseForm
    lines: list[tuple[str, str, Line]]


@dataclass(frozen=True)
class Told:
    """What one person said of one place."""

    label: str
    before: str
    text: str
    who: str
    at: object


class Collation:
    """`year` is the one chosen, else the one that was read, else None: then the reading's own edition is shown."""

    def __init__(self, intake: Intake, year: int | None) -> None:
        self.intake = intake
        self.reading: Reading = intake.said
        read = self.reading.year if self.reading.year in shown_years(timezone.localdate()) else None
        self.year = year or read
        self.edition: Edition = editions.for_year(self.year) if self.year else editions.get(self.reading.edition)

    @property
    def url(self) -> str:
        at = reverse("desk:collation", args=[self.intake.agency.code, self.intake.pk])
        return f"{at}?year={self.year}" if self.year else at

    @property
    def years(self) -> list[int]:
        return shown_years(timezone.localdate())

    @cached_property
    def sheet(self) -> Sheet:
        return self.intake.collated(self.edition)

    @property
    def typed_places(self) -> list[str]:
        return list(places.of_edition(self.edition))

    @cached_property
    def parts(self) -> list[Part]:
        return [self._part(key, title) for key, title in progress.titles(self.edition).items()]

    def _part(self, key: str, title: str) -> Part:
        if key in self.edition.tables:
            return Part(key, title, CollationForm(self.edition, key, self.sheet), [])
        lines = [self.sheet.by_place[place] for place in progress.places_on(self.edition, key)]
        values = {places.split(line.place)[1]: line.now for line in lines}
        form = ProseForm(self.edition, list(values), values=values)
        return Part(key, title, form, [(state_of(line), MARKS[state_of(line)], line) for line in lines])

    @property
    def tally(self) -> list[tuple[str, str, str, int]]:
        """State, mark, words and how many places are in it; of totals only those that somebody has to look at."""
        shown = (line for line in self.sheet.lines if not line.computed or line.is_unsure)
        counted = Counter(map(state_of, shown))
        return [(state, MARKS[state], words, counted[state]) for state, words in STATES.items()]

    @property
    def findings(self) -> list[tuple[Finding, str]]:
        """What was noticed while reading, the heaviest first, each with the place it is at where that can be typed."""
        typed = set(self.typed_places)
        placed = ((found, progress.place_of(self.edition, found.where)) for found in by_weight(self.reading.findings))
        return [(found, place if place in typed else "") for found, place in placed]

    @cached_property
    def disagreements(self) -> dict[str, str]:
        if not self.year:
            return {}
        agency = self.intake.agency
        return disagreements(self.reading, self.edition, self.year, (agency.name, agency.title_name))

    @cached_property
    def report(self) -> Report | None:
        """The agency's report of the year, if there is one."""
        return Report.objects.filter(agency=self.intake.agency, year=self.year).first() if self.year else None

    @cached_property
    def rulings(self) -> list[Told]:
        """What people said of this file, in the order in which they said it."""
        rulings = self.intake.rulings.select_related("by").order_by("pk")
        labels = {line.place: line.label for line in self.sheet.lines}
        return [
            Told(labels.get(each.place, each.place), each.before, each.text, answers.person(each.by), each.at)
            for each in rulings
        ]

    @cached_property
    def text(self) -> str:
        """The original itself, where it is plain text and lies in the storage."""
        if not self.intake.name.lower().endswith(PLAIN):
            return ""
        try:
            with self.intake.file.open("rb") as stored:
                data = stored.read(SHOWN_TEXT * 3)
        except OSError:
            return ""
        return _decoded(data)[:SHOWN_TEXT]


def _decoded(data: bytes) -> str:
    """Text in one of the encodings offices use; the last character may be cut in two."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="ignore")
    said = data.decode("utf-8-sig", errors="replace")
    return data.decode("gb18030", errors="ignore") if "\ufffd" in said[:-1] else said.rstrip("\ufffd")
