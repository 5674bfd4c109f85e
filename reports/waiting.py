"""What waits for a person to sign, to publish or to mend: the queue of the desk and of the review screen."""

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies import access
from agencies.models import Agency
from agencies.roles import Role
from reports.models import Exemption, Report, Revision, SignOff
from reports.workflow import REVIEWS, STAGES, State


def to_review(user: User) -> QuerySet[Report]:
    """Reports in a stage that the user holds, oldest first, without those they cannot sign because they wrote in them
    or signed this round already, unless an exemption in force lets them."""
    held = Q()
    for membership in access.memberships_of(user):
        held |= Q(agency=membership.agency_id, state__in=_states(Role(membership.role)))
    supervised = Agency.objects.supervised_by(user).values("pk")
    held |= Q(state=State.OFFICE_CHECK, agency__in=supervised)
    wrote = Revision.objects.filter(report=OuterRef("pk"), author=user, number__gt=OuterRef("since"))
    signed = SignOff.objects.filter(report=OuterRef("pk"), round=OuterRef("round"), signer=user)
    exempt = Exemption.objects.filter(agency=OuterRef("agency"), until__gte=timezone.localdate())
    may = Q(state=State.APPROVED) | (~Exists(wrote) & ~Exists(signed)) | Exists(exempt)
    waiting = Report.objects.filter(held).filter(may)
    return waiting.select_related("agency").defer("figures", "prose", "pending").order_by("updated_at", "pk")


def _states(role: Role) -> list[str]:
    """The states in which the role has to act, drafting apart."""
    if role is Role.PUBLISHER:
        return [State.APPROVED]
    return [stage for stage in REVIEWS if STAGES[stage] is role]
