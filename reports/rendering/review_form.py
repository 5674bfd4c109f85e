"""审签单: who drafted, reviewed and signed one version of a report, as a PDF in the same type as the paper.

Whoever drafted, reviewed and signed stays named (谁起草谁负责、谁审核谁负责、谁签发谁负责).
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.template.loader import render_to_string

from reports.rendering import pdf
from reports.rendering.typesetting import Unprintable


@dataclass(frozen=True)
class Signed:
    """One stage. Without a signature `signer` and all the rest are empty; `exemption` is a sentence."""

    name: str
    signer: str = ""
    at: str = ""
    opinion: str = ""
    checklist: tuple[str, ...] = ()
    exemption: str = ""


@dataclass(frozen=True)
class Explained:
    """A warning that stands, and why."""

    code: str
    says: str
    reason: str
    author: str
    at: str


@dataclass(frozen=True)
class Returned:
    """A send-back on the way to this version."""

    stage: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class ReviewForm:
    """Everything the form says, as texts; times are written out. `number` is the version (版次).

    `head` is the newest event of the report in the trail, as `verify_trail --since` takes it.
    """

    agency: str
    title: str
    number: int
    round: int
    reason: str
    digest: str
    sm3: str
    head: str
    writers: tuple[str, ...]
    stages: tuple[Signed, ...]
    explanations: tuple[Explained, ...] = ()
    returns: tuple[Returned, ...] = ()


def render(form: ReviewForm) -> bytes:
    """The PDF of the form; the same form gives the same bytes. Raises Unprintable, FontsMissing."""
    missing = pdf.paper_fonts().missing("".join(_texts(form)), "song")
    if missing:
        raise Unprintable(f"审签单：字体中没有{'、'.join(missing)}")
    return pdf.engine().write(render_to_string("rendering/paper/review_form.html", {"form": form}))


def _texts(value: object) -> Iterable[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield "".join(value.split())
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, ReviewForm | Signed | Explained | Returned):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
