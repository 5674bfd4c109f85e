"""What the reader noticed: findings I101–I110 about how a paper was printed, not about what its authors did.

B102, B103 and F503 are those of the catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.content.figures import plain, total_mismatches
from reports.editions import Cell, Edition, cells_of
from reports.findings import Finding, Level
from reports.importing.labels import fold
from reports.importing.reading import Unmatched, Value, ValueState
from reports.importing.rows import MatchedRow

# Each with its level and what it means: the page of rules lists them.
CODES = {
    "I101": (Level.WARNING, "格式版本与年度不符"),
    "I102": (Level.NOTICE, "行的名称与格式不同"),
    "I103": (Level.WARNING, "几行合成了一行"),
    "I104": (Level.WARNING, "表格缺行"),
    "I105": (Level.WARNING, "数字存疑"),
    "I106": (Level.NOTICE, "表格部分里有文字"),
    "I107": (Level.NOTICE, "有内容没有归处"),
    "I108": (Level.WARNING, "没有找到标题、机关或年度"),
    "I109": (Level.ERROR, "文件内的数据与印出的不同"),
    "I110": (Level.WARNING, "缺少规定的标题"),
}
_SHOWN = 60


def _finding(code: str, where: str, says: str) -> Finding:
    return Finding(CODES[code][0], code, where, says)


def row_findings(rows: Iterable[MatchedRow]) -> Iterator[Finding]:
    """I102 and I103: labels that are not the edition's."""
    for row in rows:
        where = row.row.cells[0].key
        printed, official = _short(row.label), row.row.label
        if row.group_only:
            says = f"“{printed}”在表中只有一行，没有分项；它的数字记在“{official}”，其余分项没有"
            yield _finding("I103", where, says)
        elif row.score < 1:
            says = f"行名印作“{printed}”，按“{official}”读取（相似度 {row.score:.0%}）"
            yield _finding("I102", where, says)


def value_findings(edition: Edition, values: Mapping[str, Value]) -> Iterator[Finding]:
    """I104, I105, B103 and B102, a finding a row."""
    for row in _rows(edition):
        for state, code, level in (
            (ValueState.MISSING, "I104", CODES["I104"][0]),
            (ValueState.DOUBTFUL, "I105", CODES["I105"][0]),
            (ValueState.BLANK, "B103", Level.ERROR),
        ):
            cells = [cell for cell in row if values[cell.key].state is state]
            if cells:
                yield Finding(level, code, cells[0].key, _of_row(cells, row, state, values[cells[0].key]))
    stated = {key: value.figure for key, value in values.items() if value.state is not ValueState.MISSING}
    for wrong in total_mismatches(edition, stated):
        label = cells_of(edition)[wrong.key].label
        says = f"{label}：表中写 {plain(wrong.stated)}，各项相加为 {plain(wrong.summed)}"
        yield Finding(Level.ERROR, "B102", wrong.key, says)


def _rows(edition: Edition) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    for cell in cells_of(edition).values():
        if row and (row[-1].table, row[-1].row, row[-1].row_labels) != (cell.table, cell.row, cell.row_labels):
            yield row
            row = []
        row.append(cell)
    yield row


def _of_row(cells: Sequence[Cell], row: Sequence[Cell], state: ValueState, first: Value) -> str:
    named = cells[0].row_name or "·".join(cells[0].column_labels[:-1])
    which = "" if len(cells) == len(row) and cells[0].row_name else "、".join(cell.column_name for cell in cells[:7])
    place = f"（{first.place.words}）" if first.place.words and state is not ValueState.MISSING else ""
    if state is ValueState.MISSING:
        return f"“{named}”{which}没有找到"
    if state is ValueState.BLANK:
        return f"“{named}”{which}是空白{place}，没有填 0 也没有填数"
    return f"“{named}”{which}存疑{place}：{first.why}；原文“{_short(first.raw)}”"


def place_findings(
    edition: Edition, words: Mapping[str, str], headings: Mapping[str, str], unmatched: Sequence[Unmatched]
) -> Iterator[Finding]:
    """I106, I107 and I110. `words`: prose in table sections; `headings` as printed, by section key."""
    for section in edition.sections:
        if section.key not in headings:
            yield _finding("I110", section.key, f"没有找到标题“{section.title}”")
        elif fold(headings[section.key]) != fold(section.heading):
            says = f"标题印作“{_short(headings[section.key])}”，格式规定为“{section.title}”"
            yield Finding(Level.WARNING, "F503", section.key, says)
        if section.table and words.get(section.key):
            says = f"“{section.title}”是表格，文件在这里还写了文字“{_short(words[section.key])}”，已另外保留"
            yield _finding("I106", section.key, says)
    if unmatched:
        says = f"有 {len(unmatched)} 处内容没有归处，已列在最后，第一处是“{_short(unmatched[0].text)}”"
        yield _finding("I107", "opening", says)


def origin_findings(edition: Edition, year: int | None, agency: str) -> Iterator[Finding]:
    """I101 and I108."""
    lacks = [word for word, value in (("机关", agency), ("年度", year)) if not value]
    if lacks:
        yield _finding("I108", "opening", f"没有找到写明{'和'.join(lacks)}的标题")
    if year and not edition.covers(year):
        says = f"文件是 {year} 年度的，用的却是 {edition.code} 版格式（{edition.notice}）"
        yield _finding("I101", "opening", says)


def difference_finding(cell: Cell, inside: str, printed: str) -> Finding:
    """I109: a cell whose printed value is not the one the file carries inside."""
    says = f"{cell.label}：文件内的数据是 {inside or '空白'}，印出的是 {printed or '空白'}"
    return _finding("I109", cell.key, says)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
