"""The tables of a divided paper → values of the edition's cells, the rows recognised, and what is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reports.editions import Edition
from reports.importing import rows, stream
from reports.importing.blocks import PaperBlock, PaperLine, PaperRow, PaperTable
from reports.importing.columns import Columns
from reports.importing.labels import find_row, is_heading, rows_of
from reports.importing.numbers import is_number
from reports.importing.reading import Unmatched, Value, ValueState
from reports.importing.rows import MatchedRow, RowMatch
from reports.importing.sections import PaperParts

TWICE = "同一格在文件里出现两次，数字不同"


@dataclass
class TableResults:
    """What was read from tables: values by cell key, rows that were recognised, the rest, and prose by section key.

    `tables` counts the tables of the paper, from which places are numbered.
    """

    values: dict[str, Value] = field(default_factory=dict)
    matched: list[MatchedRow] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    prose: dict[str, list[str]] = field(default_factory=dict)
    tables: int = 0

    def add(self, matches: Iterable[RowMatch], *, only_new: bool = False) -> None:
        """Take over rows. `only_new`: leave out rows with a cell that already has a value."""
        for match in matches:
            if isinstance(match, Unmatched):
                self.unmatched.append(match)
            elif not (only_new and any(key in self.values for key in match.values)):
                self.matched.append(match)
                for key, value in match.values.items():
                    self.values[key] = _combined(self.values.get(key), value)


def _combined(before: Value | None, now: Value) -> Value:
    """The value of a cell that may stand on the paper twice: in doubt where the two differ."""
    if before is None:
        return now
    if before.figure == now.figure and before.state is now.state:
        return before
    return replace(before, state=ValueState.DOUBTFUL, why=TWICE, raw=f"{before.raw} / {now.raw}")


def read_tables(edition: Edition, parts: PaperParts) -> TableResults:
    """Every table of the paper, first those under their own headings, then those anywhere else."""
    results = TableResults()
    for key in edition.tables:
        _read_section(edition, key, parts.sections.get(key, []), results)
    _read_strays(edition, parts, results)
    return results


def _read_section(edition: Edition, key: str, blocks: list[PaperBlock], results: TableResults) -> None:
    """The tables of a section; of its lines, those that are rows or prose."""
    lines = [block for block in blocks if isinstance(block, PaperLine)]
    tables = [block for block in blocks if isinstance(block, PaperTable)]
    known: Columns | None = None
    for table in _with_headings(edition, key, tables):
        matches, columns = rows.match_rows(edition, key, table, results.tables + 1, known)
        others = _matches_by_table(edition, table, results).values()
        if _figure_count(matches) >= max(map(_figure_count, others)):
            results.tables += 1
            results.add(matches)
            known = columns
        else:
            _read_stray(edition, table, results)
    missing = any(cell.key not in results.values for row in rows_of(edition, key) for cell in row.cells)
    if missing and any(any(char.isdigit() for char in line.text) for line in lines):
        texts = _read_lines(edition, key, lines, results, has_tables=bool(tables))
    else:
        texts = [line.text for line in lines]
    texts = [text for text in texts if not is_heading(edition, key, text)]
    results.prose[key] = [text for text in texts if _is_prose(text)]
    results.unmatched += [Unmatched(text) for text in texts if not _is_prose(text)]


def _read_lines(
    edition: Edition, key: str, lines: list[PaperLine], results: TableResults, *, has_tables: bool
) -> list[str]:
    """Rows of the table among lines of text, where the tables did not fill it. Returns the texts that are no rows."""
    results.tables += not has_tables
    prose = [line.text for line in lines if _is_prose(line.text)] if has_tables else []
    rest = [line for line in lines if line.text not in prose]
    matches = list(stream.match_lines(edition, key, rest, results.tables))
    results.add((match for match in matches if isinstance(match, MatchedRow)), only_new=True)
    return [*prose, *(match.text for match in matches if isinstance(match, Unmatched))]


def _with_headings(edition: Edition, key: str, tables: list[PaperTable]) -> Iterator[PaperTable]:
    """Tables with the headings that a page's end or a rule parted from them."""
    above: tuple[PaperRow, ...] = ()
    for table in tables:
        if all(is_heading(edition, key, row.text) and not _is_filled_in(edition, key, row) for row in table.rows):
            above += table.rows
        else:
            yield replace(table, rows=(*above, *table.rows))
            above = ()


def _is_filled_in(edition: Edition, key: str, row: PaperRow) -> bool:
    """Whether a row is there for figures, be they blank: its label is a heading, too."""
    label_only = len(row.cells) == 1 and bool(find_row(edition, key, row.text))
    return label_only or any(is_number(cell.text) for cell in row.cells)


def _is_prose(text: str) -> bool:
    return "。" in text or (len(text) > 30 and "，" in text)


def _read_strays(edition: Edition, parts: PaperParts, results: TableResults) -> None:
    """Tables outside of their section: each goes to the official table whose rows it has, or is listed."""
    in_prose = (parts.sections.get(section.key, []) for section in edition.sections if not section.table)
    strays = [block for blocks in (parts.before, *in_prose) for block in blocks]
    for table in (block for block in strays if isinstance(block, PaperTable)):
        _read_stray(edition, table, results)


def _read_stray(edition: Edition, table: PaperTable, results: TableResults) -> None:
    """A table that is none of its section's goes where its rows belong."""
    matches = _matches_by_table(edition, table, results)
    results.tables += 1
    best = max(matches, key=lambda key: _figure_count(matches[key]))
    if _row_count(matches[best]) > 1 or (_figure_count(matches[best]) and _is_headed(edition, best, table)):
        results.add(matches[best])
    else:
        results.unmatched += [Unmatched(row.text) for row in table.rows if row.text]


def _matches_by_table(edition: Edition, table: PaperTable, results: TableResults) -> dict[str, list[RowMatch]]:
    """The rows of the table matched against each of the official ones, by table key."""
    return {key: rows.match_rows(edition, key, table, results.tables + 1, None)[0] for key in edition.tables}


def _figure_count(matches: list[RowMatch]) -> int:
    """How many figures were read: words under a wrong heading are none."""
    values = (value for match in matches if isinstance(match, MatchedRow) for value in match.values.values())
    return sum(value.figure is not None for value in values)


def _row_count(matches: list[RowMatch]) -> int:
    return sum(isinstance(match, MatchedRow) and bool(match.row.label or match.values) for match in matches)


def _is_headed(edition: Edition, key: str, table: PaperTable) -> bool:
    return bool(table.rows) and is_heading(edition, key, table.rows[0].text)
