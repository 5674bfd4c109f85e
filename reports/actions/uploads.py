"""Uploads: the original is kept as it is, what was read of it beside it, and the corrections that people make to that.

Nothing of a refused file is stored. The same bytes are stored once for an agency.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from agencies.models import Agency, User
from reports.actions.outcome import StoredFiles, whole_or_not
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.sweeping import sweep
from reports.actions.upload_quotas import count_refused, refuse_beyond_quota
from reports.content import entries, fields
from reports.content.digests import sha256
from reports.content.merge import Change
from reports.editions import Edition, cells_of
from reports.importing.isolation import read_isolated
from reports.importing.reading import Unreadable
from reports.importing.reconciliation import ReviewLine
from reports.models import Correction, Upload, original_path

MOST_MEGABYTES = 20
LONGEST_NAME = 200
ORIGINAL = "original"
# What PostgreSQL cannot store in JSON: NUL and half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class StoredUpload:
    """`new` is False where the same file had been uploaded before: nothing was changed then."""

    upload: Upload
    new: bool


def upload(agency: Agency, data: bytes, name: str, by: User) -> StoredUpload:
    """Read the file in a process of its own and keep it with its reading.

    Raises Refused with one sentence, and nothing is stored, where it is too large, empty or no report that can be read,
    and where the agency has handed in all that it may on one day; OutcomeUnknown where the answer of the database was
    lost and it cannot be asked.
    """
    name = _CONTROL.sub("", name)[-LONGEST_NAME:] or "未命名"
    refuse_size(len(data), name)
    digest = sha256(data)
    if earlier := Upload.objects.filter(agency=agency, sha256=digest).first():
        return StoredUpload(earlier, new=False)
    refuse_beyond_quota(agency, len(data), name)
    try:
        reading = read_isolated(data)
    except Unreadable as error:
        count_refused(agency)
        raise Refused([str(error)]) from error
    stored = Upload(
        agency=agency, name=name, size=len(data), sha256=digest, reading_data=_storable(reading.data()), by=by
    )
    return _keep(stored, data)


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


def _keep(upload: Upload, data: bytes) -> StoredUpload:
    """Store the original, then the row that names it; of two people with one file the second gets the first's."""
    stored_files = StoredFiles()
    with whole_or_not(f"导入{upload.name}", stored_files):
        Agency.objects.select_for_update(no_key=True).get(pk=upload.agency_id)
        earlier = Upload.objects.filter(agency=upload.agency, sha256=upload.sha256).first()
        if earlier:
            return StoredUpload(earlier, new=False)
        refuse_beyond_quota(upload.agency, upload.size, upload.name)  # once more: many may come at one time
        sweep(original_path(upload, ""))
        stored_files.store(upload, f"{ORIGINAL}-{secrets.token_hex(4)}", ContentFile(data))
        upload.save(force_insert=True)
        facts = {"upload": upload.pk, "file": upload.name, "sha256": upload.sha256}
        record("take_in", upload.by, upload.agency, **facts, rows=[upload])
    return StoredUpload(upload, new=True)


def lock_upload(upload: Upload) -> Upload:
    """The upload as it is now, nobody else working on it until the end of the transaction.

    It is the agency's row that is locked: to lock one of a table takes the right to change it, and nobody has that.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=upload.agency_id)
    return Upload.objects.select_related("agency").get(pk=upload.pk)


@dataclass(frozen=True)
class CorrectionResult:
    """How many places were written, and a sentence for each that was not."""

    count: int
    refused: list[str]


def correct(
    upload: Upload, edition: Edition, changes: Mapping[str, Change], sure: Mapping[str, str], by: User
) -> CorrectionResult:
    """Store a person's corrections of places: `changes` correct them; `sure` confirms what was shown, by place.

    The reading itself stays as it is. What reads so already is left alone, so a form posted twice is harmless. What
    another wrote meanwhile is not overwritten, but reported. Raises Refused for a place that the edition does not have.
    """
    with transaction.atomic():
        locked = lock_upload(upload)
        lines = locked.reconciled(edition).by_place
        if unknown := [place for place in (*changes, *sure) if place not in lines]:
            raise Refused([f"{edition.code} 版格式没有“{unknown[0][:80]}”这一处，没有保存任何改动。"])
        corrections, refused = _compared(edition, lines, changes, sure)
        for correction in corrections:
            correction.upload, correction.by = locked, by
        Correction.objects.bulk_create(corrections)
        if corrections:
            record("correct_reading", by, locked.agency, upload=locked.pk, rows=corrections)
    return CorrectionResult(len(corrections), refused)


def _compared(
    edition: Edition, lines: Mapping[str, ReviewLine], changes: Mapping[str, Change], sure: Mapping[str, str]
) -> tuple[list[Correction], list[str]]:
    """The corrections to store, and a sentence for each that cannot be."""
    corrections: list[Correction] = []
    refused: list[str] = []
    for place, shown in sure.items():
        change = changes.get(place)
        if lines[place].is_open and not (change and change.before != change.after):
            _confirm(lines[place], shown, corrections, refused)
    for place, change in changes.items():
        _correct(edition, lines[place], change, corrections, refused)
    return corrections, refused


def _confirm(line: ReviewLine, shown: str, corrections: list[Correction], refused: list[str]) -> None:
    if not _same(shown, line.now):
        refused.append(f"“{line.label}”在您打开这一页之后改成了“{line.now or '空白'}”，请再核对一次。")
    else:
        corrections.append(Correction(place=line.place, before=line.now, text=line.now))


def _correct(
    edition: Edition, line: ReviewLine, change: Change, corrections: list[Correction], refused: list[str]
) -> None:
    kind, key = fields.split(line.place)
    if line.computed or _same(change.before, change.after):
        return
    is_figure = kind == fields.FIGURES
    entry = entries.parse_entry(cells_of(edition)[key], change.after) if is_figure else entries.tidy(change.after)
    if entry.fault:
        refused.append(f"“{line.label}”：{entry.fault}，没有采用。")
    elif _same(entry.text, line.now):
        return
    elif not _same(change.before, line.now):
        now = (line.now or "空白")[:40]
        refused.append(f"“{line.label}”在您打开这一页之后由别人改成了“{now}”，您写的没有保存，请看过再改。")
    else:
        corrections.append(Correction(place=line.place, before=line.now, text=entry.text))


def _same(one: str, other: str) -> bool:
    """Whether two texts are one: forms send other line ends, and none at the beginning."""
    return entries.tidy(one).text.strip() == entries.tidy(other).text.strip()
