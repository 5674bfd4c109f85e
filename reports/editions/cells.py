"""The cells of an edition: every key `table.row.column`, with its labels, its kind and what it adds up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reports.editions.schema import Block, CellKind, CellRole, Column, Edition, Row


@dataclass(frozen=True)
class Cell:
    """One cell. `parts` are the keys it adds up when it is a total (empty when it is typed).

    `row_labels` and `column_labels` run from the outermost heading to the innermost. `unit`: 件, 项, 元 or 万元.
    """

    key: str
    table: str
    row: str
    column: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    kind: CellKind
    unit: str
    print_unit: bool
    rulemakers_only: bool = False
    parts: tuple[str, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether the cell is a total, which nobody types."""
        return bool(self.parts)

    @property
    def row_name(self) -> str:
        """How a sentence names the row: with its group when it is one of the group's numbered items."""
        numbered = self.row_labels[-1:] and self.row_labels[-1][0].isdigit()
        return "".join(self.row_labels[-2:] if numbered else self.row_labels[-1:])

    @property
    def column_name(self) -> str:
        """How a sentence names the column: with its group where the label alone says too little (其他, 结果维持)."""
        alone = self.row_labels and (len(self.column_labels) < 3 or len(self.column_labels[-1]) > 2)
        return "·".join(self.column_labels[-1:] if alone else self.column_labels[-2:])

    @property
    def label(self) -> str:
        """How a sentence names the cell, such as “（三）不予公开1.属于国家秘密·自然人”."""
        return "·".join(filter(None, (self.row_name, self.column_name)))


@dataclass(frozen=True)
class Leaf:
    """A leaf row or column with its path: keys and labels from the root, and the keys of the leaves it sums."""

    node: Row | Column | None
    keys: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()


def leaves(
    nodes: tuple[Row, ...] | tuple[Column, ...], keys: tuple[str, ...] = (), labels: tuple[str, ...] = ()
) -> list[Leaf]:
    """The leaves of a tree of rows or columns, in the order of the paper."""
    listed: list[Leaf] = []
    for node in nodes:
        own_keys = (*keys, node.key) if node.key else keys
        own_labels = (*labels, node.label)
        children = node.rows if isinstance(node, Row) else node.columns
        if children:
            listed += leaves(children, own_keys, own_labels)
        else:
            sums = tuple(leaf.keys for leaf in listed if not leaf.sums) if node.sum else ()
            listed.append(Leaf(node, own_keys, own_labels, sums))
    return listed


def _key(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def cells_of_block(table: str, block: Block) -> Iterator[Cell]:
    """The cells of one block of a table, line by line."""
    columns = leaves(block.columns)
    for row in leaves(block.rows) or [Leaf(None)]:
        row_key = ".".join(row.keys)
        for column in columns:
            column_key = ".".join(column.keys)
            if column.sums:
                parts = tuple(_key(table, row_key, ".".join(keys)) for keys in column.sums)
            else:
                parts = tuple(_key(table, ".".join(keys), column_key) for keys in row.sums)
            node = column.node
            assert isinstance(node, Column)  # noqa: S101 - for the type checker
            yield Cell(
                key=_key(table, row_key, column_key),
                table=table,
                row=row_key,
                column=column_key,
                row_labels=row.labels,
                column_labels=column.labels,
                kind=node.kind,
                unit=node.unit,
                print_unit=node.print_unit,
                rulemakers_only=isinstance(row.node, Row) and row.node.rulemakers_only,
                parts=parts,
            )


@cache
def cells_of(edition: Edition) -> Mapping[str, Cell]:
    """Every cell of the edition by key, in the order of the paper."""
    blocks = ((key, block) for key, table in edition.tables.items() for block in table.blocks)
    return {cell.key: cell for key, block in blocks for cell in cells_of_block(key, block)}


def typed_keys(edition: Edition) -> tuple[str, ...]:
    """Keys of the cells a person fills; the others are computed from them."""
    return tuple(cell.key for cell in cells_of(edition).values() if not cell.computed)


def cells_with_role(edition: Edition, role: CellRole) -> tuple[Cell, ...]:
    """The cells that carry the meaning in this edition, in the order of its file; empty where it has none."""
    cells = cells_of(edition)
    return tuple(cells[key] for key in edition.role(role))
