"""The manual as a booklet on A4: a title, the contents with their pages, the text with its pictures."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.rendering import fonts, pdf
from reports.rendering.typesetting import Unprintable

PAGES = ("rendering/paper/booklet.html", "rendering/paper/booklet.css")


def picture_address(name: str) -> str:
    """How the booklet names a picture; nothing else can be fetched while it is drawn."""
    return f"picture:{name}"


def looks() -> str:
    """All that decides how a booklet looks: its page and its style sheet as they are written, and the faces."""
    sources = ((settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8") for name in PAGES)
    return "\n".join([*sources, *_stacks().values()])


def render(title: str, groups: Sequence[object], markup: SafeString, pictures: Mapping[str, Path]) -> bytes:
    """The PDF. `groups` are the contents: each a title and sections with title and anchor.

    Raises Unprintable for characters no font has, FontsMissing when faces are absent.
    """
    html = render_to_string(PAGES[0], {"title": title, "groups": groups, "markup": markup})
    missing = pdf.paper_fonts().missing("".join(_texts(html).split()), "song")
    if missing:
        raise Unprintable(f"{title}：字体中没有{'、'.join(missing)}")
    addressed = {picture_address(name): path for name, path in pictures.items()}
    return pdf.engine_of(render_to_string(PAGES[1], {"stacks": _stacks()}), addressed).write(html)


def _stacks() -> dict[str, str]:
    faces = pdf.paper_fonts()
    stacks = {role: pdf.families(faces.stack(role)) for role in get_args(fonts.Role)}
    return {**stacks, "bold": pdf.families(faces.stack("song", bold=True))}


class _Texts(HTMLParser):
    """What stands between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _texts(html: str) -> str:
    reader = _Texts()
    reader.feed(html)
    return "".join(reader.texts)
