"""History: what a report said after any of its saves, and who wrote what last. The points to go back to: `points`.

Everything is read from the revisions. What a report held before its first revision (a row older than the history)
is known from the `before` of the changes, so nothing is ever taken for blank that was not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from agencies.models import User
from reports import editions
from reports.content import fields
from reports.content.digests import sha256
from reports.models import Report, Revision

# The first text that any save after the given one replaced, by place: what stood there after that save.
_STOOD = """
    SELECT DISTINCT ON (change.key) change.key, change.value ->> 0
    FROM reports_revision, jsonb_each(changes) AS change
    WHERE report_id = %s AND number > %s
    ORDER BY change.key, number
"""


@dataclass(frozen=True)
class Difference:
    """What a place that can be written held at one time and at another, an entry that waits to be mended included."""

    place: str
    before: str
    after: str

    @property
    def digest(self) -> str:
        """Of what it held at the first time: who agreed to replace that agreed to replace nothing else."""
        return sha256(self.before.encode())[:16]


def state_at(report: Report, number: int) -> dict[str, str]:
    """What the report held after save `number` (0: before the first), as texts by place, pending entries included.

    `report` must be as it is stored: what it says now is folded back. One query, none for the newest save.
    """
    state = report.values()
    if number < report.version:
        with connection.cursor() as cursor:
            cursor.execute(_STOOD, [report.pk, number])
            state.update(cursor.fetchall())
    return {place: text for place, text in state.items() if text}


def differences(report: Report, earlier: int, later: int, places: Collection[str] = ()) -> list[Difference]:
    """What differs after save `later` from after save `earlier`, which may be the newer one, in the order of the paper.

    `places` limits it to them, as `fields.of_edition` names them. At most two queries.
    """
    before, after = _written(state_at(report, earlier)), _written(state_at(report, later))
    rank = fields.order(editions.get(report.edition))
    changed = [place for place in before.keys() | after.keys() if before.get(place) != after.get(place)]
    return [
        Difference(place, before.get(place, ""), after.get(place, ""))
        for place in sorted(changed, key=lambda place: rank[place])
        if not places or place in places
    ]


def _written(state: Mapping[str, str]) -> dict[str, str]:
    """The state by places that can be written: a cell tells of its pending entry too."""
    written: dict[str, str] = {}
    for place, text in state.items():
        kind, key = fields.split(place)
        if kind != fields.PENDING:
            written.setdefault(place, text)  # Unless its pending entry came first and told of it.
            continue
        figure = state.get(fields.figure(key), "")
        written[fields.figure(key)] = f"{figure}（填了“{text}”，待改正）"
    return written


def last_change(report: Report, place: str) -> tuple[User | None, datetime | None]:
    """Who wrote the place last, its pending entry included, and when; (None, None) before the first save."""
    saves = Revision.objects.filter(report=report, changes__has_any_keys=stored(place)).select_related("author")
    revision = saves.defer("changes").order_by("-number").first()
    return (revision.author, revision.at) if revision else (None, None)


def stored(place: str) -> list[str]:
    """The places of the history in which what is written in this one may stand: a cell's pending entry is its own."""
    kind, key = fields.split(place)
    return [place, fields.pending(key)] if kind == fields.FIGURES else [place]


def untouched(report: Report, note: str) -> Mapping[str, str]:
    """What saves with this note wrote and nobody changed since, by place."""
    current = report.values()
    saves = report.revisions.filter(note=note).order_by("number").values_list("changes", flat=True)
    written = {place: after for changes in saves for place, (_, after) in changes.items()}
    return {place: text for place, text in written.items() if current.get(place) == text}
