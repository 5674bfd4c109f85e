"""A file being reconciled, gathered once for all that its pages show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from reports import editions
from reports.content import fields, outline
from reports.desk.authoring import answers
from reports.editions import Edition
from reports.findings import Finding, by_weight
from reports.forms import ProseForm
from reports.forms.reconciliation import MARKS, ReconciliationForm, state_of
from reports.importing.reading import Reading
from reports.importing.reconciliation import ReviewLine, ReviewSheet, disagreements
from reports.models import AdoptionRequest, Report, Upload

STATES = {"read": "读出", "settled": "已核对或改正", "doubtful": "存疑", "missing": "没有找到", "blank": "空白"}


def shown_years(today: date) -> list[int]:
    """The years a report can be taken into, the newest first."""
    return list(range(today.year, editions.all_editions()[0].first_year - 1, -1))


@dataclass(frozen=True)
class ReconciliationPart:
    """One part of the paper: its form, and its lines in words (none of a table)."""

    key: str
    title: str
    form: ReconciliationForm | ProseForm
    lines: list[tuple[str, str, ReviewLine]]


@dataclass(frozen=True)
class ImportedLine:
    """One correction or confirmation by a person: the place, its text before and after, who and when."""

    label: str
    before: str
    text: str
    who: str
    at: object


class ReconciliationScreen:
    """A file being reconciled, as its pages show it.

    `year` is the chosen year, else the one that was read, else None: then the edition the reader recognised is shown.
    """

    def __init__(self, upload: Upload, year: int | None) -> None:
        self.upload = upload
        self.reading: Reading = upload.reading
        read = self.reading.year if self.reading.year in shown_years(timezone.localdate()) else None
        self.year = year or read
        self.edition: Edition = editions.for_year(self.year) if self.year else editions.get(self.reading.edition)

    @property
    def url(self) -> str:
        """The address of the page, with the chosen year."""
        at = reverse("desk:reconciliation", args=[self.upload.agency.code, self.upload.pk])
        return f"{at}?year={self.year}" if self.year else at

    @property
    def years(self) -> list[int]:
        """The years a report can be imported for, the newest first."""
        return shown_years(timezone.localdate())

    @cached_property
    def sheet(self) -> ReviewSheet:
        """The review sheet: every place with what was read and what was corrected."""
        return self.upload.reconciled(self.edition)

    @property
    def typed_places(self) -> list[str]:
        """The places a person can correct: all but the totals."""
        return list(fields.of_edition(self.edition))

    @cached_property
    def parts(self) -> list[ReconciliationPart]:
        """The parts of the paper in order, each with its form."""
        return [self._part(key, title) for key, title in outline.page_titles(self.edition).items()]

    def _part(self, key: str, title: str) -> ReconciliationPart:
        if key in self.edition.tables:
            return ReconciliationPart(key, title, ReconciliationForm(self.edition, key, self.sheet), [])
        lines = [self.sheet.by_place[place] for place in outline.places_on(self.edition, key)]
        values = {fields.split(line.place)[1]: line.now for line in lines}
        form = ProseForm(self.edition, list(values), values=values)
        return ReconciliationPart(key, title, form, [(state_of(line), MARKS[state_of(line)], line) for line in lines])

    @property
    def tally(self) -> list[tuple[str, str, str, int]]:
        """State, mark, words and how many places are in it; of totals only those that somebody has to look at."""
        lines = (line for line in self.sheet.lines if not line.computed or line.is_unsure)
        counts = Counter(map(state_of, lines))
        return [(state, MARKS[state], words, counts[state]) for state, words in STATES.items()]

    @property
    def findings(self) -> list[tuple[Finding, str]]:
        """The reader's findings, the heaviest first, each with its place if it can be typed, else ""."""
        typed_places = set(self.typed_places)
        placed = (
            (finding, outline.place_of(self.edition, finding.where)) for finding in by_weight(self.reading.findings)
        )
        return [(finding, place if place in typed_places else "") for finding, place in placed]

    @cached_property
    def disagreements(self) -> dict[str, str]:
        """Where the file names another year, edition or agency than the chosen one, as sentences by key."""
        if not self.year:
            return {}
        agency = self.upload.agency
        return disagreements(self.reading, self.edition, self.year, (agency.name, agency.title_name))

    @cached_property
    def report(self) -> Report | None:
        """The agency's report of the year, if there is one."""
        return Report.objects.filter(agency=self.upload.agency, year=self.year).first() if self.year else None

    @cached_property
    def adoption_requests(self) -> list[AdoptionRequest]:
        """What was asked for this file, the newest first, with what became of it."""
        return list(self.upload.adoption_requests.select_related("report__agency", "by", "decision"))

    @cached_property
    def corrections(self) -> list[ImportedLine]:
        """Every correction and confirmation of this file, in the order they were made."""
        corrections = self.upload.corrections.select_related("by").order_by("pk")
        labels = {line.place: line.label for line in self.sheet.lines}
        return [
            ImportedLine(labels.get(each.place, each.place), each.before, each.text, answers.person(each.by), each.at)
            for each in corrections
        ]
