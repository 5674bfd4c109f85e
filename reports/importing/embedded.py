"""The data that our own PDF carries: they are taken first, and the printed figures are compared with them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reports.content.figures import FigureError, parse, text
from reports.editions import EditionError, NoEdition, cells_of, get
from reports.importing import remarks
from reports.importing.reading import Reading, ReadSection, Value, ValueState

DIFFERS = "文件内的数据与印出的不同"


def prefer_embedded(printed: Reading, embedded: bytes) -> Reading:
    """The reading by the embedded data (JSON bytes); cells printed differently are in doubt, each with a finding.

    Data that are not ours are ignored: then the paper is all there is.
    """
    try:
        return _merged(printed, json.loads(embedded))
    except (ValueError, KeyError, TypeError, AttributeError, FigureError, EditionError, NoEdition):
        return printed


def _merged(printed: Reading, content: Mapping[str, Any]) -> Reading:
    edition = get(content["edition"])
    cells, findings = {}, []
    for key, cell in cells_of(edition).items():
        figure = parse(cell, content["figures"][key])
        seen = printed.cells.get(key, Value(ValueState.MISSING))
        state = ValueState.BLANK if figure is None else ValueState.READ
        if seen.figure != figure or printed.edition != edition.code:
            findings.append(remarks.difference_finding(cell, text(figure), text(seen.figure) or seen.raw))
            cells[key] = Value(ValueState.DOUBTFUL, figure, seen.raw, seen.place, DIFFERS)
        else:
            cells[key] = Value(state, figure, seen.raw, seen.place)
    prose = {str(key): str(value) for key, value in content["prose"].items()}
    headings = {part.key: part.heading for part in printed.sections}
    return replace(
        printed,
        edition=edition.code,
        agency=str(content["agency"]["title_name"]),
        year=int(content["year"]),
        title=str(content["title"]),
        opening=prose["opening"],
        contact=prose["contact"],
        sections=tuple(
            ReadSection(part.key, part.number, headings.get(part.key, part.heading), prose.get(part.key, ""))
            for part in edition.sections
        ),
        cells=cells,
        findings=(*findings, *(each for each in printed.findings if each.code in ("B102", "B103"))),
    )
