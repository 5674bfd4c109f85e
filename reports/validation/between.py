"""C: what must hold between a report and the one of the year before."""

from collections.abc import Iterator
from decimal import Decimal

from reports.balances import apart
from reports.editions import Cell, Edition, cells_of
from reports.figures import plain
from reports.findings import Level
from reports.validation.registry import Hit, Subject, rule


@rule("C201", Level.ERROR, "上年结转与上年报告的结转下年度不一致", "国办公开办函〔2021〕30号，一（三）")
def carry_over(subject: Subject) -> Iterator[Hit]:
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
                    yield cell.key, says


@rule("C202", Level.WARNING, "现行有效件数不等于上年现行有效加制发减废止", "国办公开办函〔2021〕30号，附表二表头")
def in_force(subject: Subject) -> Iterator[Hit]:
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


# What is counted alike under every edition and may be compared: at least so many apart, and at least so many times.
_COMPARED = (
    "disclosure.licensing.decisions",
    "disclosure.penalties.decisions",
    "disclosure.coercion.decisions",
    "disclosure.charges.amount",
    "requests.received.total",
    "proceedings.review.total",
    "proceedings.direct_suit.total",
    "proceedings.suit_after_review.total",
)
JUMP_TIMES, JUMP_LEAST = 3, 30


@rule("C203", Level.NOTICE, "与上年相比变化很大", "国办公开办函〔2021〕30号，三（二）：全面准确")
def jump(subject: Subject) -> Iterator[Hit]:
    if subject.last_year is None:
        return
    cells = cells_of(subject.edition)
    for key in filter(cells.__contains__, _COMPARED):
        now, then = subject.figures.get(key), subject.last_year.get(key)
        if now is None or then is None:
            continue
        least, most = sorted((Decimal(now), Decimal(then)))
        if most - least >= JUMP_LEAST and most >= JUMP_TIMES * least:
            yield key, f"{cells[key].label}：本年 {plain(now)}，上年 {plain(then)}，变化很大，请核对是否填错"


@rule("C204", Level.NOTICE, "没有上年的报告可以核对", "条例 第四十九条：每年公布")
def no_last_year(subject: Subject) -> Iterator[Hit]:
    """The agency published before, but nothing for the year before this one."""
    if subject.last_year is None and subject.expects_last_year:
        says = f"系统里没有本机关 {subject.year - 1} 年度的报告，上年结转和现行有效件数无法核对；已经公布的请补录"
        yield "requests.carried_in.total", says
