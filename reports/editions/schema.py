"""What an edition file may hold: frozen types, unknown keys refused.

The tree of rows and columns implies every sum: a row or column marked `sum` adds up what stands before it in its
group. Only balances between rows (勾稽关系) are written out, as two lists of row keys.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Key = Annotated[str, Field(pattern=r"^[a-z][a-z_]*[a-z]$")]
LabelText = Annotated[str, Field(min_length=1)]
CellKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]*[a-z](\.[a-z][a-z_]*[a-z])+$")]
CellKind = Literal["count", "change", "money"]

# What a cell means, whatever its key is in one edition: rules name these, editions say which cells have them.
# docs/editions.md explains each.
CellRole = Literal[
    "received",
    "carried_in",
    "concluded",
    "carried_out",
    "granted",
    "partly_granted",
    "refused",
    "unavailable",
    "declined",
    "other_processing",
    "normative_documents_issued",
    "normative_documents_in_force",
    "licensing_decisions",
    "penalty_decisions",
    "coercion_decisions",
    "charges",
    "reviews",
    "suits",
]

# Prose that stands around the sections of every edition: before the first and after the last.
AROUND = ("opening", "contact")


class Frozen(BaseModel):
    """A part of an edition: it cannot be changed, refuses keys it does not know, and converts no types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Column(Frozen):
    """A column heading: a leaf with cells under it, or a group of columns.

    `kind`: count (whole, not negative), change (whole, may be negative), money (decimal, not negative).
    `span`: how many columns of the table's grid a leaf takes.
    `print_unit`: papers write the unit inside the cell, because the heading does not name it.
    """

    key: Key | None = None
    label: LabelText
    span: Annotated[int, Field(ge=1)] = 1
    kind: CellKind = "count"
    unit: LabelText = "件"
    print_unit: bool = False
    sum: bool = False
    columns: tuple["Column", ...] = ()

    @model_validator(mode="after")
    def _leaf_has_key(self) -> Self:
        if not self.columns and self.key is None:
            raise ValueError(f"列“{self.label}”没有下级列，必须写明 key")
        idle = self.model_fields_set & {"span", "kind", "unit", "print_unit", "sum"} if self.columns else set()
        if idle:
            raise ValueError(f"列“{self.label}”含有下级列，不能写 {'、'.join(sorted(idle))}")
        return self


class Row(Frozen):
    """A row heading: a leaf with cells beside it (has a key), or a group of rows (has none).

    `vertical`: the paper sets the label from top to bottom. `rulemakers_only`: only bodies that may make 规章 fill it.
    """

    key: Key | None = None
    label: LabelText
    sum: bool = False
    vertical: bool = False
    rulemakers_only: bool = False
    rows: tuple["Row", ...] = ()

    @model_validator(mode="after")
    def _leaf_or_group(self) -> Self:
        if bool(self.rows) == bool(self.key):
            raise ValueError(f"行“{self.label}”必须且只能写明 key 或 rows 之一")
        idle = self.model_fields_set & ({"sum", "rulemakers_only"} if self.rows else {"vertical"})
        if idle:
            raise ValueError(
                f"行“{self.label}”{'含有下级行' if self.rows else '没有下级行'}，不能写 {'、'.join(sorted(idle))}"
            )
        return self

    @property
    def leaves(self) -> tuple["Row", ...]:
        """The rows with cells in this row's tree, from top to bottom; a leaf is its own."""
        return tuple(leaf for row in self.rows for leaf in row.leaves) if self.rows else (self,)


class Balance(Frozen):
    """The rows on the left add up to the rows on the right, in every column."""

    left: Annotated[tuple[Key, ...], Field(min_length=1)]
    right: Annotated[tuple[Key, ...], Field(min_length=1)]


class CarryOver(Frozen):
    """The row `opening` equals last year's row `closing`, in every column."""

    opening: Key
    closing: Key


class Stock(Frozen):
    """The column `closing` equals last year's plus `added` minus `removed`, in every row."""

    closing: Key
    added: Key
    removed: Key


class Block(Frozen):
    """Columns and the rows under them. Without rows it is one line of cells, keyed by its columns alone."""

    title: LabelText | None = None
    corner: LabelText | None = None
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: tuple[Row, ...] = ()
    balances: tuple[Balance, ...] = ()
    carry_overs: tuple[CarryOver, ...] = ()
    stocks: tuple[Stock, ...] = ()

    @property
    def leaf_rows(self) -> tuple[Row, ...]:
        """The rows with cells beside them, in the order of the paper."""
        return tuple(leaf for row in self.rows for leaf in row.leaves)


class Table(Frozen):
    """A table of the paper. `widths` of its grid columns are relative; the first `label_columns` hold row labels."""

    widths: Annotated[tuple[Annotated[int, Field(gt=0)], ...], Field(min_length=1)]
    label_columns: Annotated[int, Field(ge=0)]
    repeat_head: bool
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]


class Section(Frozen):
    """One of the six sections: a table, or prose with the topics it must cover."""

    key: Key
    number: LabelText
    heading: LabelText
    table: Table | None = None
    topics: tuple[LabelText, ...] = ()
    government_topics: tuple[LabelText, ...] = ()
    max_characters: Annotated[int, Field(gt=0)] | None = None

    @property
    def title(self) -> str:
        """The heading as it stands on the paper, such as 一、总体情况."""
        return f"{self.number}、{self.heading}"


class Edition(Frozen):
    """One official format. `code` is stored with every report; `first_year`–`last_year` are report years.

    `roles` says which cells carry the meanings that rules ask for; an edition without such a cell leaves the role out.
    """

    code: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    notice: LabelText
    notice_title: LabelText
    first_year: int
    last_year: int | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    roles: Mapping[CellRole, Annotated[tuple[CellKey, ...], Field(min_length=1)]] = {}

    def __hash__(self) -> int:
        """The hash of the code: an edition is the key of caches, and a mapping among its fields has no hash."""
        return hash(self.code)

    def role(self, role: CellRole) -> tuple[str, ...]:
        """Keys of the cells with this meaning, in the order of the file; empty where the format has no such cell."""
        return self.roles.get(role, ())

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by section key, in the order of the paper."""
        return {section.key: section.table for section in self.sections if section.table}

    @property
    def prose_keys(self) -> tuple[str, ...]:
        """Keys of a report's prose, in the order of the paper: the opening, the sections in words, the contact."""
        opening, contact = AROUND
        return (opening, *(section.key for section in self.sections if section.table is None), contact)

    def covers(self, year: int) -> bool:
        """Whether reports of the year follow this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
