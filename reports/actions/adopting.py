"""From a file that was taken in to a report: its draft, or what was public as it stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports import editions, history, places
from reports.actions.moving import perform
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.saving import locked, replace
from reports.actions.starting import FROM_LAST_YEAR, NEW, start
from reports.collation import Line, Sheet, disagreements
from reports.models import Intake, Report, Taking
from reports.workflow import Action

LISTED = 5
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Asked:
    """What a person wants taken: `digest` is of the sheet they saw, `agreed` the disagreements they said yes to."""

    year: int
    digest: str
    agreed: frozenset[str] = frozenset()


def begin_draft(intake: Intake, asked: Asked, by: User) -> Report:
    """Let the agency's draft for the year say what the file says; asked twice, nothing changes.

    Raises Refused, and nothing happened: while a place is open, a disagreement is not agreed to, the sheet is no longer
    what was seen, or the year's report is no draft or says something else already.
    """
    with transaction.atomic():
        report, sheet, changed = _write(intake, asked, by)
        if not changed and intake.takings.filter(report=report, kind=Taking.Kind.DRAFT).exists():
            return report
        _tell(_taking(intake, report, sheet, Taking.Kind.DRAFT, by))
    return report


def keep_as_published(intake: Intake, asked: Asked, by: User) -> Report:
    """Make the file's content the year's published report, marked as imported; nobody signs it here.

    Raises Refused as `begin_draft`, NotYours for who may not, Unprintable where a character has no glyph.
    """
    with transaction.atomic():
        report, sheet, _ = _write(intake, asked, by)
        taking = _taking(intake, report, sheet, Taking.Kind.PUBLISHED, by)
        perform(report, Action.ADOPT, by)
        _tell(taking)
    return report


def objections(intake: Intake, sheet: Sheet, asked: Asked) -> list[str]:
    """Sentences why the sheet cannot be taken now."""
    said = []
    if asked.year > timezone.localdate().year:
        said.append(f"{asked.year} 年度还没有开始，请选择已经过去或当前的年度。")
    if sheet.open:
        said.append(f"还有 {len(sheet.open)} 处没有核对：{_named(sheet.open)}。请对照原件改正或确认。")
    names = (intake.agency.name, intake.agency.title_name)
    unsaid = disagreements(intake.said, sheet.edition, asked.year, names)
    said += [f"{says}确实如此的，请勾选确认。" for key, says in unsaid.items() if key not in asked.agreed]
    if asked.digest != sheet.digest:
        said.append("内容在您打开这一页之后有改动，请看过现在的内容再试。")
    return said


def _named(lines: list[Line]) -> str:
    names = "、".join(line.label for line in lines[:LISTED])
    return names + (" 等" if len(lines) > LISTED else "")


def _write(intake: Intake, asked: Asked, by: User) -> tuple[Report, Sheet, bool]:
    """The year's report with what the sheet says, the sheet, and whether the report changed. In a transaction."""
    try:
        edition = editions.for_year(asked.year)
    except editions.NoEdition as error:
        raise Refused([str(error)]) from error
    held = Intake.objects.select_related("agency").select_for_update(of=("self",), no_key=True).get(pk=intake.pk)
    sheet = held.collated(edition)
    if said := objections(held, sheet, asked):
        raise Refused(said)
    report = start(held.agency, asked.year, by, empty=True)
    draft = locked(report)
    if draft.values() != sheet.values and not _is_empty(draft):
        raise Refused([f"{asked.year} 年度的草稿已经有人写了内容，没有覆盖；要用这个文件，请先清空草稿。"])
    note = f"导入自文件 {intake.name}"[:LONGEST_NOTE]
    changed = replace(report, sheet.of_kind(places.FIGURES), sheet.of_kind(places.PROSE), by, note)
    return report, sheet, changed


def _is_empty(draft: Report) -> bool:
    """Whether nobody wrote in the draft: it says nothing, or only what the system itself began it with."""
    begun = {**history.untouched(draft, FROM_LAST_YEAR), **history.untouched(draft, NEW)}
    return draft.values().keys() <= begun.keys()


def _taking(intake: Intake, report: Report, sheet: Sheet, kind: Taking.Kind, by: User) -> Taking:
    left = [{"text": each.text, "at": each.place.words} for each in sheet.left]
    return Taking.objects.create(
        intake=intake,
        report=report,
        kind=kind,
        number=report.number,
        revision=report.version,
        lines=told(sheet.lines),
        left=left,
        by=by,
    )


def told(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines as plain values, as a taking keeps them and its log shows them."""
    return [
        {
            "place": line.place,
            "label": line.label,
            "state": line.state.label,
            "raw": line.raw or line.read,
            "at": line.at.words,
            "now": line.now,
            "how": line.how,
            "by": line.verdict.by if line.verdict else "",
        }
        for line in lines
    ]


def _tell(taking: Taking) -> None:
    facts = {"taking": taking.pk, "kind": str(taking.kind), "sha256": taking.intake.sha256, "file": taking.intake.name}
    record("take_from_file", taking.by, taking.report, **facts, reason=taking.intake.name)
