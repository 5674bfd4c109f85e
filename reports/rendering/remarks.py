"""校对意见: what the checks say of a report, numbered, with room for what is done about it, as a PDF."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.template.loader import render_to_string

from reports.rendering import pdf
from reports.rendering.fonts import Fonts
from reports.rendering.typesetting import Unprintable


@dataclass(frozen=True)
class RemarkLine:
    """One finding, all as texts.

    `level` and `place` are words for readers, `fix` the words that should stand there, `explained` why it may stand and
    who explained it; the last two may be empty.
    """

    number: int
    code: str
    level: str
    place: str
    says: str
    fix: str = ""
    explained: str = ""


@dataclass(frozen=True)
class RemarkSheet:
    """The whole list, all as texts.

    `says` is the version and its state; `changed_at` when the content was last changed, `generated_at` when the list
    was made.
    """

    agency: str
    title: str
    says: str
    changed_at: str
    generated_at: str
    digest: str
    remarks: tuple[RemarkLine, ...]


def render(sheet: RemarkSheet) -> bytes:
    """The PDF of the list; the same list gives the same bytes. Raises Unprintable, FontsMissing."""
    faces = pdf.paper_fonts()
    refuse_unprintable(sheet.remarks, faces, sheet.agency, sheet.title)
    return pdf.engine().write(render_to_string("rendering/paper/remarks.html", {"sheet": sheet}))


def refuse_unprintable(remarks: Sequence[RemarkLine], faces: Fonts, *texts: str) -> None:
    """Raise Unprintable naming the characters that no font has."""
    remark_texts = [str(value) for remark in remarks for value in astuple(remark)]
    missing = faces.missing("".join("".join([*texts, *remark_texts]).split()), "song")
    if missing:
        raise Unprintable(f"校对意见：字体中没有{'、'.join(missing)}")
