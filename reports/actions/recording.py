"""Writing the trail of reports: see agencies/trail, whose chain everything shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from agencies import trail
from agencies.models import Agency, Event, User
from reports.models import Report


@dataclass(frozen=True)
class Effects:
    """What was written besides the report itself: what its event says of that, and the rows under the chain."""

    data: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Model] = ()


def record(action: str, by: User | None, about: Report | Agency, *, rows: Iterable[Model] = (), **data: Any) -> Event:
    """Add an event about a report or an agency; `rows` are all rows under the chain that were written.

    `data` are plain values. Call it last in a transaction: others wait.
    """
    if isinstance(about, Report):
        return trail.record(action, by, about.agency, report_id=about.pk, rows=rows, **data)
    return trail.record(action, by, about, rows=rows, **data)
