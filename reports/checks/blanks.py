"""Blank cells (B103) as findings are shown: a few one by one, many of one table as a single finding."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.content import outline
from reports.editions import Edition, cells_of
from reports.findings import Finding

# From so many blank cells of one table on, they are one finding.
MANY_BLANKS = 4


def group_blanks(edition: Edition, findings: Iterable[Finding]) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """The findings in their order, each with the keys of the cells it is about (none for a finding about prose).

    Where a table has MANY_BLANKS blank cells or more, the first of their findings says how many there are and comes
    with all their keys; the others are left out.
    """
    findings = list(findings)
    cells = cells_of(edition)
    blanks: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code == outline.BLANK_CELL:
            blanks.setdefault(_table_of(finding), []).append(finding.where)
    counted = set()
    for finding in findings:
        table = _table_of(finding)
        keys = blanks.get(table, []) if finding.code == outline.BLANK_CELL else []
        if len(keys) < MANY_BLANKS:
            yield finding, (finding.where,) if finding.where in cells else ()
        elif table not in counted:
            counted.add(table)
            says = f"“{outline.page_titles(edition)[table]}”有 {len(keys)} 格没有填写；没有发生的，请填 0"
            yield replace(finding, says=says), tuple(keys)


def _table_of(finding: Finding) -> str:
    return finding.where.partition(".")[0]
