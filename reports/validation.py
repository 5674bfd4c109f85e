"""What the edition's arithmetic says, within a report and from year to year.

In: a `Subject` (edition, figures, what is known of the agency and of last year). Out: findings with one Chinese
sentence each. Rules are pure and know no screen; the relations they check are declared in the edition file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.balances import apart, standings
from reports.editions import Cell, Edition, cells_of
from reports.figures import Figures, compare, complete, plain
from reports.findings import Finding, Level


@dataclass(frozen=True)
class Subject:
    """What is checked. `figures` are as entered or as stated; `faults` are sentences for cells that hold no number.

    `last_year` are the figures of the year before, in whatever edition they follow (None: no such report).
    """

    edition: Edition
    year: int
    figures: Figures
    faults: Mapping[str, str] = field(default_factory=dict)
    may_make_regulations: bool = True
    last_year: Figures | None = None


Rule = Callable[[Subject], Iterator[Finding]]


def check(subject: Subject) -> list[Finding]:
    """Findings on a report being written: totals are computed, so only what people type can be wrong."""
    written = replace(subject, figures=complete(subject.edition, subject.figures))
    return [finding for rule in WRITTEN for finding in rule(written)]


def check_stated(subject: Subject) -> list[Finding]:
    """Findings on a report somebody published: stated totals are compared, never repaired."""
    return [finding for rule in STATED for finding in rule(subject)]


def b101_balance(subject: Subject) -> Iterator[Finding]:
    """第一项加第二项之和，等于第三项加第四项之和, per column (the heading of table three in the notice's annex).

    A total that differs is not said again when one of its columns has said it.
    """
    for table in subject.edition.tables:
        for columns in standings(subject.edition, table, subject.figures):
            said = False
            for column in columns:
                if column.difference and not (column.cell.computed and said):
                    said = True
                    says = f"{column.cell.column_name}：{column.says}，相差 {plain(column.difference)}"
                    yield Finding(Level.ERROR, "B101", column.cell.key, says)


def b102_total(subject: Subject) -> Iterator[Finding]:
    """A stated total is not the sum of its cells (reading only; the headings 总计 and （七）总计 of the annex)."""
    cells = cells_of(subject.edition)
    for wrong in compare(subject.edition, subject.figures):
        off = abs(Decimal(wrong.stated) - wrong.summed)
        stated, summed = plain(wrong.stated), plain(wrong.summed)
        says = f"{cells[wrong.key].label}：报告写 {stated}，各项相加为 {summed}，相差 {plain(off)}"
        yield Finding(Level.ERROR, "B102", wrong.key, says)


def b103_blank(subject: Subject) -> Iterator[Finding]:
    """Every cell is filled; 0 says that nothing happened (notice, 三（二）: 应报尽报，全面准确)."""
    for key, cell in cells_of(subject.edition).items():
        if not cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield Finding(Level.ERROR, "B103", key, f"{cell.label}没有填写；本年度没有发生的，请填 0")


def b103_blank_total(subject: Subject) -> Iterator[Finding]:
    """A paper leaves a total blank (reading only; in a report being written totals are computed)."""
    for key, cell in cells_of(subject.edition).items():
        if cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield Finding(Level.ERROR, "B103", key, f"{cell.label}是空白")


def b104_not_a_number(subject: Subject) -> Iterator[Finding]:
    """Counts are whole numbers and not negative; money is a decimal and not negative (headings of the annex)."""
    cells = cells_of(subject.edition)
    for key, fault in subject.faults.items():
        name = f"{cells[key].label}：" if key in cells else ""
        yield Finding(Level.ERROR, "B104", key, name + fault)


def b105_regulations(subject: Subject) -> Iterator[Finding]:
    """规章 are made by ministries, provinces and cities with districts only (立法法 第九十一条、第九十三条)."""
    if subject.may_make_regulations:
        return
    for key, cell in cells_of(subject.edition).items():
        value = subject.figures.get(key)
        if cell.rulemakers_only and value:
            says = f"{cell.label}填了 {value}，而本机关没有规章制定权；如是行政规范性文件，请填入下一行"
            yield Finding(Level.WARNING, "B105", key, says)


def c201_carry_over(subject: Subject) -> Iterator[Finding]:
    """What last year carried out is carried into this year, in all columns (notice, 一（三）)."""
    if subject.last_year is None:
        return
    for table_key, table in subject.edition.tables.items():
        for carry in (carry for block in table.blocks for carry in block.carry_overs):
            said = False
            for cell in _row(subject.edition, table_key, carry.opening):
                now = subject.figures.get(cell.key)
                then = subject.last_year.get(f"{table_key}.{carry.closing}.{cell.column}")
                difference = apart((now,), (then,))
                if difference and not (cell.computed and said):
                    said = True
                    says = (
                        f"{cell.column_name}：上年结转填了 {now}，而 {subject.year - 1} 年度报告结转下年度 {then}，"
                        f"相差 {plain(difference)}"
                    )
                    yield Finding(Level.ERROR, "C201", cell.key, says)


def c202_in_force(subject: Subject) -> Iterator[Finding]:
    """现行有效件数 = last year's + 制发 − 废止 (from the headings of table two; true for many bodies, not for all)."""
    if subject.last_year is None:
        return
    for cells in _stocks(subject.edition):
        added, removed, closing = (subject.figures.get(cell.key) for cell in cells)
        opening = subject.last_year.get(cells[-1].key)
        if off := apart((opening, added), (removed, closing)):
            names = [cell.column_name for cell in cells]
            says = (
                f"{cells[0].row_name}：上年{names[2]} {opening} + {names[0]} {added} − {names[1]} {removed}"
                f" ≠ {names[2]} {closing}，相差 {plain(off)}"
            )
            yield Finding(Level.WARNING, "C202", cells[-1].key, says)


def _stocks(edition: Edition) -> Iterator[tuple[Cell, Cell, Cell]]:
    """For each row with a running stock its cells added, removed and closing."""
    cells = cells_of(edition)
    for table_key, table in edition.tables.items():
        for block in table.blocks:
            for stock in block.stocks:
                for row in block.leaf_rows:
                    place = f"{table_key}.{row.key}"
                    yield (
                        cells[f"{place}.{stock.added}"],
                        cells[f"{place}.{stock.removed}"],
                        cells[f"{place}.{stock.closing}"],
                    )


def _row(edition: Edition, table: str, row: str) -> list[Cell]:
    return [cell for cell in cells_of(edition).values() if cell.table == table and cell.row == row]


WRITTEN: tuple[Rule, ...] = (
    b104_not_a_number,
    b103_blank,
    b101_balance,
    b105_regulations,
    c201_carry_over,
    c202_in_force,
)
STATED: tuple[Rule, ...] = (*WRITTEN[:2], b103_blank_total, b102_total, *WRITTEN[2:])
