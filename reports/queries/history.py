"""History: what a report said after any of its saves, and who wrote what when.

Everything is read from the revisions. What a report held before its first revision (a row older than the history)
is known from the `before` of the changes, so nothing is ever taken for blank that was not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

from agencies.models import User
from reports import editions
from reports.content import fields
from reports.models import Report, Revision

# A pause this long ends a sitting.
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True)
class Difference:
    """What a place said at one time and at another."""

    place: str
    before: str
    after: str


@dataclass
class EditSession:
    """Saves of one person without a long pause; `first` and `last` are their numbers, `places` what they touched."""

    author: User | None
    first: int
    last: int
    began: datetime
    ended: datetime
    places: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def changes_between(report: Report, earlier: int, later: int) -> dict[str, tuple[str, str]]:
    """(before, after) of every place that says something else after save `later` than after `earlier`. One query."""
    net: dict[str, tuple[str, str]] = {}
    saves = Revision.objects.filter(report=report, number__gt=earlier, number__lte=later).order_by("number")
    for changes in saves.values_list("changes", flat=True):
        for place, (before, after) in changes.items():
            net[place] = (net.get(place, (before,))[0], after)
    return {place: pair for place, pair in net.items() if pair[0] != pair[1]}


def state_at(report: Report, number: int) -> dict[str, str]:
    """What the report held after save `number` (0: before the first), as texts by place, pending entries included.

    `report` must be as it is stored: what it says now is folded back.
    """
    state = report.values()
    for place, (before, _) in changes_between(report, number, report.version).items():
        state[place] = before
    return {place: text for place, text in state.items() if text}


def differences(report: Report, earlier: int, later: int) -> list[Difference]:
    """What differs between two saves, in the order of the paper. One query."""
    rank = fields.order(editions.get(report.edition))
    net = changes_between(report, min(earlier, later), max(earlier, later))
    if earlier > later:
        net = {place: (after, before) for place, (before, after) in net.items()}
    return [Difference(place, *net[place]) for place in sorted(net, key=lambda place: rank[place])]


def last_change(report: Report, place: str) -> tuple[User | None, datetime | None]:
    """Who wrote the place last, its pending entry included, and when; (None, None) before the first save."""
    kind, key = fields.split(place)
    keys = [place, fields.pending(key)] if kind == fields.FIGURES else [place]
    saves = Revision.objects.filter(report=report, changes__has_any_keys=keys).select_related("author")
    revision = saves.defer("changes").order_by("-number").first()
    return (revision.author, revision.at) if revision else (None, None)


def edit_sessions(report: Report) -> list[EditSession]:
    """All saves of the report in sittings, the newest first. One query, which leaves the texts in the database."""
    touched: Func = Func(
        F("changes"),
        template="ARRAY(SELECT jsonb_object_keys(%(expressions)s))",
        output_field=ArrayField(TextField()),
    )
    saves = report.revisions.select_related("author").defer("changes").annotate(touched=touched).order_by("number")
    sessions: list[EditSession] = []
    for save in saves:
        if not sessions or sessions[-1].author != save.author or save.at - sessions[-1].ended >= PAUSE:
            sessions.append(EditSession(save.author, save.number, save.number, save.at, save.at))
        session = sessions[-1]
        session.last, session.ended = save.number, save.at
        session.places.update(save.touched)
        session.notes += [save.note] if save.note else []
    return sessions[::-1]


def untouched(report: Report, note: str) -> Mapping[str, str]:
    """What saves with this note wrote and nobody changed since, by place."""
    current = report.values()
    saves = report.revisions.filter(note=note).order_by("number").values_list("changes", flat=True)
    written = {place: after for changes in saves for place, (_, after) in changes.items()}
    return {place: text for place, text in written.items() if current.get(place) == text}
