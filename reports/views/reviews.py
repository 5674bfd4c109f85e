"""A report under review, gathered once for all that the review screen shows beside the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from agencies.access import Seat
from reports import carried, paperwork, places, waiting
from reports.actions import move_for, signing
from reports.carried import Carried
from reports.findings import weight
from reports.models import Comment, Event, Release, ReleaseFile, Report, SignOff
from reports.models.explanation import Standing
from reports.noting import Note
from reports.views import answers, proofs, trails
from reports.workflow import REVIEWS, STAGES, Action, Move, State


@dataclass(frozen=True)
class Remark:
    """A comment with its answers. `settled` when the last word about it was that it is."""

    comment: Comment
    label: str
    replies: list[Comment]
    settled: bool


@dataclass(frozen=True)
class Found:
    """A finding as the screen lists it, with its number and the address of its place on this page."""

    note: Note
    standing: Standing

    @property
    def anchor(self) -> str:
        marked = self.note.span or self.note.cells
        return f"found-{self.note.number}" if marked else places.prose(self.note.finding.where)


@dataclass(frozen=True)
class Stage:
    """A stage of the current round: who signed it and when, or that it is this stage's turn."""

    label: str
    sign_off: SignOff | None
    is_now: bool


@dataclass
class Review:
    """What one request asks of a report under review; `typed` is what the person wrote before something refused it."""

    seat: Seat
    report: Report
    compare: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def state(self) -> State:
        return State(self.report.state)

    @cached_property
    def said(self) -> Any:
        return self.report.content()

    @cached_property
    def digest(self) -> str:
        return str(self.said.digest())

    @cached_property
    def choices(self) -> list[proofs.Against]:
        return proofs.choices(self.report)

    @cached_property
    def against(self) -> proofs.Against:
        """What was asked for; else the first that there is: what was signed, last year's, nothing."""
        asked = {choice.key: choice for choice in self.choices}
        return asked.get(self.compare) or self.choices[0]

    @cached_property
    def parts(self) -> list[proofs.Part]:
        marks = [mark for note, _ in self.noted for mark in note.marks]
        return proofs.paper(self.said, self.against.said, marks)

    @cached_property
    def changed(self) -> int:
        return proofs.count(self.parts) if self.against.said else 0

    @cached_property
    def noted(self) -> list[tuple[Note, Standing]]:
        """The findings with their numbers, in the order of the paper."""
        return paperwork.noted(self.report)

    @cached_property
    def findings(self) -> list[Found]:
        """The heaviest first; those already explained stay listed with their explanation."""
        return sorted((Found(*each) for each in self.noted), key=lambda found: weight(found.standing.finding))

    @cached_property
    def carried(self) -> list[Carried]:
        """What stood in last year's report already."""
        before = next((choice.said for choice in self.choices if choice.key == proofs.LAST_YEAR), None)
        return carried.compare(self.said.edition, self.said.prose, before.prose) if before else []

    @property
    def last_year_label(self) -> str:
        return f"{self.report.year - 1}年"

    @cached_property
    def remarks(self) -> list[Remark]:
        """Open ones first, then settled ones, each in the order of writing."""
        replies = Prefetch("replies", queryset=Comment.objects.select_related("author").order_by("pk"))
        comments = self.report.comments.filter(parent=None).select_related("author").prefetch_related(replies)
        found = [self._remark(comment) for comment in comments]
        return sorted(found, key=lambda remark: remark.settled)

    def _remark(self, comment: Comment) -> Remark:
        said = list(comment.replies.all())
        words = [reply.kind for reply in said if reply.kind != Comment.Kind.REPLY]
        label = answers.label(self.said.edition, comment.place) if comment.place else "整份报告"
        return Remark(comment, label, said, bool(words) and words[-1] == Comment.Kind.RESOLVED)

    @cached_property
    def stages(self) -> list[Stage]:
        signed = {each.stage: each for each in self._signatures if each.round == self.report.round}
        shown = [*REVIEWS, *([State.OFFICE_CHECK] if State.OFFICE_CHECK in {self.state, *signed} else [])]
        return [Stage(stage.label, signed.get(str(stage)), stage is self.state) for stage in shown]

    @cached_property
    def voided(self) -> list[tuple[str, SignOff]]:
        """Signatures of earlier rounds of this version, which count for nothing any more."""
        earlier = [each for each in self._signatures if each.round != self.report.round]
        return [(State(each.stage).label, each) for each in earlier if each.number == self.report.number]

    @cached_property
    def _signatures(self) -> list[SignOff]:
        return list(self.report.sign_offs.select_related("signer", "exemption").order_by("pk"))

    @cached_property
    def trail(self) -> list[trails.Told]:
        events = Event.objects.filter(report=self.report).select_related("actor").order_by("-number")
        return [trails.tell(event) for event in events]

    @cached_property
    def moves(self) -> dict[str, Move]:
        """What this person may do now, by action."""
        found = (move_for(self.report, action) for action in Action if action is not Action.ADOPT)
        return {str(move.action): move for move in found if move and self.seat.has(move.role)}

    @cached_property
    def why_not(self) -> str:
        """Why this person cannot sign although they hold the role, and no exception lets them."""
        if Action.PASS_ON not in self.moves or signing.exemption_of(self.report):
            return ""
        return signing.why_not(self.report, self.seat.user)

    @cached_property
    def checklist(self) -> list[tuple[str, bool]]:
        """The items of the proof at this stage, and whether they were ticked before something refused the move."""
        if self.state not in STAGES:
            return []
        ticked = set(self.typed.get("ticked", ()))
        return [(item, item in ticked) for item in signing.checklist(self.report, self.state)]

    @cached_property
    def public(self) -> Release | None:
        """The release the public sees now."""
        return Release.objects.filter(report=self.report).standing().newest().first()

    @property
    def imported(self) -> bool:
        """Whether the version at hand was public before and nobody signed it here."""
        release = self.public
        return bool(release and release.number == self.report.number and release.origin == Release.Origin.IMPORTED)

    @cached_property
    def files(self) -> list[ReleaseFile]:
        """The files of the newest release, the internal ones too, in the order in which formats are listed."""
        order = list(ReleaseFile.Format)
        newest = ReleaseFile.objects.filter(release__report=self.report, release__number=self.report.number)
        return sorted(newest, key=lambda file: order.index(ReleaseFile.Format(file.format)))

    @cached_property
    def next(self) -> Report | None:
        """The next report in this person's queue."""
        return waiting.to_review(self.seat.user).exclude(pk=self.report.pk).first()
