"""A paper's parts → a Reading: each table by its section, each doubt written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reports.editions import Edition, cells_of, for_year, get
from reports.editions.loader import NoEdition
from reports.importing import prose, remarks, rows, sections, stream
from reports.importing.blocks import Block, Line, Paper, Row, Table
from reports.importing.columns import Columns
from reports.importing.labels import find_row, is_heading, rows_of
from reports.importing.numbers import is_number
from reports.importing.reading import Reading, ReadSection, State, Unmatched, Unreadable, Value
from reports.importing.rows import Found, Taken
from reports.importing.sections import Parts

NO_REPORT = "这个文件不像政府信息公开工作年度报告：找不到规定的标题，也找不到规定的表格。"
TWICE = "同一格在文件里出现两次，数字不同"
_SURE = 0.35  # of the labels that only one edition has


@dataclass
class _Gathered:
    """What the tables said so far."""

    values: dict[str, Value] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    tables: int = 0

    def add(self, found: Iterable[Found], *, only_new: bool = False) -> None:
        for each in found:
            if isinstance(each, Unmatched):
                self.unmatched.append(each)
            elif not (only_new and any(key in self.values for key in each.values)):
                self.taken.append(each)
                for key, value in each.values.items():
                    self.values[key] = _one(self.values.get(key), value)


def _one(before: Value | None, now: Value) -> Value:
    """A cell that is on the paper twice says one thing only when both say the same."""
    if before is None:
        return now
    if before.figure == now.figure and before.state is now.state:
        return before
    return replace(before, state=State.DOUBTFUL, why=TWICE, raw=f"{before.raw} / {now.raw}")


def assemble(paper: Paper) -> Reading:
    """Everything the paper says. Raises Unreadable when it is no such report."""
    edition = _edition(paper)
    parts = sections.divide(paper, edition)
    gathered = _Gathered()
    for section in edition.sections:
        if section.table:
            _read_tables(edition, section.key, parts.found.get(section.key, []), gathered)
    _read_strays(edition, parts, gathered)
    if len(parts.headings) < 3 and len(gathered.taken) < 4:
        raise Unreadable(NO_REPORT)
    return _reading(paper, edition, parts, gathered)


def _edition(paper: Paper) -> Edition:
    """By the labels it prints; where they tell nothing, by the year it names."""
    shares = sections.evidence(paper)
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= _SURE:
        return get(best)
    edition = get(best)
    year = sections.divide(paper, edition).year
    try:
        return for_year(year) if year else edition
    except NoEdition:
        return edition


def _read_tables(edition: Edition, key: str, blocks: list[Block], gathered: _Gathered) -> None:
    """The tables of a section; of its lines, those that are rows or words."""
    lines = [block for block in blocks if isinstance(block, Line)]
    tables = [block for block in blocks if isinstance(block, Table)]
    known: Columns | None = None
    for table in _with_headings(edition, key, tables):
        found, columns = rows.read(edition, key, table, gathered.tables + 1, known)
        if _figures(found) >= max(_figures(other) for other in _tried(edition, table, gathered).values()):
            gathered.tables += 1
            gathered.add(found)
            known = columns
        else:
            _read_stray(edition, table, gathered)
    wanted = [row for row in rows_of(edition, key) if any(cell.key not in gathered.values for cell in row.cells)]
    if wanted and any(any(char.isdigit() for char in line.text) for line in lines):
        gathered.tables += not tables
        words = _sentences(lines) if tables else []
        rest = [line for line in lines if line.text not in words]
        found = list(stream.read(edition, key, rest, gathered.tables))
        gathered.add((each for each in found if isinstance(each, Taken)), only_new=True)
        left = [*words, *(each.text for each in found if isinstance(each, Unmatched))]
    else:
        left = [line.text for line in lines]
    said = [text for text in left if not is_heading(edition, key, text)]
    gathered.words[key] = [text for text in said if _is_prose(text)]
    gathered.unmatched += [Unmatched(text) for text in said if not _is_prose(text)]


def _with_headings(edition: Edition, key: str, tables: list[Table]) -> Iterator[Table]:
    """Tables with the headings that a page's end or a rule parted from them."""
    above: tuple[Row, ...] = ()
    for table in tables:
        if all(is_heading(edition, key, row.text) and not _is_filled_in(edition, key, row) for row in table.rows):
            above += table.rows
        else:
            yield replace(table, rows=(*above, *table.rows))
            above = ()


