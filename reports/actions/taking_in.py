"""Taking a file in: the original is kept as it is, what was read of it beside it, and what people say of that.

Nothing of a refused file is stored. The same bytes are taken in once for an agency.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction

from agencies.models import Agency
from reports import entries, places
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.sweeping import sweep
from reports.collation import Line
from reports.digests import sha256
from reports.editions import Edition, cells_of
from reports.importing.isolation import read_apart
from reports.importing.reading import Unreadable
from reports.merging import Change
from reports.models import Intake, Ruling, original_path

MOST_MEGABYTES = 20
LONGEST_NAME = 200
ORIGINAL = "original"
# What PostgreSQL cannot store in JSON: NUL and half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class TakenIn:
    """`new` is False where the same file had been taken in before: nothing was changed then."""

    intake: Intake
    new: bool


def take_in(agency: Agency, data: bytes, name: str, by: User) -> TakenIn:
    """Read the file in a process of its own and keep it with its reading.

    Raises Refused with one sentence, and nothing is stored, where it is too large, empty or no report that can be read.
    """
    name = _CONTROL.sub("", name)[-LONGEST_NAME:] or "未命名"
    refuse_size(len(data), name)
    digest = sha256(data)
    if earlier := Intake.objects.filter(agency=agency, sha256=digest).first():
        return TakenIn(earlier, new=False)
    try:
        reading = read_apart(data)
    except Unreadable as error:
        raise Refused([str(error)]) from error
    said = _storable(reading.data())
    return _keep(Intake(agency=agency, name=name, size=len(data), sha256=digest, reading=said, by=by), data)


def refuse_size(size: int, name: str) -> None:
    """Raise Refused where a file of so many bytes is not even looked at."""
    if not size:
        raise Refused([f"“{name}”是空文件，没有导入。"])
    if size > MOST_MEGABYTES * 1024 * 1024:
        raise Refused([f"“{name}”超过 {MOST_MEGABYTES} MB，没有导入；请另存为较小的文件再试。"])


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list | tuple) else value


def _keep(intake: Intake, data: bytes) -> TakenIn:
    """Store the original, then the row that names it; of two people with one file the second gets the first's."""
    try:
        with transaction.atomic():
            Agency.objects.select_for_update(no_key=True).get(pk=intake.agency_id)
            earlier = Intake.objects.filter(agency=intake.agency, sha256=intake.sha256).first()
            if earlier:
                return TakenIn(earlier, new=False)
            sweep(original_path(intake, ""))
            intake.file.save(ORIGINAL, ContentFile(data), save=False)
            intake.save(force_insert=True)
            record("take_in", intake.by, intake.agency, intake=intake.pk, file=intake.name, sha256=intake.sha256)
    except BaseException:
        if intake.file:
            intake.file.delete(save=False)
        raise
    return TakenIn(intake, new=True)


@dataclass(frozen=True)
class Ruled:
    """How many places were written, and a sentence for each that was not."""

    count: int
    refused: list[str]


def rule(intake: Intake, edition: Edition, changes: Mapping[str, Change], sure: Mapping[str, str], by: User) -> Ruled:
    """Write down what a person says of places: `changes` correct them; `sure` confirms what was shown, by place.

    The reading itself stays as it is. What says so already is left alone, so a form posted twice is harmless. What
    another wrote meanwhile is not overwritten, but told. Raises Refused for a place that the edition does not have.
    """
    with transaction.atomic():
        held = Intake.objects.select_for_update(no_key=True).get(pk=intake.pk)
        lines = held.collated(edition).by_place
        if unknown := [place for place in (*changes, *sure) if place not in lines]:
            raise Refused([f"{edition.code} 版格式没有“{unknown[0][:80]}”这一处，没有保存任何改动。"])
        rulings: list[Ruling] = []
        refused: list[str] = []
        for place, shown in sure.items():
            change = changes.get(place)
            if lines[place].is_open and not (change and change.before != change.after):
                _confirm(lines[place], shown, rulings, refused)
        for place, change in changes.items():
            _correct(edition, lines[place], change, rulings, refused)
        for ruling in rulings:
            ruling.intake, ruling.by = held, by
        Ruling.objects.bulk_create(rulings)
    return Ruled(len(rulings), refused)


def _confirm(line: Line, shown: str, rulings: list[Ruling], refused: list[str]) -> None:
    if not _same(shown, line.now):
        refused.append(f"“{line.label}”在您打开这一页之后改成了“{line.now or '空白'}”，请再核对一次。")
    else:
        rulings.append(Ruling(place=line.place, before=line.now, text=line.now))


def _correct(edition: Edition, line: Line, change: Change, rulings: list[Ruling], refused: list[str]) -> None:
    kind, key = places.split(line.place)
    if line.computed or _same(change.before, change.after):
        return
    is_figure = kind == places.FIGURES
    entry = entries.read(cells_of(edition)[key], change.after) if is_figure else entries.tidy(change.after)
    if entry.fault:
        refused.append(f"“{line.label}”：{entry.fault}，没有采用。")
    elif _same(entry.text, line.now):
        return
    elif not _same(change.before, line.now):
        now = (line.now or "空白")[:40]
        refused.append(f"“{line.label}”在您打开这一页之后由别人改成了“{now}”，您写的没有保存，请看过再改。")
    else:
        rulings.append(Ruling(place=line.place, before=line.now, text=entry.text))


def _same(one: str, other: str) -> bool:
    """Whether two texts are one: forms send other line ends, and none at the beginning."""
    return entries.tidy(one).text.strip() == entries.tidy(other).text.strip()
