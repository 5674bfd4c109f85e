"""A report under review, gathered once for all that the review screen shows beside the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from agencies.access import AgencyContext
from agencies.accounts import telling
from agencies.models import Event
from reports.actions import signing, transition_of
from reports.actions.guards import SIGNED_ACTIONS
from reports.content import fields
from reports.desk.authoring import answers
from reports.desk.reviewing import marked_paper, trail
from reports.findings import weight
from reports.models import Comment, Release, ReleaseFile, Report, SignOff
from reports.models.explanation import ReviewedFinding
from reports.queries import queue, review_papers
from reports.reviewing import repeated_text
from reports.reviewing.annotations import Annotation
from reports.reviewing.marked_paper import MarkedPart, count_changes, marked_parts
from reports.reviewing.repeated_text import RepeatedPart
from reports.workflow.transitions import REVIEWS, STAGES, Action, State, Transition


@dataclass(frozen=True)
class CommentThread:
    """A comment with its replies. `settled`: its newest settling or reopening reply settled it."""

    comment: Comment
    label: str
    replies: list[Comment]
    settled: bool


@dataclass(frozen=True)
class ListedFinding:
    """A finding as the screen lists it, with its number and the address of its place on this page."""

    note: Annotation
    reviewed: ReviewedFinding

    @property
    def anchor(self) -> str:
        """The element id of the finding's place on this page."""
        marked = self.note.span or self.note.cells
        return f"found-{self.note.number}" if marked else fields.prose(self.note.finding.where)


@dataclass(frozen=True)
class Stage:
    """A stage of the current round: who signed it and when, or that it is this stage's turn."""

    label: str
    sign_off: SignOff | None
    is_now: bool


