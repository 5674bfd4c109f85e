"""Saving: several people write one report at once, and nobody's words are lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from agencies.models import User
from reports import editions
from reports.actions import merge_questions
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.content import fields, figures
from reports.content.merge import Change, Refusal, merge, unknown
from reports.models import MergeQuestion, Report, Revision
from reports.workflow.transitions import State

Written = Mapping[str, tuple[str, str]]

SAVED = "save"
"""What the trail calls a save; readers find saves in the history instead."""


PASTED, ZEROS, MENDED, ALL_MENDED, QUOTED = "粘贴", "填0", "改正", "全部改正", "引用上年"
UNDONE, REDONE, CHOSEN, MERGED = "撤销", "重做", "选择写法", "与别人同时填写，两种写法都留"
NOTES = frozenset({PASTED, ZEROS, MENDED, ALL_MENDED, QUOTED, UNDONE, REDONE, CHOSEN})
"""What the editor may note of a save that was more than typing; each is a point of the history."""


@dataclass(frozen=True)
class Saved:
    """What a save did. `applied`: what these places say now. `version`: the report's, counted up if anything changed.

    `questions`: places that another wrote differently meanwhile; nothing of either is lost (see `MergeQuestion`).
    `refused` entries are not figures of the report; the kept ones stay visible as pending.
    """

    version: int
    applied: Mapping[str, str]
    questions: tuple[MergeQuestion, ...] = ()
    refused: tuple[Refusal, ...] = ()


def save(report: Report, changes: Mapping[str, Change], by: User | None, note: str = "") -> Saved:
    """Write the changes, by place (`reports.content.fields`), into the report as it stands now.

    That may be newer than what the person saw. Text is merged with what others wrote since `before`, sentence by
    sentence; a figure applies where its cell still has `before`. Two versions of one sentence both stay, of one cell
    the first, and it is asked which to keep. An entry its cell cannot hold becomes pending. Raises Refused, and writes
    nothing, when a place is computed or not of this edition. At most one revision. 7 queries, and up to 6 a question.
    """
    edition = editions.get(report.edition)
    if sentences := unknown(edition, changes):
        raise Refused(sentences)
    with transaction.atomic():
        locked = lock(report)
        merged = merge(edition, locked.values(), changes)
        write(locked, merged.written, by, note or (MERGED if merged.disputes else ""))
        questions = merge_questions.ask(locked, merged.disputes, by)
    refresh(report, locked)
    return Saved(locked.version, merged.applied, questions, tuple(merged.refused))


def replace(
    report: Report, entered: Mapping[str, object], prose: Mapping[str, str], by: User | None, note: str = ""
) -> bool:
    """Let the report say exactly this, all that is not given being blank; whether that changed anything.

    `entered` are raw values by cell key (computed cells are left out), `prose` text by prose key. Raises Refused, and
    writes nothing, for a key the edition does not have or a value its place cannot hold.
    """
    edition = editions.get(report.edition)
    parsed = figures.parse_all(edition, entered)
    if parsed.faults:
        raise Refused(f"{key}：{fault}" for key, fault in parsed.faults.items())
    wanted = {fields.figure(key): figures.text(value) for key, value in figures.typed(edition, parsed.figures).items()}
    wanted |= {fields.prose(key): text for key, text in prose.items()}
    if sentences := unknown(edition, wanted):
        raise Refused(sentences)
    with transaction.atomic():
        locked = lock(report)
        now = locked.values()
        # A pending entry is what its place shows, so it is what the change replaces.
        shown = now | {fields.figure(key): raw for key, raw in locked.pending.items()}
        changes = {place: Change(shown.get(place, ""), wanted.get(place, "")) for place in fields.of_edition(edition)}
        merged = merge(edition, now, changes)
        if merged.refused:
            raise Refused(f"{refusal.place}：{refusal.says}" for refusal in merged.refused)
        write(locked, merged.written, by, note)
    refresh(report, locked)
    return bool(merged.written)


def lock(report: Report) -> Report:
    """The report as it stands now, locked to be written; nobody else writes it until the transaction ends.

    Raises Refused unless it is being drafted: what reviewers look at stays as they saw it.
    """
    locked = Report.objects.select_related("agency").select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state != State.DRAFTING:
        raise Refused([f"报告现在是“{State(locked.state).label}”，内容不能改动，这次的改动没有保存。"])
    return locked


def write(locked: Report, written: Written, by: User | None, note: str) -> None:
    """Store the changes, `(before, after)` by place, and the one revision that records them; nothing for no changes.

    Open questions about these places follow their sentences. `locked` is what `lock` gave, inside the same transaction.
    """
    if not written:
        return
    merge_questions.follow(locked, written, by)
    for place, (_, after) in written.items():
        locked.put(place, after)
    locked.version += 1
    locked.save(update_fields=Report.WRITABLE)
    changes = {place: list(pair) for place, pair in written.items()}
    revision = Revision.objects.create(report=locked, number=locked.version, author=by, changes=changes, note=note)
    record(SAVED, by, locked, number=locked.version, rows=[locked, revision])


def refresh(report: Report, locked: Report) -> None:
    """Let the caller's object say what was stored in `locked`."""
    for name in Report.WRITABLE:
        setattr(report, name, getattr(locked, name))
