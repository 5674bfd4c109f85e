"""The content of a report as one value with one digest: the thing that is checked, signed, released and printed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.content import references
from reports.content.figures import Figures, complete, dump, parse_all
from reports.editions import Edition, get

# The facts of the agency a report carries with it, as they were when it was written.
AGENCY_FACTS = (
    "code",
    "name",
    "title_name",
    "address",
    "postcode",
    "telephone",
    "fax",
    "email",
    "contact_office",
    "portal_name",
    "portal_url",
)


def report_name(year: int) -> str:
    """What every report of the year is called, whoever wrote it."""
    return f"{year}年政府信息公开工作年度报告"


@dataclass(frozen=True)
class Content:
    """`agency` has the keys of AGENCY_FACTS, `figures` all cells of the edition, `prose` the edition's prose keys."""

    edition: Edition
    year: int
    agency: Mapping[str, str]
    figures: Figures
    prose: Mapping[str, str]

    @property
    def report_name(self) -> str:
        """What the report is called, without its agency."""
        return report_name(self.year)

    @property
    def title(self) -> str:
        """Agency, year and name, as file names and lists show it."""
        return f"{self.agency['title_name']}{self.report_name}"

    def data(self) -> dict[str, Any]:
        """The content as plain JSON values; money is text, so that every decimal survives."""
        return {
            "title": self.title,
            "edition": self.edition.code,
            "year": self.year,
            "agency": {key: self.agency[key] for key in AGENCY_FACTS},
            "figures": dump(self.figures),
            "prose": {key: self.prose[key] for key in self.edition.prose_keys},
        }

    def canonical(self) -> bytes:
        """The one spelling of the content as bytes: JSON with sorted keys and no spaces, in UTF-8."""
        return json.dumps(self.data(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def digest(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal. One changed character changes it."""
        return hashlib.sha256(self.canonical()).hexdigest()


def gather(
    edition_code: str, year: int, agency: Mapping[str, str], figures: Mapping[str, object], prose: Mapping[str, str]
) -> Content:
    """Content from stored values: figures are read and totals computed, missing prose is empty text."""
    edition = get(edition_code)
    return Content(
        edition=edition,
        year=year,
        agency={key: agency.get(key) or "" for key in AGENCY_FACTS},
        figures=complete(edition, parse_all(edition, figures).figures),
        prose={key: prose.get(key) or "" for key in edition.prose_keys},
    )


def printed(written: Content, last_year: Figures | None) -> Content:
    """The content as it prints: bound numbers have become figures. `last_year`: its figures, for those that compare."""
    prose = {
        key: references.resolve(key, text, written.edition, written.figures, last_year).text
        for key, text in written.prose.items()
    }
    return replace(written, prose=prose)