@dataclass
class ReviewScreen:
    """A report under review, as its page shows it; every property is computed at most once a request.

    `compare` is the key of the version to compare with; `typed` what the user had typed when an action was refused.
    """

    ctx: AgencyContext
    report: Report
    compare: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def state(self) -> State:
        """The state of the report in the workflow."""
        return State(self.report.state)

    @cached_property
    def content(self) -> Any:
        """The content of the report as it stands now."""
        return self.report.content()

    @cached_property
    def digest(self) -> str:
        """The digest of that content, which a signature is for."""
        return str(self.content.digest())

    @cached_property
    def choices(self) -> list[marked_paper.ComparedVersion]:
        """The versions the report can be compared with, the usual one first."""
        return marked_paper.choices(self.report)

    @cached_property
    def compared_with(self) -> marked_paper.ComparedVersion:
        """The version chosen by `compare`, else the first of the choices."""
        by_key = {choice.key: choice for choice in self.choices}
        return by_key.get(self.compare) or self.choices[0]

    @cached_property
    def parts(self) -> list[MarkedPart]:
        """The parts of the paper with changes and findings marked."""
        marks = [mark for note, _ in self.annotated for mark in note.marks]
        return marked_parts(self.content, self.compared_with.content, marks)

    @cached_property
    def change_count(self) -> int:
        """How many changes are marked; 0 when nothing is compared."""
        return count_changes(self.parts) if self.compared_with.content else 0

    @cached_property
    def annotated(self) -> list[tuple[Annotation, ReviewedFinding]]:
        """The findings with their numbers, in the order of the paper."""
        return review_papers.annotated(self.report)

    @cached_property
    def findings(self) -> list[ListedFinding]:
        """The findings, the heaviest first; explained ones stay listed with their explanation."""
        return sorted(
            (ListedFinding(*each) for each in self.annotated), key=lambda listed: weight(listed.reviewed.finding)
        )

    @cached_property
    def repeated_text(self) -> list[RepeatedPart]:
        """The parts of the text that repeat last year's report; empty when there is none."""
        before = next((choice.content for choice in self.choices if choice.key == marked_paper.LAST_YEAR), None)
        return repeated_text.repeated_parts(self.content.edition, self.content.prose, before.prose) if before else []

    @property
    def last_year_label(self) -> str:
        """Last year as a column heading."""
        return f"{self.report.year - 1}年"

    @cached_property
    def threads(self) -> list[CommentThread]:
        """Open ones first, then settled ones, each in the order of writing."""
        replies = Prefetch("replies", queryset=Comment.objects.select_related("author").order_by("pk"))
        comments = self.report.comments.filter(parent=None).select_related("author").prefetch_related(replies)
        threads = [self._thread(comment) for comment in comments]
        return sorted(threads, key=lambda thread: thread.settled)

    def _thread(self, comment: Comment) -> CommentThread:
        replies = list(comment.replies.all())
        decisions = [reply.kind for reply in replies if reply.kind != Comment.Kind.REPLY]
        label = answers.label(self.content.edition, comment.place) if comment.place else "整份报告"
        return CommentThread(comment, label, replies, bool(decisions) and decisions[-1] == Comment.Kind.RESOLVED)

    @cached_property
    def stages(self) -> list[Stage]:
        """The stages of the current round in order, each with its signature."""
        signed = {each.stage: each for each in self._signatures if each.round == self.report.round}
        shown = [*REVIEWS, *([State.OFFICE_CHECK] if State.OFFICE_CHECK in {self.state, *signed} else [])]
        return [Stage(stage.label, signed.get(str(stage)), stage is self.state) for stage in shown]

    @cached_property
    def voided(self) -> list[tuple[str, SignOff]]:
        """Signatures of earlier rounds of this version, which are void, each with the label of its stage."""
        earlier = [each for each in self._signatures if each.round != self.report.round]
        return [(State(each.stage).label, each) for each in earlier if each.number == self.report.number]

    @cached_property
    def _signatures(self) -> list[SignOff]:
        return list(self.report.sign_offs.select_related("signer", "exemption").order_by("pk"))

    @cached_property
    def trail(self) -> list[trail.AuditLine]:
        """The report's events, the newest first; saves stand in the history instead."""
        events = Event.objects.filter(report_id=self.report.pk).exclude(action__in=trail.IN_THE_HISTORY)
        events = events.select_related("actor").order_by("-number")
        return [trail.audit_line(event) for event in events]

    @cached_property
    def transitions(self) -> dict[str, Transition]:
        """The transitions this user may apply now, by action."""
        possible = (transition_of(self.report, action) for action in Action if action is not Action.ADOPT)
        return {
            str(transition.action): transition
            for transition in possible
            if transition and self.ctx.has(transition.role)
        }

    @cached_property
    def why_not(self) -> str:
        """Why this user cannot sign or publish although they hold the role; empty when they can."""
        if SIGNED_ACTIONS & self.transitions.keys() and (reason := telling.why_no_signature(self.ctx.user)):
            return reason
        if Action.APPROVE not in self.transitions or signing.exemption_of(self.report, self.ctx.user):
            return ""
        return signing.why_not(self.report, self.ctx.user)

    @cached_property
    def checklist(self) -> list[tuple[str, bool]]:
        """The checklist of this stage, each item with whether it was ticked before an action was refused."""
        if self.state not in STAGES:
            return []
        ticked = set(self.typed.get("ticked", ()))
        return [(item, item in ticked) for item in signing.checklist(self.report, self.state)]

    @cached_property
    def public_release(self) -> Release | None:
        """The release the public sees now."""
        return Release.objects.filter(report=self.report).published().newest().first()

    @property
    def is_imported(self) -> bool:
        """Whether the version at hand was public before and nobody signed it here."""
        release = self.public_release
        return bool(release and release.number == self.report.number and release.origin == Release.Origin.IMPORTED)

    @cached_property
    def files(self) -> list[ReleaseFile]:
        """The files of the newest release, the internal ones too, in the order in which formats are listed."""
        order = list(ReleaseFile.Format)
        newest = ReleaseFile.objects.filter(release__report=self.report, release__number=self.report.number)
        return sorted(newest, key=lambda file: order.index(ReleaseFile.Format(file.format)))

    @cached_property
    def next_report(self) -> Report | None:
        """The next report in this person's queue."""
        return queue.to_review(self.ctx.user).exclude(pk=self.report.pk).first()
