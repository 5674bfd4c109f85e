"""A published report as it was read: figures by cell key with where they stand, prose, and every doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, TypeAdapter, model_serializer, model_validator

from reports.content.figures import Figure, parse, text
from reports.editions import cells_of, get
from reports.findings import Finding


class Unreadable(ValueError):
    """The file is refused: it cannot be read, or is no such report. The message is one Chinese sentence."""


class ValueState(StrEnum):
    """How sure a value is. READ: it is printed; BLANK: the paper leaves the cell blank; MISSING: the paper has no
    such cell, or it was not recognised; DOUBTFUL: something is printed, and what it means is not certain."""

    READ = "read"
    BLANK = "blank"
    MISSING = "missing"
    DOUBTFUL = "doubtful"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return {"read": "读出", "blank": "空白", "missing": "没有找到", "doubtful": "存疑"}[self.value]


@dataclass(frozen=True)
class FilePlace:
    """Where on the paper something stands: page (where the file has pages), table and row, counted from 1.

    `block` is the number of the line or row in a paper that was `blocks.numbered`; it is never stored.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    block: Annotated[int | None, Field(exclude=True)] = None

    @property
    def words(self) -> str:
        """Such as 第3页第2张表第5行."""
        units = ((self.page, "页"), (self.table, "张表"), (self.row, "行"))
        return "".join(f"第{number}{unit}" for number, unit in units if number is not None)


class Placed:
    """Something that has a `place` on the paper. As data its page, table and row stand beside its other values."""

    @model_serializer(mode="wrap")
    def _flat(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        flat: dict[str, Any] = {}
        for name, value in serialize(self).items():
            flat |= value if name == "place" else {name: value}
        return flat

    @model_validator(mode="before")
    @classmethod
    def _nested(cls, data: Any) -> Any:
        """`data` as it was written."""
        if not isinstance(data, Mapping):
            return data
        return {**data, "place": {name: data[name] for name in ("page", "table", "row")}}


@dataclass(frozen=True)
class Value(Placed):
    """What the paper says for one cell. `raw` is the text as it stands there; `why` says what is doubtful about it."""

    state: ValueState
    figure: Annotated[Figure, Field(exclude=True)] = None  # as data in `figures`, as text
    raw: str = ""
    place: FilePlace = FilePlace()
    why: str = ""


@dataclass(frozen=True)
class ReadSection:
    """A section of the paper. `heading` as printed, without its number; `text` its paragraphs, one a line."""

    key: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class Unmatched(Placed):
    """Something on the paper that found no place in the report."""

    text: str
    place: FilePlace = FilePlace()


@dataclass(frozen=True)
class Reading:
    """Everything read from one file. `cells` has every cell of the edition; `contact` is how to reach the office,
    wherever it stood; `kind` is what the file is (pdf, docx, html, …)."""

    kind: str
    edition: str
    agency: str
    year: int | None
    title: str
    opening: str
    contact: str
    sections: tuple[ReadSection, ...]
    cells: Mapping[str, Value]
    findings: tuple[Finding, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> dict[str, Figure]:
        """The cells the paper has, blanks as None."""
        return {key: value.figure for key, value in self.cells.items() if value.state is not ValueState.MISSING}

    @property
    def prose(self) -> dict[str, str]:
        """Text by prose key, as a report holds it; sections that are tables are left out where they have no words."""
        parts = {"opening": self.opening, "contact": self.contact}
        return parts | {section.key: section.text for section in self.sections if section.text}

    def data(self) -> dict[str, Any]:
        """The reading as plain JSON values, numbers as text."""
        data: dict[str, Any] = _READING.dump_python(self, mode="json", exclude=_ONLY_IN_MEMORY)
        return data | {"figures": {key: text(figure) or None for key, figure in self.figures.items()}}


_READING = TypeAdapter(Reading)
# A reader's findings are about the file: they point to no words of the text, and propose none.
_ONLY_IN_MEMORY = {"findings": {"__all__": {"suggests", "span"}}}


def from_data(data: Mapping[str, Any]) -> Reading:
    """The reading that `Reading.data` wrote. Raises pydantic's ValidationError where it is none."""
    known = cells_of(get(data["edition"]))
    figures = {key: parse(known[key], figure) for key, figure in data["figures"].items()}
    cells = {key: {**value, "figure": figures.get(key)} for key, value in data["cells"].items()}
    return _READING.validate_python({**data, "cells": cells})
