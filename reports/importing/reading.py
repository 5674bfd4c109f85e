"""What was read of a published report: figures by cell key with their provenance, prose, and every doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reports.editions import cells_of, get
from reports.figures import Figure, parse, text
from reports.findings import Finding, Level


class Unreadable(ValueError):
    """The file is refused: it cannot be read, or is no such report. The message is one Chinese sentence."""


class State(StrEnum):
    """How sure a value is. READ: the paper says it; BLANK: the paper leaves the cell blank; MISSING: the paper has no
    such cell, or it was not found; DOUBTFUL: the paper says something, and what it means is not certain."""

    READ = "read"
    BLANK = "blank"
    MISSING = "missing"
    DOUBTFUL = "doubtful"

    @property
    def label(self) -> str:
        return {"read": "读出", "blank": "空白", "missing": "没有找到", "doubtful": "存疑"}[self.value]


@dataclass(frozen=True)
class Place:
    """Where on the paper something stands: page (where the file has pages), table and row, counted from 1."""

    page: int | None = None
    table: int | None = None
    row: int | None = None

    @property
    def words(self) -> str:
        """Such as 第3页第2张表第5行."""
        units = ((self.page, "页"), (self.table, "张表"), (self.row, "行"))
        return "".join(f"第{number}{unit}" for number, unit in units if number is not None)


@dataclass(frozen=True)
class Value:
    """What the paper says for one cell. `raw` is the text as it stands there; `why` says what is doubtful about it."""

    state: State
    figure: Figure = None
    raw: str = ""
    place: Place = Place()
    why: str = ""


@dataclass(frozen=True)
class ReadSection:
    """A section as it was found. `heading` as printed, without its number; `text` its paragraphs, one a line."""

    key: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class Unmatched:
    """Something on the paper that found no place in the report."""

    text: str
    place: Place = Place()


@dataclass(frozen=True)
class Reading:
    """All that one file says. `cells` has every cell of the edition; `contact` is the part that says how to reach the
    office, wherever it stood; `kind` is what the file is (pdf, docx, html, …)."""

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
        return {key: value.figure for key, value in self.cells.items() if value.state is not State.MISSING}

    @property
    def prose(self) -> dict[str, str]:
        """Text by prose key, as a report holds it; sections that are tables are left out where they have no words."""
        said = {"opening": self.opening, "contact": self.contact}
        return said | {section.key: section.text for section in self.sections if section.text}

    def data(self) -> dict[str, object]:
        """The reading as plain JSON values, numbers as text."""
        return {
            "kind": self.kind,
            "edition": self.edition,
            "agency": self.agency,
            "year": self.year,
            "title": self.title,
            "opening": self.opening,
            "contact": self.contact,
            "sections": [
                {"key": part.key, "number": part.number, "heading": part.heading, "text": part.text}
                for part in self.sections
            ],
            "figures": {key: text(figure) or None for key, figure in self.figures.items()},
            "cells": {key: _plain(value) for key, value in self.cells.items()},
            "findings": [
                {"level": found.level.value, "code": found.code, "where": found.where, "says": found.says}
                for found in self.findings
            ],
            "unmatched": [{"text": left.text, **_placed(left.place)} for left in self.unmatched],
            "facts": dict(self.facts),
        }


def _plain(value: Value) -> dict[str, object]:
    return {"state": value.state.value, "raw": value.raw, **_placed(value.place), "why": value.why}


def _placed(place: Place) -> dict[str, object]:
    return {"page": place.page, "table": place.table, "row": place.row}


def from_data(data: Mapping[str, Any]) -> Reading:
    """The reading that `Reading.data` wrote."""
    known = cells_of(get(data["edition"]))
    figures = {key: parse(known[key], said) for key, said in data["figures"].items()}
    return Reading(
        **{name: data[name] for name in ("kind", "edition", "agency", "year", "title", "opening", "contact", "facts")},
        sections=tuple(ReadSection(**part) for part in data["sections"]),
        cells={
            key: Value(State(said["state"]), figures.get(key), said["raw"], _place(said), said["why"])
            for key, said in data["cells"].items()
        },
        findings=tuple(
            Finding(Level(said["level"]), said["code"], said["where"], said["says"]) for said in data["findings"]
        ),
        unmatched=tuple(Unmatched(said["text"], _place(said)) for said in data["unmatched"]),
    )


def _place(said: Mapping[str, Any]) -> Place:
    return Place(said["page"], said["table"], said["row"])
