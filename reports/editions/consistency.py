"""What the fields of an edition file cannot show one by one: whether they fit together.

In: an `Edition`. Out: every misfit with its place in the file: keys used twice, lines that leave a hole in the grid,
sums of nothing, relations between rows or columns that do not exist, roles of cells that do not exist, settings that
would do nothing.
"""

from collections.abc import Iterator, Sequence

from reports.editions.cells import cells_of_block, leaves
from reports.editions.schema import AROUND, Balance, Block, CarryOver, Column, Edition, Row, Section, Stock, Table

Place = tuple[int | str, ...]
Fault = tuple[Place, str]


def faults(edition: Edition) -> Iterator[Fault]:
    """Every misfit: its place (keys and indexes from the top of the file) and a sentence."""
    if edition.last_year is not None and edition.last_year < edition.first_year:
        yield ("last_year",), f"早于 first_year（{edition.first_year}）"
    seen: set[str] = set()
    for index, section in enumerate(edition.sections):
        place: Place = ("sections", index)
        if section.key in seen or section.key in AROUND:
            yield (*place, "key"), f"键“{section.key}”重复" if section.key in seen else f"“{section.key}”另有用途"
        else:
            yield from _of_section(place, section)
        seen.add(section.key)
    yield from _roles(edition)


def _roles(edition: Edition) -> Iterator[Fault]:
    """Roles name cells that exist, each once."""
    # Not `cells_of`: an edition with other faults must not enter its cache.
    known = {
        cell.key
        for table_key, table in edition.tables.items()
        for block in table.blocks
        for cell in cells_of_block(table_key, block)
    }
    for role, keys in edition.roles.items():
        for index, key in enumerate(keys):
            if key not in known:
                yield ("roles", role, index), f"提到不存在的单元格“{key}”"
            elif key in keys[:index]:
                yield ("roles", role, index), f"单元格“{key}”重复"


def _of_section(place: Place, section: Section) -> Iterator[Fault]:
    if section.table is None:
        return
    for name in ("topics", "government_topics", "max_characters"):
        if getattr(section, name):
            yield (*place, name), "只用于文字部分，不用于表格"
    keys: set[str] = set()
    for index, block in enumerate(section.table.blocks):
        here = (*place, "table", "blocks", index)
        yield from _sums(here, block)
        yield from _shape(here, section.table, block)
        yield from _relations(here, block)
        for cell in cells_of_block(section.key, block):
            if cell.key in keys:
                yield here, f"单元格键“{cell.key}”重复"
                break  # the other cells of the row or column would say it again
            keys.add(cell.key)


def _sums(place: Place, block: Block) -> Iterator[Fault]:
    """A sum adds up what stands before it among its siblings, so something must stand there."""
    for name, nodes in (("columns", block.columns), ("rows", block.rows)):
        yield from _sums_of_nothing((*place, name), nodes)


def _sums_of_nothing(place: Place, nodes: Sequence[Row | Column]) -> Iterator[Fault]:
    for index, node in enumerate(nodes):
        if node.sum and all(before.sum for before in nodes[:index]):
            yield (*place, index, "sum"), f"“{node.label}”是合计，但前面没有可相加的项"
        children, name = (node.rows, "rows") if isinstance(node, Row) else (node.columns, "columns")
        yield from _sums_of_nothing((*place, index, name), children)


def _shape(place: Place, table: Table, block: Block) -> Iterator[Fault]:
    """Headings and lines fill the grid exactly."""
    wide = sum(_width(column) for column in block.columns) + (table.label_columns if block.rows else 0)
    if wide != len(table.widths):
        yield (*place, "columns"), f"连同行标题占 {wide} 列，而表格的 widths 有 {len(table.widths)} 列"
    if (deep := _depth(block.rows)) > table.label_columns:
        yield (*place, "rows"), f"行标题有 {deep} 层，而表格的 label_columns 是 {table.label_columns}"
    if (block.corner is None) != (not block.rows):
        yield (*place, "corner"), "有 rows 时必须写明，没有 rows 时不能写"


def _width(column: Column) -> int:
    return sum(map(_width, column.columns)) if column.columns else column.span


def _depth(rows: Sequence[Row]) -> int:
    return max((1 + _depth(row.rows) for row in rows), default=0)


def _relations(place: Place, block: Block) -> Iterator[Fault]:
    """Balances and carry-overs name rows that exist, stocks name columns that exist."""
    rows = {".".join(leaf.keys) for leaf in leaves(block.rows)}
    columns = {".".join(leaf.keys) for leaf in leaves(block.columns)}
    yield from _unknown((*place, "balances"), block.balances, "行", rows)
    yield from _unknown((*place, "carry_overs"), block.carry_overs, "行", rows)
    yield from _unknown((*place, "stocks"), block.stocks, "列", columns)
    if block.stocks and not block.rows:
        yield (*place, "stocks"), "没有 rows 的一块不能写"


def _unknown(
    place: Place, relations: Sequence[Balance | CarryOver | Stock], kind: str, known: set[str]
) -> Iterator[Fault]:
    for index, relation in enumerate(relations):
        for side, named in relation:
            for key in (named,) if isinstance(named, str) else named:
                if key not in known:
                    yield (*place, index, side), f"提到不存在的{kind}“{key}”"
