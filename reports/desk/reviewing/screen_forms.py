"""The forms that one person finds on the review screen, each already drawn for the report and for what was typed."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from agencies.form_layout import Include, SubmitButton
from agencies.roles import Role
from reports.desk.authoring.after_publication import AfterPublication
from reports.desk.reviewing.screen import CommentThread, ListedFinding, ReviewScreen
from reports.forms.reviewing import (
    ApprovalForm,
    CommentForm,
    ExplanationForm,
    ReasonForm,
    ReplyForm,
    TransitionForm,
)
from reports.workflow.transitions import State


class ScreenForms:
    """The forms of a screen. Which transitions this person may do, `ReviewScreen.transitions` says."""

    def __init__(self, screen: ReviewScreen) -> None:
        self.screen = screen

    def _address(self, name: str, *more: object) -> str:
        report = self.screen.report
        return reverse(f"desk:{name}", args=[self.screen.ctx.agency.code, report.year, *more])

    @property
    def _transition(self) -> dict[str, Any]:
        return {"digest": self.screen.digest, "action": self._address("transition")}

    @property
    def _reason(self) -> dict[str, str]:
        return {"reason": self.screen.typed.get("reason", "")}

    def approve(self) -> ApprovalForm:
        """The form that signs the present stage: checklist and opinion."""
        items = [item for item, _ in self.screen.checklist]
        ticked = [item for item, is_ticked in self.screen.checklist if is_ticked]
        initial = {"ticked": ticked, "opinion": self.screen.typed.get("opinion", "")}
        return ApprovalForm(items, initial=initial, **self._transition)

    def send_back(self) -> ReasonForm:
        """The form that returns the report to the drafter, with the reason."""
        return ReasonForm(
            "退回的理由（起草人会看到）",
            SubmitButton("退回修改", name="action", value="send_back"),
            ids="back-%s",
            initial=None if "withdraw" in self.screen.transitions else self._reason,
            css_class="decide decide-back",
            aria_label="退回修改",
            **self._transition,
        )

    def recall(self) -> TransitionForm:
        """The button that takes a submission back while nobody has signed."""
        button = SubmitButton("撤回送审，继续修改", name="action", value="recall")
        return TransitionForm(button, ids="recall-%s", css_class="decide", **self._transition)

    def publish(self) -> TransitionForm:
        """The button that publishes, below what will be published."""
        return TransitionForm(
            Include("desk/reviewing/_what_is_published.html"),
            SubmitButton("发布", "button primary", name="action", value="publish"),
            ids="publish-%s",
            css_class="decide decide-pass",
            aria_label="发布",
            **self._transition,
        )

    def after_publication(self) -> AfterPublication:
        """更正 and 撤下 of a report that is public."""
        screen = self.screen
        return AfterPublication(screen.ctx, screen.report, screen.digest, screen.typed.get("reason", ""))

    def comment(self) -> CommentForm:
        """The form for a new comment on a place of the report or on the whole."""
        places = [(part.place, part.title) for part in self.screen.parts if part.place]
        return CommentForm(places, typed=self.screen.typed, address=self._address("comment"))

    def threads(self) -> Iterator[tuple[CommentThread, ReplyForm]]:
        """Every comment with its answers, and the form for one more."""
        for thread in self.screen.threads:
            number = thread.comment.pk
            address = self._address("reply", number)
            yield thread, ReplyForm(comment=number, settled=thread.settled, address=address)

    def findings(self) -> Iterator[tuple[ListedFinding, ExplanationForm | None]]:
        """Every finding, and for who may write the form that explains it where an explanation is enough."""
        may_write = self.screen.ctx.has(Role.DRAFTER) and self.screen.state is State.DRAFTING
        for number, listed in enumerate(self.screen.findings, 1):
            form = ExplanationForm(listed.reviewed, number=number, address=self._address("explain"))
            yield listed, form if may_write and listed.reviewed.explainable else None
