"""Saving: several people write one report at once, and nobody's words are lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agencies.models import User
from reports import editions
from reports.actions.refusals import Refused
from reports.content import fields, figures
from reports.content.merge import Change, Refusal, merge, unknown
from reports.models import Report, Revision
from reports.queries import history
from reports.workflow.transitions import State

Written = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Conflict:
    """Two people wrote the same place: `theirs` stands there, `yours` was left out. `by` wrote theirs at that time.

    To take mine is to save again with `theirs` as the value the change was made from.
    """

    place: str
    yours: str
    theirs: str
    by: User | None
    at: datetime | None


@dataclass(frozen=True)
class Saved:
    """What a save did. `applied`: what these places say now. `version`: the report's, counted up if anything changed.

    `refused` entries are not figures of the report; the kept ones stay visible as pending.
    """

    version: int
    applied: Mapping[str, str]
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Refusal, ...] = ()


def save(report: Report, changes: Mapping[str, Change], by: User | None, note: str = "") -> Saved:
    """Write the changes, by place (`reports.content.fields`), into the report as it stands now.

    That may be newer than what the person saw. A change applies where its place still has the text `before`; it is
    nothing where the place already has `after`; else it is a conflict and the rest applies. An entry its cell cannot
    hold becomes pending. Raises Refused, and writes nothing, when a place is computed or not of this edition. At most
    one revision. 3 queries, and one a conflict.
    """
    edition = editions.get(report.edition)
    if sentences := unknown(edition, changes):
        raise Refused(sentences)
    with transaction.atomic():
        locked = lock(report)
        merged = merge(edition, locked.values(), changes)
        conflicts = tuple(
            Conflict(stale.place, stale.yours, stale.theirs, *history.last_change(locked, stale.place))
            for stale in merged.stale
        )
        write(locked, merged.written, by, note)
    _refresh(report, locked)
    return Saved(locked.version, merged.applied, conflicts, tuple(merged.refused))


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
    _refresh(report, locked)
    return bool(merged.written)


def lock(report: Report) -> Report:
    """The report as it stands now, locked to be written; nobody else writes it until the transaction ends.

    Raises Refused unless it is being drafted: what reviewers look at stays as they saw it.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != State.DRAFTING:
        raise Refused([f"报告现在是“{State(locked.state).label}”，内容不能改动，这次的改动没有保存。"])
    return locked


def write(locked: Report, written: Written, by: User | None, note: str) -> None:
    """Store the changes, `(before, after)` by place, and the one revision that records them; nothing for no changes.

    `locked` is what `lock` gave, inside the same transaction.
    """
    if not written:
        return
    for place, (_, after) in written.items():
        locked.put(place, after)
    locked.version += 1
    locked.save(update_fields=Report.WRITABLE)
    changes = {place: list(pair) for place, pair in written.items()}
    Revision.objects.create(report=locked, number=locked.version, author=by, changes=changes, note=note)


def _refresh(report: Report, locked: Report) -> None:
    """Let the caller's object say what was stored."""
    for name in Report.WRITABLE:
        setattr(report, name, getattr(locked, name))
