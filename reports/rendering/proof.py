"""校样: a draft on paper, watermarked, with the digest of what it says and a code that leads back to it."""

import io
from dataclasses import dataclass

import segno
from django.template.loader import render_to_string

from reports.content import Content
from reports.rendering import document, pdf
from reports.rendering.typesetting import typeset


@dataclass(frozen=True)
class Stamp:
    """What stands at the head of every page: `says` where the report is and when this was made; `address` the page
    that tells whether the report still says the same."""

    says: str
    address: str


def render(content: Content, stamp: Stamp) -> bytes:
    """The PDF of a draft. Raises Unprintable, FontsMissing."""
    sheets = typeset(document.build(content), pdf.paper_fonts())
    context = {"sheets": sheets, "says": stamp.says, "digest": content.digest(), "code": _square(stamp.address)}
    return pdf.engine().write(render_to_string("print/proof.html", context))


def _square(address: str) -> str:
    """The address as a QR code (ISO/IEC 18004), as SVG without a size of its own."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return out.getvalue().decode()
