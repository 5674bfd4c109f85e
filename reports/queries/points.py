"""Points of a report's history: the states to which one can return, the newest first.

A point ends after five minutes of writing, at a pause, where another author begins, and before and after every save
with a note (粘贴, 填0, 恢复…), which is a point by itself. So the state before each such save can be had again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, TextField
from django.db.models.fields.json import KeyTransform

from reports.content import fields
from reports.models import Report
from reports.queries.history import stored

PAUSE = timedelta(minutes=10)
LONGEST = timedelta(minutes=5)


@dataclass(frozen=True)
class Point:
    """What the report was after save `last`. The saves of this point begin with `first`; both are their numbers.

    `author` is the key of who saved, None for a command; `saves` counts the saves that were asked for.
    """

    first: int
    last: int
    author: int | None
    began: datetime
    ended: datetime
    note: str = ""
    saves: int = 1


@dataclass(frozen=True)
class _Save:
    number: int
    author: int | None
    at: datetime
    note: str
    touches: bool


def beginning(report: Report) -> Point:
    """What the report was before the first save."""
    return Point(0, 0, None, report.created_at, report.created_at, "最初的内容", 0)


def points(report: Report, places: Collection[str] = (), within: tuple[int, int] | None = None) -> list[Point]:
    """The points of the report, or what they hold of these places. One query, which leaves the texts behind.

    `within` are the numbers of two saves: then every save between them, those included, is a point by itself.
    """
    saves = report.revisions.filter(number__range=within) if within else report.revisions.all()
    touches = ExpressionWrapper(_touching(places), output_field=BooleanField())
    rows = saves.annotate(touches=touches).order_by("number")
    listed = [_Save(*row) for row in rows.values_list("number", "author_id", "at", "note", "touches")]
    groups = ([save for save in group if save.touches] for group in _grouped(listed, every=bool(within)))
    return [_point(group) for group in groups if group][::-1]


def _touching(places: Collection[str]) -> Q:
    """Saves that wrote one of the places; every save where none are named."""
    keys = [key for place in places for key in stored(place)]
    return Q(changes__has_any_keys=keys) if keys else Q(number__gt=0)


def _grouped(saves: Sequence[_Save], *, every: bool) -> Iterator[list[_Save]]:
    group = list(saves[:1])
    for before, save in pairwise(saves):
        if every or _ends(group[0], before, save):
            yield group
            group = []
        group.append(save)
    if group:
        yield group


def _ends(first: _Save, before: _Save, save: _Save) -> bool:
    """Whether the point of the saves `first` to `before` is over when `save` comes."""
    return bool(
        save.note
        or before.note
        or save.author != before.author
        or save.at - before.at >= PAUSE
        or save.at - first.at >= LONGEST
    )


def _point(saves: Sequence[_Save]) -> Point:
    first, last = saves[0], saves[-1]
    return Point(first.number, last.number, last.author, first.at, last.at, last.note, len(saves))


def touched(report: Report, shown: Sequence[Point], places: Collection[str] = ()) -> list[set[str]]:
    """The places that each point wrote, of these places if any are given. One query; the texts stay in the database."""
    numbers = [number for point in shown for number in (point.first, point.last)]
    keys: Func = Func(
        F("changes"),
        template="ARRAY(SELECT jsonb_object_keys(%(expressions)s))",
        output_field=ArrayField(TextField()),
    )
    rows = (
        report.revisions.filter(_touching(places), number__range=(min(numbers), max(numbers)))
        .annotate(keys=keys)
        .values_list("number", "keys")
        if numbers
        else ()
    )
    by_number = {number: {_writable(key) for key in keys} for number, keys in rows}
    written = [
        {place for number in range(point.first, point.last + 1) for place in by_number.get(number, ())}
        for point in shown
    ]
    return [all_places & set(places) if places else all_places for all_places in written]


def _writable(place: str) -> str:
    kind, key = fields.split(place)
    return fields.figure(key) if kind == fields.PENDING else place


def cell_values(report: Report, place: str) -> dict[int, str]:
    """What was put into a cell by every save that touched it, by the save's number; 0: what stood before. One query.

    An entry that the cell could not hold is told as it was typed.
    """
    figure, *aside = stored(place)
    rows = (
        report.revisions.filter(_touching([place]))
        .order_by("number")
        .annotate(figure=KeyTransform(figure, "changes"), pending=KeyTransform(aside[0], "changes"))
        .values_list("number", "figure", "pending")
    )
    written: dict[int, str] = {}
    held = ""
    for number, of_figure, of_pending in rows:
        written.setdefault(0, of_figure[0] if of_figure else "")
        held = of_figure[1] if of_figure else held
        written[number] = f"“{of_pending[1]}”（待改正）" if of_pending and of_pending[1] else held
    return written
