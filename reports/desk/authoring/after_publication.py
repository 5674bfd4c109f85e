"""更正 and 撤下: what can be done about a report that is public, by whoever may, and who that is for everybody else."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from agencies import access
from agencies.access import AgencyContext
from reports.forms.reviewing import CorrectionForm, WithdrawalForm
from reports.models import Release, Report
from reports.workflow.transitions import Action, State, Transition, transition_for


@dataclass
class AfterPublication:
    """The forms of 更正 and 撤下 that this user may send, and a sentence about those that they may not.

    `digest` is of the content that the page shows; `reason` what was typed before an action was refused.
    """

    ctx: AgencyContext
    report: Report
    digest: str
    reason: str = ""

    @cached_property
    def correct(self) -> CorrectionForm | None:
        """The form that begins a correction, for who may."""
        address = self._address_for(Action.CORRECT)
        return CorrectionForm(reason=self.reason, digest=self.digest, action=address) if address else None

    @cached_property
    def withdraw(self) -> WithdrawalForm | None:
        """The form that takes the report from public view, for who may."""
        address = self._address_for(Action.WITHDRAW)
        return WithdrawalForm(digest=self.digest, action=address) if address else None

    @cached_property
    def who_may(self) -> str:
        """Who does what this user may not do; empty where there is no such thing."""
        others = [each for each in self._transitions if not self.ctx.has(each.role)]
        return "，".join(f"{each.action.label}由{self._holders(each)}办理" for each in others) + "。" * bool(others)

    @cached_property
    def _transitions(self) -> list[Transition]:
        """What can be done about the report as it stands. At most one query."""
        state = State(self.report.state)
        possible = [transition_for(state, action) for action in (Action.CORRECT, Action.WITHDRAW)]
        transitions = [each for each in possible if each]
        if any(each.action is Action.WITHDRAW for each in transitions) and not self._is_public():
            return [each for each in transitions if each.action is not Action.WITHDRAW]
        return transitions

    def _is_public(self) -> bool:
        return Release.objects.filter(report=self.report).published().exists()

    def _address_for(self, action: Action) -> str:
        """Where the form of the action is sent; empty where this user may not do it now."""
        may = any(each.action is action and self.ctx.has(each.role) for each in self._transitions)
        return reverse("desk:transition", args=[self.ctx.agency.code, self.report.year]) if may else ""

    def _holders(self, transition: Transition) -> str:
        """The role and, in brackets, the people who hold it."""
        people = access.holders(self.ctx.agency, transition.role)
        names = "、".join(person.display_name for person in people) or "本机关还没有，请管理员在“成员”里安排"
        return f"{transition.role.label}（{names}）"
