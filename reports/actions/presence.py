"""Who has a report open: each editor says so every few seconds. No history; the rows are written over again."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from agencies.models import User
from reports.models import Presence

# Whoever is silent for this long has gone; a tab in the background asks every ten seconds.
GONE_AFTER = timedelta(seconds=25)
# While nothing changed, the row is written this often only.
WRITTEN_EVERY = timedelta(seconds=8)


@dataclass(frozen=True)
class Whereabouts:
    """The page of the editor that somebody has open, and the place they are at; empty for none."""

    page: str
    place: str = ""


def note_presence(report_pk: int, user: User, where: Whereabouts) -> list[Presence]:
    """Write down where the person is; who else is in the report now. Two queries, or one where nothing changed."""
    now = timezone.now()
    rows = list(Presence.objects.filter(report=report_pk, at__gt=now - GONE_AFTER).select_related("user"))
    mine = next((row for row in rows if row.user_id == user.pk), None)
    if mine is None or now - mine.at > WRITTEN_EVERY or (mine.page, mine.place) != (where.page, where.place):
        row = Presence(report_id=report_pk, user=user, page=where.page, place=where.place, at=now)
        written = ["page", "place", "at"]
        Presence.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["report", "user"], update_fields=written
        )
    return sorted((row for row in rows if row is not mine), key=lambda row: row.user.username)
