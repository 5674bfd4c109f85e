"""Document → one HTML file that stands alone: the official format, readable and printable in any browser."""

from django.template.loader import render_to_string

from reports.content import Content
from reports.rendering import document


def render(content: Content) -> bytes:
    """The page as UTF-8, with its style inside and no address outside itself."""
    page = render_to_string("print/page.html", {"document": document.build(content)})
    return page.encode()
