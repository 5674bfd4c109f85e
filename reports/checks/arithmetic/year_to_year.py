"""C: what must hold between a report and the one of the year before (国办公开办函〔2021〕30号, 条例 第四十九条)."""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.arithmetic.registry import CellHit, FigureSubject, rule
from reports.checks.balances import difference
from reports.content.figures import plain
from reports.editions import Cell, CellRole, Edition, cells_of, cells_with_role
from reports.findings import Level


@rule("C201", Level.ERROR, "上年结转与上年报告的结转下年度不一致", "国办公开办函〔2021〕30号，一（三）")
def carry_over(subject: FigureSubject) -> Iterator[CellHit]:
    """上年结转 differs from 结转下年度 of last year's report, in any column: notice, 一（三）.

    The rows are those the edition declares under `carry_overs`. The column of totals is left out when another column
    differs already.
    """
    if subject.last_year is None:
        return
    for table_key, table in subject.edition.tables.items():
        for carry in (carry for block in table.blocks for carry in block.carry_overs):
            reported = False
            for cell in _row(subject.edition, table_key, carry.opening):
                now = subject.figures.get(cell.key)
                then = subject.last_year.get(f"{table_key}.{carry.closing}.{cell.column}")
                gap = difference((now,), (then,))
                if gap and not (cell.computed and reported):
                    reported = True
                    says = (
                        f"{cell.column_name}：上年结转填了 {now}，而 {subject.year - 1} 年度报告结转下年度 {then}，"
                        f"相差 {plain(gap)}"
                    )
                    yield cell.key, says


@rule("C202", Level.WARNING, "现行有效件数不等于上年现行有效加制发减废止", "国办公开办函〔2021〕30号，附表二表头")
def in_force(subject: FigureSubject) -> Iterator[CellHit]:
    """现行有效件数 is not last year's plus 制发 minus 废止: headings of table two in the notice's annex.

    The columns are those the edition declares under `stocks`. A warning, because it does not hold for every agency.
    """
    if subject.last_year is None:
        return
    for cells in _stocks(subject.edition):
        added, removed, closing = (subject.figures.get(cell.key) for cell in cells)
        opening = subject.last_year.get(cells[-1].key)
        if gap := difference((opening, added), (removed, closing)):
            names = [cell.column_name for cell in cells]
            says = (
                f"{cells[0].row_name}：上年{names[2]} {opening} + {names[0]} {added} − {names[1]} {removed}"
                f" ≠ {names[2]} {closing}，相差 {plain(gap)}"
            )
            yield cells[-1].key, says


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


# What is counted alike under every edition and may be compared from year to year.
_COMPARED: tuple[CellRole, ...] = (
    "licensing_decisions",
    "penalty_decisions",
    "coercion_decisions",
    "charges",
    "received",
    "reviews",
    "suits",
)
JUMP_TIMES, JUMP_LEAST = 3, 30  # the larger is so many times the smaller, and so many 件 (万元) more


@rule("C203", Level.NOTICE, "与上年相比变化很大", "国办公开办函〔2021〕30号，三（二）：全面准确")
def jump(subject: FigureSubject) -> Iterator[CellHit]:
    """A figure three times last year's or a third of it, and 30 or more apart: notice, 三（二）, 全面准确."""
    if subject.last_year is None:
        return
    for cell in (cell for role in _COMPARED for cell in cells_with_role(subject.edition, role)):
        now, then = subject.figures.get(cell.key), subject.last_year.get(cell.key)
        if now is None or then is None:
            continue
        least, most = sorted((Decimal(now), Decimal(then)))
        if most - least >= JUMP_LEAST and most >= JUMP_TIMES * least:
            yield cell.key, f"{cell.label}：本年 {plain(now)}，上年 {plain(then)}，变化很大，请核对是否填错"


@rule("C204", Level.NOTICE, "没有上年的报告可以核对", "条例 第四十九条：每年公布")
def no_last_year(subject: FigureSubject) -> Iterator[CellHit]:
    """The agency published reports before, but the system has none of the year before: 条例 第四十九条, every year."""
    carried_in = subject.edition.role("carried_in")
    if carried_in and subject.last_year is None and subject.expects_last_year:
        says = f"系统里没有本机关 {subject.year - 1} 年度的报告，上年结转和现行有效件数无法核对；已经公布的请补录"
        yield carried_in[0], says
