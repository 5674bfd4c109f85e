"""Restoring: what a report said before is let in again, whole or in parts, as a save like any other."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from agencies.models import User
from reports.actions.refusals import Refused
from reports.actions.saving import lock, write
from reports.models import Report
from reports.queries import history

CHANGED_SINCE = "报告在您打开这一页之后有改动，没有恢复。下面是现在的不同，请看过再恢复。"
NOTHING_CHOSEN = "没有选中任何一处，没有恢复。"


def restore(report: Report, number: int, by: User | None, seen: Mapping[str, str] | None = None) -> int:
    """Let the report hold again what it held after save `number` (0: before the first); how many places that changed.

    `seen` limits it to the places a person chose, each with the digest of the `history.Difference` they saw, from what
    the report says now; None takes all. Raises Refused, and writes nothing, where there is no such save, where a place
    does not differ so any more, and where nothing is chosen. An ordinary revision: it can be taken back like any other.
    """
    with transaction.atomic():
        locked = lock(report)
        if not 0 <= number <= locked.version:
            raise Refused([f"这份报告没有第 {number} 次保存（共 {locked.version} 次）。"])
        different = history.differences(locked, locked.version, number)
        chosen = [each.place for each in different if seen is None or seen.get(each.place) == each.digest]
        if seen is not None:
            _check(seen, chosen)
        now, then = locked.values(), history.state_at(locked, number)
        touched = [place for written in chosen for place in history.stored(written)]
        written = {place: (now.get(place, ""), then.get(place, "")) for place in touched}
        changed = {place: pair for place, pair in written.items() if pair[0] != pair[1]}
        write(locked, changed, by, _note(locked, number, chosen, whole=len(chosen) == len(different)))
    report.refresh_from_db(fields=Report.WRITABLE)
    return len(chosen)


def _check(seen: Mapping[str, str], chosen: list[str]) -> None:
    if not seen:
        raise Refused([NOTHING_CHOSEN])
    if len(chosen) < len(seen):
        raise Refused([CHANGED_SINCE])


def _note(report: Report, number: int, chosen: list[str], *, whole: bool) -> str:
    """Why the save was made, in the words of the history."""
    at = report.revisions.filter(number=number).values_list("at", flat=True).first()
    to = f"恢复到{format_date(timezone.localtime(at), 'n月j日H:i')}的内容" if at else "恢复到最初的内容"
    return to if whole else f"{to}，其中 {len(chosen)} 处"
