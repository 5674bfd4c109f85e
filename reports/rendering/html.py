"""Document → one HTML file that stands alone: the official format, readable and printable in any browser."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from reports.content import Content
from reports.rendering import document

# The sheets of the public report page, in its order; the last is for printers only.
SCREEN, PAPER = ("tokens", "base", "public", "grid"), "print"


def render(content: Content) -> bytes:
    """The page as UTF-8, with its style inside and no address outside itself."""
    style = "\n".join([*(_sheet(name) for name in SCREEN), f"@media print {{\n{_sheet(PAPER)}\n}}"])
    page = render_to_string("print/page.html", {"document": document.build(content), "style": style})
    return page.encode()


def _sheet(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / "css" / f"{name}.css").read_text(encoding="utf-8")