def _is_filled_in(edition: Edition, key: str, row: Row) -> bool:
    """Whether a row is there for figures, be they blank: its label is a heading, too."""
    alone = len(row.spots) == 1 and bool(find_row(edition, key, row.text))
    return alone or any(is_number(spot.text) for spot in row.spots)


def _sentences(lines: list[Line]) -> list[str]:
    return [line.text for line in lines if _is_prose(line.text)]


def _is_prose(text: str) -> bool:
    return "。" in text or (len(text) > 30 and "，" in text)


def _read_strays(edition: Edition, parts: Parts, gathered: _Gathered) -> None:
    """Tables outside of their section: each goes to the official table whose rows it has, or is listed."""
    strays = [block for blocks in (parts.before, *_prose_blocks(edition, parts)) for block in blocks]
    for table in (block for block in strays if isinstance(block, Table)):
        _read_stray(edition, table, gathered)


def _read_stray(edition: Edition, table: Table, gathered: _Gathered) -> None:
    """A table that is none of its section's goes where its rows belong."""
    tried = _tried(edition, table, gathered)
    gathered.tables += 1
    best = max(tried, key=lambda key: _figures(tried[key]))
    if _hits(tried[best]) > 1 or (_figures(tried[best]) and _is_headed(edition, best, table)):
        gathered.add(tried[best])
    else:
        gathered.unmatched += [Unmatched(row.text) for row in table.rows if row.text]


def _tried(edition: Edition, table: Table, gathered: _Gathered) -> dict[str, list[Found]]:
    """What the table says as each of the official ones."""
    return {key: rows.read(edition, key, table, gathered.tables + 1, None)[0] for key in edition.tables}


def _figures(found: list[Found]) -> int:
    """How many figures were read: words under a wrong heading are none."""
    values = (value for each in found if isinstance(each, Taken) for value in each.values.values())
    return sum(value.figure is not None for value in values)


def _hits(found: list[Found]) -> int:
    return sum(isinstance(each, Taken) and bool(each.row.label or each.values) for each in found)


def _is_headed(edition: Edition, key: str, table: Table) -> bool:
    return bool(table.rows) and is_heading(edition, key, table.rows[0].text)


def _prose_blocks(edition: Edition, parts: Parts) -> Iterator[list[Block]]:
    yield from (parts.found.get(section.key, []) for section in edition.sections if not section.table)


def _reading(paper: Paper, edition: Edition, parts: Parts, gathered: _Gathered) -> Reading:
    texts, opening, contact = _texts(paper, edition, parts, gathered)
    cells = {key: gathered.values.get(key, Value(State.MISSING)) for key in cells_of(edition)}
    unmatched = (*gathered.unmatched, *(Unmatched(text) for text in parts.aside))
    findings = (
        *remarks.of_origin(edition, parts.year, parts.agency),
        *remarks.of_rows(gathered.taken),
        *remarks.of_values(edition, cells),
        *remarks.of_places(edition, texts, parts.headings, unmatched),
    )
    return Reading(
        kind=paper.kind,
        edition=edition.code,
        agency=parts.agency,
        year=parts.year,
        title=parts.title,
        opening=opening,
        contact=contact,
        sections=tuple(
            ReadSection(section.key, section.number, parts.headings.get(section.key, ""), texts[section.key])
            for section in edition.sections
        ),
        cells=cells,
        findings=findings,
        unmatched=unmatched,
        facts=prose.facts(contact or opening),
    )


def _texts(paper: Paper, edition: Edition, parts: Parts, gathered: _Gathered) -> tuple[dict[str, str], str, str]:
    """The words by section, the opening, and how to reach the office, wherever that stood."""
    full = None if paper.flows else prose.full_line(block for block in paper.blocks if isinstance(block, Line))

    def said(blocks: Iterable[Block]) -> str:
        return prose.paragraphs([block for block in blocks if isinstance(block, Line)], full=full)

    texts = {
        section.key: "\n".join(gathered.words.get(section.key, []))
        if section.table
        else said(parts.found.get(section.key, []))
        for section in edition.sections
    }
    opening, contact, last = said(parts.before), said(parts.after), edition.sections[-1].key
    if not contact:
        texts[last], contact = prose.part_contact(texts[last])
    return texts, opening, contact or prose.contact_in(opening)
