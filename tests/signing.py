"""Reviews done as they are in an office: each role by a person of their own."""

from agencies.models import Agency, Membership, User
from agencies.roles import Role
from reports import actions
from reports.actions import signing
from reports.models import Report
from reports.models.explanation import reviewed_findings
from reports.workflow.transitions import REVIEWS, STAGES, Action, State


def person(agency: Agency, role: Role, name: str = "") -> User:
    """Who holds the role at the agency; made on first use."""
    user, _ = User.objects.get_or_create(username=name or f"{agency.code}-{role}", defaults={"full_name": role.label})
    Membership.objects.get_or_create(user=user, agency=agency, role=role)
    return user


def staffed(agency: Agency) -> dict[Role, User]:
    """A person for every role an agency itself has."""
    return {role: person(agency, role) for role in Role if role is not Role.SUPERVISOR}


def office_person() -> User:
    """Somebody of the competent office, who holds no role at the agency that they grant an exemption to."""
    user, _ = User.objects.get_or_create(username="office-person", defaults={"full_name": "办公室"})
    return user


def order(report: Report, **fields: str) -> actions.TransitionRequest:
    """What a careful person sends: the digest of what they see, every item of the proof ticked."""
    stage = State(report.state)
    ticked = frozenset(signing.checklist(report, stage)) if stage in STAGES else frozenset()
    return actions.TransitionRequest(digest=report.content().digest(), ticked=ticked, **fields)


def explain_all(report: Report, by: User) -> None:
    """A reason for every warning of the report."""
    for finding in reviewed_findings(report, report.findings()):
        if finding.explainable and finding.is_open:
            actions.explain(report, finding.fingerprint, "情况属实。", by)


def sign(report: Report) -> Report:
    """Submit the report and let every review pass it on, whatever warnings it has."""
    people = staffed(report.agency)
    explain_all(report, people[Role.DRAFTER])
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    for stage in REVIEWS:
        actions.apply(report, Action.APPROVE, people[STAGES[stage]], order(report))
    return report
