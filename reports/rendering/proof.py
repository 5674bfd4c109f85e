"""校样: a draft on paper, watermarked, with the digest of what it says and a code that leads back to it.

Its findings are marked where they are, numbered; the list of them follows the paper. Lines and pages end where those
of the paper do: marks take no room.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import segno
from django.template.loader import render_to_string

from reports.content.report import Content
from reports.findings import Level
from reports.rendering import document, pdf
from reports.rendering.fonts import Role
from reports.rendering.lines import Run
from reports.rendering.marks import Mark, heaviest, marked
from reports.rendering.remarks import RemarkLine, refuse_unprintable
from reports.rendering.typesetting import SetText, Sheets, typeset


@dataclass(frozen=True)
class Stamp:
    """What stands at the head of every page: `says` where the report is and when this was made; `address` the page
    that tells whether the report still says the same."""

    says: str
    address: str


def render(content: Content, stamp: Stamp, marks: Sequence[Mark] = (), remarks: Sequence[RemarkLine] = ()) -> bytes:
    """The PDF of a draft. `remarks` are the findings the `marks` are numbers of. Raises Unprintable, FontsMissing."""
    faces = pdf.paper_fonts()
    refuse_unprintable(remarks, faces)
    sheets = _flagged(typeset(marked(document.build(content), marks), faces), marks)
    context = {
        "sheets": sheets,
        "says": stamp.says,
        "digest": content.digest(),
        "code": _square(stamp.address),
        "remarks": remarks,
    }
    return pdf.engine().write(render_to_string("rendering/paper/proof.html", context))


@dataclass(frozen=True)
class ProofPiece:
    """A stretch of a line to be drawn: `level` is how it is marked, `flags` the numbers that stand at its beginning."""

    text: str
    role: Role
    bold: bool
    level: str
    flags: tuple[int, ...]


@dataclass(frozen=True)
class FlaggedText(SetText):
    """A paragraph with its marks."""

    pieces: tuple[tuple[float, tuple[tuple[ProofPiece, float], ...]], ...] = ()

    @property
    def printed(self) -> list[tuple[float, list[tuple[Run | ProofPiece, float]]]]:  # type: ignore[override]
        """For each line its indent and its pieces with their letter-spacing, both in points."""
        return [(indent, list(line)) for indent, line in self.pieces]


def _flagged(sheets: Sheets, marks: Sequence[Mark]) -> Sheets:
    """The sheets with the number of each finding where its words begin, once."""
    levels = {mark.number: mark.level for mark in marks}
    numbered: set[int] = set()
    blocks = [_with_flags(block, levels, numbered) if isinstance(block, SetText) else block for block in sheets.blocks]
    return replace(sheets, blocks=tuple(blocks))


def _with_flags(text: SetText, levels: Mapping[int, Level], numbered: set[int]) -> FlaggedText:
    lines = []
    for indent, runs in text.printed:
        pieces = []
        for run, spacing in runs:
            new = tuple(number for number in run.marks if number not in numbered)
            numbered.update(new)
            level = heaviest([levels[number] for number in run.marks])
            pieces.append((ProofPiece(run.text, run.role, run.bold, level, new), spacing))
        lines.append((indent, tuple(pieces)))
    text_fields = {part.name: getattr(text, part.name) for part in fields(SetText)}
    return FlaggedText(**text_fields, pieces=tuple(lines))


def _square(address: str) -> str:
    """The address as a QR code (ISO/IEC 18004), as SVG without a size of its own."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return out.getvalue().decode()
