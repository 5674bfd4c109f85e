"""From an uploaded file to a report: what may be taken of it, its draft, and the record of what was taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from reports import editions
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.saving import lock, replace
from reports.actions.starting import FROM_LAST_YEAR, NEW, start
from reports.actions.uploads import lock_upload
from reports.content import fields
from reports.importing.reconciliation import ReviewLine, ReviewSheet, disagreements
from reports.models import ImportRecord, Report, Upload
from reports.queries import history

LISTED = 5
LONGEST_NOTE = 200


@dataclass(frozen=True)
class ImportRequest:
    """What a person wants imported: `digest` is of the sheet they saw, `agreed` the disagreements they confirmed."""

    year: int
    digest: str
    agreed: frozenset[str] = frozenset()


def begin_draft(upload: Upload, request: ImportRequest, by: User) -> Report:
    """Let the agency's draft for the year hold what the file holds; asked twice, nothing changes.

    Raises Refused, and nothing happened: while a place is open, a disagreement is not agreed to, the sheet is no longer
    what was seen, or the year's report is no draft or holds something else already.
    """
    with transaction.atomic():
        locked, sheet, failures = checked_sheet(upload, request)
        if failures:
            raise Refused(failures)
        report = start(locked.agency, request.year, by, empty=True)
        draft = lock(report)
        if draft.values() != sheet.values and not is_untouched(draft):
            raise Refused([f"{request.year} 年度的草稿已经有人写了内容，没有覆盖；要用这个文件，请先清空草稿。"])
        changed = write_sheet(report, sheet, locked, by)
        if not changed and upload.import_records.filter(report=report, kind=ImportRecord.Kind.DRAFT).exists():
            return report
        _record_event(create_import_record(locked, report, sheet, ImportRecord.Kind.DRAFT, by))
    return report


def checked_sheet(upload: Upload, request: ImportRequest) -> tuple[Upload, ReviewSheet, list[str]]:
    """The locked file, what of it would be taken for the year, and why it cannot be. In a transaction.

    Raises Refused for a year of which there is no report. Whoever locks both locks the file before the report.
    """
    if request.year > timezone.localdate().year:
        raise Refused([f"{request.year} 年度还没有开始，请选择已经过去或当前的年度。"])
    try:
        edition = editions.for_year(request.year)
    except editions.NoEdition as error:
        raise Refused([str(error)]) from error
    locked = lock_upload(upload)
    sheet = locked.reconciled(edition)
    return locked, sheet, failure_reasons(locked, sheet, request)


def write_sheet(report: Report, sheet: ReviewSheet, upload: Upload, by: User | None) -> bool:
    """Let the draft hold exactly what the sheet holds; whether that changed anything."""
    note = f"导入自文件 {upload.name}"[:LONGEST_NOTE]
    return replace(report, sheet.of_kind(fields.FIGURES), sheet.of_kind(fields.PROSE), by, note)


def failure_reasons(upload: Upload, sheet: ReviewSheet, request: ImportRequest) -> list[str]:
    """A sentence for everything for which the sheet cannot be imported now; none where it can."""
    reasons = []
    if sheet.open:
        reasons.append(f"还有 {len(sheet.open)} 处没有核对：{_named(sheet.open)}。请对照原件改正或确认。")
    names = (upload.agency.name, upload.agency.title_name)
    conflicts = disagreements(upload.reading, sheet.edition, request.year, names)
    reasons += [f"{says}确实如此的，请勾选确认。" for key, says in conflicts.items() if key not in request.agreed]
    if request.digest != sheet.digest:
        reasons.append("内容在您打开这一页之后有改动，请看过现在的内容再试。")
    return reasons


def _named(lines: list[ReviewLine]) -> str:
    names = "、".join(line.label for line in lines[:LISTED])
    return names + (" 等" if len(lines) > LISTED else "")


def is_untouched(draft: Report) -> bool:
    """Whether nobody wrote in the draft: it is blank, or holds only what the system itself began it with."""
    begun = {**history.untouched(draft, FROM_LAST_YEAR), **history.untouched(draft, NEW)}
    return draft.values().keys() <= begun.keys()


def create_import_record(
    upload: Upload, report: Report, sheet: ReviewSheet, kind: ImportRecord.Kind, by: User
) -> ImportRecord:
    """What was taken, line by line, as the sheet says it. `by`: who handed it in."""
    left = [{"text": each.text, "at": each.place.words} for each in sheet.left]
    return ImportRecord.objects.create(
        upload=upload,
        report=report,
        kind=kind,
        number=report.number,
        revision=report.version,
        lines=as_records(sheet.lines),
        left=left,
        by=by,
    )


def as_records(lines: Iterable[ReviewLine]) -> list[dict[str, Any]]:
    """Lines as plain values, as an import record keeps them and its log shows them."""
    return [
        {
            "place": line.place,
            "label": line.label,
            "state": line.state.label,
            "raw": line.raw or line.read,
            "at": line.at.words,
            "now": line.now,
            "how": line.how,
            "by": line.decision.by if line.decision else "",
        }
        for line in lines
    ]


def _record_event(import_record: ImportRecord) -> None:
    facts = {
        "import_record": import_record.pk,
        "kind": str(import_record.kind),
        "sha256": import_record.upload.sha256,
        "file": import_record.upload.name,
    }
    record(
        "take_from_file",
        import_record.by,
        import_record.report,
        **facts,
        reason=import_record.upload.name,
        rows=[import_record],
    )
