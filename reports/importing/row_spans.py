"""A line that holds several rows of a table, as text files have them → the characters of each row in it."""

import re
from collections.abc import Sequence

from reports.editions import Edition, cells_of
from reports.importing.labels import SEPARATORS, TableRow, fold, rows_of

# So many characters behind a label are its numbers at most, where no other label follows.
FARTHEST = 60


def row_spans(text: str, edition: Edition, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Beginning and end, by cell key, of the row's label with its numbers. A row that is not there is left out.

    `keys` are cells of the edition whose values were read from the line.
    """
    cells = cells_of(edition)
    tables = dict.fromkeys(cells[key].table for key in keys)
    after, starts, rows = 0, [], []
    for row in (row for table in tables for row in rows_of(edition, table) if row.label):
        hit = re.compile(SEPARATORS.join(map(re.escape, fold(row.label)))).search(text, after)
        if hit:
            after = hit.end()
            starts.append(hit.start())
            rows.append((row, hit))
    ends = [*starts[1:], len(text)]
    spans = _by_key(rows, ends)
    return {key: spans[key] for key in keys if key in spans}


def _by_key(rows: Sequence[tuple[TableRow, re.Match[str]]], ends: Sequence[int]) -> dict[str, tuple[int, int]]:
    return {
        cell.key: (hit.start(), min(end, hit.end() + FARTHEST))
        for (row, hit), end in zip(rows, ends, strict=True)
        for cell in row.cells
    }
