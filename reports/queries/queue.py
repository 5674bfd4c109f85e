"""The review queue: the reports that a person can sign or publish now."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies import access
from agencies.models import Agency, User
from agencies.roles import Role
from reports.models import Exemption, Report, Revision, SignOff
from reports.workflow.transitions import REVIEWS, STAGES, State


def to_review(user: User) -> QuerySet[Report]:
    """Reports in a stage that the user holds, oldest first, without those they cannot sign because they wrote in them
    or signed this round already, unless an exemption in force lets them."""
    waiting = Q()
    for membership in access.memberships_of(user):
        waiting |= Q(agency=membership.agency_id, state__in=_states(Role(membership.role)))
    supervised = Agency.objects.supervised_by(user).values("pk")
    waiting |= Q(state=State.OFFICE_CHECK, agency__in=supervised)
    wrote = Revision.objects.filter(report=OuterRef("pk"), author=user, number__gt=OuterRef("since"))
    signed = SignOff.objects.filter(report=OuterRef("pk"), round=OuterRef("round"), signer=user)
    exempt = Exemption.objects.filter(agency=OuterRef("agency"), until__gte=timezone.localdate())
    can_act = Q(state=State.APPROVED) | (~Exists(wrote) & ~Exists(signed)) | Exists(exempt)
    reports = Report.objects.filter(waiting).filter(can_act)
    return reports.select_related("agency").defer("figures", "prose", "pending").order_by("updated_at", "pk")


def _states(role: Role) -> list[str]:
    """The states in which the role has to act, drafting apart."""
    if role is Role.PUBLISHER:
        return [State.APPROVED]
    return [stage for stage in REVIEWS if STAGES[stage] is role]
