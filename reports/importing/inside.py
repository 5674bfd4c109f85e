"""Our own PDF carries its data: they come first, and what is printed is compared with them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reports.editions import EditionError, NoEdition, cells_of, get
from reports.figures import FigureError, parse, text
from reports.importing import remarks
from reports.importing.reading import Reading, ReadSection, State, Value

DIFFERS = "文件内的数据与印出的不同"


def prefer(printed: Reading, inside: bytes) -> Reading:
    """The reading by the data inside; cells that are printed differently are in doubt, each with a finding.

    Data that are not ours are ignored: then the paper is all there is.
    """
    try:
        said = json.loads(inside)
        return _merged(printed, said)
    except (ValueError, KeyError, TypeError, AttributeError, FigureError, EditionError, NoEdition):
        return printed


def _merged(printed: Reading, said: Mapping[str, Any]) -> Reading:
    edition = get(said["edition"])
    cells, findings = {}, []
    for key, cell in cells_of(edition).items():
        figure = parse(cell, said["figures"][key])
        seen = printed.cells.get(key, Value(State.MISSING))
        state = State.BLANK if figure is None else State.READ
        if seen.figure != figure or printed.edition != edition.code:
            findings.append(remarks.of_difference(cell, text(figure), text(seen.figure) or seen.raw))
            cells[key] = Value(State.DOUBTFUL, figure, seen.raw, seen.place, DIFFERS)
        else:
            cells[key] = Value(state, figure, seen.raw, seen.place)
    prose = {str(key): str(value) for key, value in said["prose"].items()}
    headings = {part.key: part.heading for part in printed.sections}
    return replace(
        printed,
        edition=edition.code,
        agency=str(said["agency"]["title_name"]),
        year=int(said["year"]),
        title=str(said["title"]),
        opening=prose["opening"],
        contact=prose["contact"],
        sections=tuple(
            ReadSection(part.key, part.number, headings.get(part.key, part.heading), prose.get(part.key, ""))
            for part in edition.sections
        ),
        cells=cells,
        findings=(*findings, *(found for found in printed.findings if found.code in ("B102", "B103"))),
    )
