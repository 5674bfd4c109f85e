"""The agencies whose words a report could have been made from, for the proofreader (R802)."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from agencies.models import Agency
from reports.checks.prose import OtherAgency
from reports.models.release import Release

MOST = 60  # agencies looked at, those that published first


def neighbours(agency: Agency, year: int) -> list[OtherAgency]:
    """Agencies beside this one and of its kind elsewhere, with what they published of the year. One query.

    Those above and below it are left out, because its report may well speak of them; drafts are never read.
    """
    published = Release.objects.published().filter(agency=OuterRef("pk"), year=year).order_by("-number")
    beside = Q(parent=agency.parent_id) if agency.parent_id else Q(pk=None)
    alike = Q(kind=agency.kind, level=agency.level, name__endswith=_field(agency.name))
    near = (
        Agency.objects.filter(beside | alike)
        .exclude(pk__in=[agency.pk, agency.parent_id or agency.pk])
        .exclude(parent=agency)
        .annotate(published_prose=Subquery(published.values("prose")[:1]))
        .order_by(IsNull(F("published_prose"), True), "position", "code")
    )
    rows = near.values_list("name", "short_name", "published_prose")[:MOST]
    return [OtherAgency(tuple(filter(None, (name, short))), prose or {}) for name, short, prose in rows]


def _field(name: str) -> str:
    """What tells the field an agency works in: the end of its name (司法局)."""
    return name[-3:]
