"""Document → PDF/A-3a: the paper an agency uploads to its portal, with its own data inside.

The same content gives the same bytes. Nothing is fetched: the style sheet is filled in from `measures`, the fonts
are found by fontconfig in our folders only, and every address in the text is text.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from django.conf import settings
from django.template.loader import render_to_string

from reports.content.report import Content
from reports.rendering import document, fonts, measures
from reports.rendering.typesetting import Sheets, typeset

if TYPE_CHECKING:
    from reports.rendering.engine import Engine


def render(content: Content) -> bytes:
    """The PDF of a content. Raises Unprintable for characters no font has, FontsMissing when faces are absent."""
    faces = paper_fonts()
    sheets = typeset(document.build(content), faces)
    return engine().write(markup(sheets), content)


def paper_fonts() -> fonts.Fonts:
    """The faces of this installation: the free ones under var/, an agency's own before them where it has some."""
    return fonts.load(settings.FREE_FONT_DIR, settings.FONT_DIR)


def markup(sheets: Sheets) -> str:
    """The typeset paper as one HTML page; `stylesheet()` belongs to it."""
    return render_to_string("rendering/paper/paper.html", {"sheets": sheets})


def stylesheet() -> str:
    """The style sheet of the paper, with the measures and faces of this installation."""
    faces = paper_fonts()
    stacks = {role: families(faces.stack(role)) for role in get_args(fonts.Role)}
    return render_to_string(
        "rendering/paper/paper.css",
        {
            "m": measures,
            "stacks": {**stacks, "bold": families(faces.stack("fang", bold=True))},
            "width": measures.WIDTH,
            "right_mm": measures.PAGE_WIDTH_MM - measures.LEFT_MM - measures.WIDTH_MM,
            "bottom_mm": measures.PAGE_HEIGHT_MM - measures.TOP_MM - measures.HEIGHT_MM,
        },
    )


def families(names: tuple[str, ...]) -> str:
    """The names as CSS lists them."""
    return ", ".join(f'"{name}"' for name in names)


@cache
def engine() -> "Engine":
    """The engine with our fonts only; one for the process, for every paper of the house style."""
    return engine_of(stylesheet())


def engine_of(sheet: str, pictures: Mapping[str, Path] | None = None) -> "Engine":
    """An engine with our fonts only, for papers with another style sheet, or with pictures (by their address)."""
    config = paper_fonts().font_config(Path(settings.VAR_DIR) / "fontconfig")
    os.environ["FONTCONFIG_FILE"] = str(config)
    from reports.rendering.engine import Engine  # noqa: PLC0415 - importing it starts fontconfig, which reads the file just named

    return Engine(sheet, pictures)
