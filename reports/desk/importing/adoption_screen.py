"""A request to take in what was public elsewhere, gathered once for all that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from agencies.access import AgencyContext
from agencies.roles import Role
from reports.actions import adoption_guards
from reports.desk.importing.uploads import IMPORT_ROLES
from reports.forms.adoption import ExplanationsForm, ReturnForm
from reports.importing.reconciliation import ReviewLine
from reports.models import AdoptionRequest
from reports.queries.adoptions import FindingGroup, ProposedReport
from reports.rendering import document
from reports.rendering.document import Document
from reports.workflow.deadlines import deadline


@dataclass
class AdoptionScreen:
    """A request as its page shows it; `typed` is what was typed when something was refused, by name of the field."""

    ctx: AgencyContext
    request: AdoptionRequest
    typed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_waiting(self) -> bool:
        """Whether nothing was decided yet."""
        return not hasattr(self.request, "decision")

    @cached_property
    def proposed(self) -> ProposedReport:
        """What would become public."""
        return ProposedReport(self.request)

    @cached_property
    def document(self) -> Document:
        """The same as it will appear."""
        return document.build(self.proposed.content)

    @cached_property
    def findings(self) -> list[FindingGroup]:
        """What the checks say of it."""
        return self.proposed.findings

    @property
    def differences(self) -> list[ReviewLine]:
        """Where people corrected or confirmed what was read, and where totals are not the sums."""
        return self.proposed.differences

    @property
    def days_late(self) -> int:
        """By how many days the original was published after the last day for this agency; 0 when in time."""
        agency, year = self.request.report.agency, self.request.report.year
        return max(0, -deadline(agency.kind, agency.level, year, self.request.published_on).days_left)

    @cached_property
    def refusals(self) -> list[str]:
        """Why this person cannot confirm it now; for publishers, while it waits."""
        if not (self.is_waiting and self.ctx.has(Role.PUBLISHER)):
            return []
        return adoption_guards.failures_of_adoption(self.request.report, self.request, self.ctx.user, self.proposed)

    @property
    def can_confirm(self) -> bool:
        """Whether nothing stands against this person's confirming it now."""
        return self.is_waiting and self.ctx.has(Role.PUBLISHER) and not self.refusals

    @property
    def can_recall(self) -> bool:
        """Whether this person asked and may take it back."""
        return self.is_waiting and self.request.by_id == self.ctx.user.pk

    @property
    def explanations_form(self) -> ExplanationsForm | None:
        """Asks why each finding may stand, of those who may hand in."""
        groups = [group for group in self.findings if group.level != "notice"]
        if not groups or not self.is_waiting or not self.ctx.has(*IMPORT_ROLES):
            return None
        return ExplanationsForm(groups, address=self._at("explain_adoption"), typed=self.typed)

    @property
    def return_form(self) -> ReturnForm | None:
        """Gives the request back, for publishers other than who asked."""
        if not self.is_waiting or not self.ctx.has(Role.PUBLISHER) or self.can_recall:
            return None
        return ReturnForm(address=self._at("return_adoption"), reason=self.typed.get("reason", ""))

    def _at(self, name: str) -> str:
        return reverse(f"desk:{name}", args=[self.ctx.agency.code, self.request.pk])
