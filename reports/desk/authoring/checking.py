"""送审前检查: what the checks say, explained where an explanation is enough, and the button to submit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import AgencyContext, requires
from agencies.form_layout import Include, SubmitButton
from agencies.roles import Role
from reports import actions
from reports.desk.authoring.draft import Draft, FindingRow, report_of
from reports.findings import Level
from reports.forms.reviewing import ExplanationForm, TransitionForm
from reports.models import Explanation, open_questions
from reports.models.explanation import ReviewedFinding, open_errors
from reports.workflow.transitions import State

PAGE = "check"
"""What the forms of this page post as `back`, so that the answer leads here again."""


@dataclass(frozen=True)
class CheckedRow:
    """A finding with its explanation, and the form for one where one is enough; `typed` what was refused before."""

    line: FindingRow
    explanation: Explanation | None
    form: ExplanationForm | None
    typed: str


@require_safe
@requires()
def check(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """检查并送审: what blocks submission, or the button to submit. For every member; drafters see the button."""
    return show(request, ctx, Draft(report_of(ctx, year)))


def show(
    request: HttpRequest,
    ctx: AgencyContext,
    draft: Draft,
    refusals: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; with `refusals` (status 409) it keeps the reasons `typed`, by the finding's fingerprint."""
    findings = draft.reviewed
    rows = list(_rows(ctx, draft, findings, typed or {}))
    context = {
        "ctx": ctx,
        "draft": draft,
        "report": draft.report,
        "refusals": refusals,
        "blockers": actions.blockers(draft.report, open_errors(findings)),
        "vacancies": actions.vacancies(draft.report),
        "open_warnings": sum(each.is_open and each.finding.level is Level.WARNING for each in findings),
        "form": _submit_form(ctx, draft),
        "reviewers": access.holders(ctx.agency, Role.FIRST_REVIEWER),
        "can_edit": ctx.has(Role.DRAFTER),
        "open_questions": open_questions(draft.report),
        "rows": [row for row in rows if row.explanation is None],
        "explained_rows": [row for row in rows if row.explanation],
    }
    return render(request, "desk/authoring/check.html", context, status=409 if refusals else 200)


def _submit_form(ctx: AgencyContext, draft: Draft) -> TransitionForm:
    return TransitionForm(
        Include("desk/authoring/_who_reviews.html"),
        SubmitButton("送审", "button primary", name="action", value="submit"),
        digest=draft.report.content().digest(),
        ids="submit-%s",
        action=reverse("desk:transition", args=[ctx.agency.code, draft.report.year]),
        css_class="submit-form",
    )


def _rows(
    ctx: AgencyContext, draft: Draft, findings: list[ReviewedFinding], typed: Mapping[str, str]
) -> Iterator[CheckedRow]:
    """The lines of the panel, each with its explanation; a line that stands for many blank cells has none.

    Forms are for who may write.
    """
    address = reverse("desk:explain", args=[ctx.agency.code, draft.report.year])
    reviewed_by_finding = {each.finding: each for each in findings}
    may_write = ctx.has(Role.DRAFTER) and draft.report.state == State.DRAFTING
    for number, line in enumerate(draft.finding_rows, 1):
        reviewed = reviewed_by_finding.get(line.finding)
        if reviewed is None or not reviewed.explainable or not may_write:
            yield CheckedRow(line, reviewed.explanation if reviewed else None, None, "")
            continue
        reason = typed.get(reviewed.fingerprint, "")
        form = ExplanationForm(reviewed, number=number, address=address, back=PAGE, typed=reason)
        yield CheckedRow(line, reviewed.explanation, form, reason)
