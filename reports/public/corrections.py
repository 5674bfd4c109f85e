"""What the versions of a report changed and why: the dated list below a corrected report."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reports import changes
from reports.models import Release


@dataclass(frozen=True)
class Correction:
    """A version from the second on. `changes`: against the version before; None where that was withdrawn."""

    number: int
    published_at: datetime
    reason: str
    changes: changes.Changes | None

    @property
    def previous(self) -> int:
        return self.number - 1


def of(release: Release) -> list[Correction]:
    """The corrections that led to the release, the newest first. One query, none for a first version."""
    if release.number == 1:
        return []
    earlier = Release.objects.standing().filter(report_id=release.report_id, number__lt=release.number)
    versions = [release, *earlier.order_by("-number")]
    found = [
        _correction(later, changes.between(before.content(), later.content())) for later, before in pairwise(versions)
    ]
    oldest = versions[-1]
    return [*found, _correction(oldest, None)] if oldest.number > 1 else found


def _correction(release: Release, changed: changes.Changes | None) -> Correction:
    return Correction(release.number, release.published_at, release.reason, changed)
