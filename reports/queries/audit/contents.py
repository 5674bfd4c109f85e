"""What each report says against its history: a save tells of the report as it stands, whoever made it stand so."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reports.models import Report, Revision
from reports.queries.audit.chain import Chain


def changed_contents(chain: Chain) -> Iterator[str]:
    """Reports that do not say what their saves wrote, or whose version begins after another save than was told.

    A report that began as a blank row, as the chain says, holds what its saves wrote and nothing else. Of an older one
    only the places that a save wrote are compared: what it held before its history is known from nowhere.
    """
    rows = Revision.objects.order_by("report_id", "number").values_list("report_id", "number", "changes")
    saves = groupby(rows.iterator(chunk_size=500), key=lambda row: row[0])
    report_id, revisions = next(saves, (None, iter(())))
    for report in Report.objects.select_related("agency").order_by("pk").iterator(chunk_size=100):
        own: list[tuple[int, Any]] = []
        if report_id == report.pk:
            own = [(number, changes) for _, number, changes in revisions]
            report_id, revisions = next(saves, (None, iter(())))
        yield from _faults(report, own, chain)


def _faults(report: Report, saves: list[tuple[int, Any]], chain: Chain) -> Iterator[str]:
    begun = report.pk in chain.begun
    if (begun or saves) and [number for number, _ in saves] != list(range(1, report.version + 1)):
        yield f"{report}记着保存过 {report.version} 次，保存记录却不是这么多次。"
    try:
        written = {place: after for _, changes in saves for place, (_, after) in changes.items()}
    except (AttributeError, TypeError, ValueError):
        yield f"{report}的保存记录不成形，不是本系统写下的。"
        return
    holds = report.values()
    places = written.keys() | holds.keys() if begun else written.keys()
    for place in sorted(places):
        if holds.get(place, "") != written.get(place, ""):
            yield f"{report}的内容（{place}）不是保存记录里最后写下的，被改动过。"
    since = chain.corrected.get((report.pk, report.number), 0 if report.number == 1 else None)
    if since != report.since:
        yield f"{report}第 {report.number} 版起于第 {report.since} 次保存，与更正时的记录不符。"
