"""校对意见: what the checks say of a report, numbered, with room for what is done about it, as a PDF."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.template.loader import render_to_string

from reports.rendering import pdf
from reports.rendering.fonts import Fonts
from reports.rendering.typesetting import Unprintable


@dataclass(frozen=True)
class Remark:
    """One finding, all as texts: its level and place in words, `mend` the words that should stand there, `explained`
    why it may stay and who said so; the last two may be empty."""

    number: int
    code: str
    level: str
    place: str
    says: str
    mend: str = ""
    explained: str = ""


@dataclass(frozen=True)
class RemarkSheet:
    """The whole list. `says` is which version this is and where it stands; `dated` when the content was last changed,
    `made` when this list was."""

    agency: str
    title: str
    says: str
    dated: str
    made: str
    digest: str
    remarks: tuple[Remark, ...]


def render(sheet: RemarkSheet) -> bytes:
    """The PDF of the list; the same list gives the same bytes. Raises Unprintable, FontsMissing."""
    faces = pdf.paper_fonts()
    refuse_unprintable(sheet.remarks, faces, sheet.agency, sheet.title)
    return pdf.engine().write(render_to_string("print/remarks.html", {"sheet": sheet}))


def refuse_unprintable(remarks: Sequence[Remark], faces: Fonts, *texts: str) -> None:
    """Raise Unprintable naming the characters that no font has."""
    said = [str(value) for remark in remarks for value in astuple(remark)]
    missing = faces.missing("".join("".join([*texts, *said]).split()), "song")
    if missing:
        raise Unprintable(f"校对意见：字体中没有{'、'.join(missing)}")
