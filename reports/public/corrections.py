"""What the versions of a report changed and why: the dated list below a corrected report."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reports.content import diff
from reports.models import Release


@dataclass(frozen=True)
class ReleaseCorrection:
    """A version from the second on. `changes`: against the version before; None where that was withdrawn."""

    number: int
    published_at: datetime
    reason: str
    changes: diff.Changes | None

    @property
    def previous(self) -> int:
        """The number of the version before."""
        return self.number - 1


def for_release(release: Release) -> list[ReleaseCorrection]:
    """The corrections that led to the release, the newest first. One query, none for a first version."""
    if release.number == 1:
        return []
    earlier = Release.objects.published().filter(report_id=release.report_id, number__lt=release.number)
    versions = [release, *earlier.order_by("-number")]
    corrections = [
        _correction(later, diff.between(before.content(), later.content())) for later, before in pairwise(versions)
    ]
    oldest = versions[-1]
    return [*corrections, _correction(oldest, None)] if oldest.number > 1 else corrections


def _correction(release: Release, changed: diff.Changes | None) -> ReleaseCorrection:
    return ReleaseCorrection(release.number, release.published_at, release.reason, changed)
