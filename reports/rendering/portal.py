"""Document → HTML for a portal: what is left when a person pastes a report into a portal's editor, made beforehand.

The one drawing of the report (templates/rendering/) with its looks written into each element: no class, no id, no
style sheet, no script, no address but absolute links. Looks stand on div, span, p and table markup only, which every
editor keeps; headings and emphasis inside them may go without a trace.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.template.loader import render_to_string

from reports.content.report import Content
from reports.rendering import document
from reports.rendering.fonts.choosing import LICENSED, Role


def _faces(role: Role) -> str:
    return f"font-family:{','.join(LICENSED[role])},{'sans-serif' if role == 'hei' else 'serif'}"


ROOT = f"max-width:1000px;margin:0 auto;{_faces('fang')};font-size:18px;line-height:1.9;text-align:left"
# What each part of the drawing looks like; what stands further down is added to what stands above.
LOOKS = {
    ".report-title span": "display:block",
    ".prose p": "margin:0;text-indent:2em;text-align:justify;overflow-wrap:anywhere",
    ".grid-frame": "max-width:100%;overflow-x:auto;margin:8px 0",
    "table": f"width:100%;border-collapse:collapse;border-spacing:0;{_faces('song')};font-size:14px;line-height:1.4",
    "th, td": "border:1px solid #000;padding:4px;font-weight:normal;text-align:center;vertical-align:middle",
    "td": "white-space:nowrap",
    ".grid-requests th.row": "min-width:11em;text-align:left",
    ".grid-requests th.row[scope=rowgroup]": "width:8em;min-width:4em;text-align:center",
    ".grid-requests th.vertical": "width:auto;min-width:0;writing-mode:vertical-rl;letter-spacing:0.2em",
    ".grid-requests th.column, .grid-proceedings th.column": "min-width:2em",
    ".grid-requests td": "width:6.5%",
    ".grid-proceedings td": "width:6.6%",
}
# The same for elements that an editor may take away: their looks stand on an element around them.
AROUND = {
    "h1": ("div", f"margin:0 0 1em;{_faces('song_title')};font-size:1.4em;font-weight:bold;text-align:center"),
    "h2": ("div", f"margin:1em 0 0;{_faces('hei')};font-weight:bold;text-indent:2em"),
    "h3": ("div", f"{_faces('kai')};font-weight:bold;text-indent:2em"),
    "strong.run-in": ("span", f"{_faces('kai')};font-weight:bold"),
    "strong:not(.run-in)": ("span", "font-weight:bold"),
}
PLAIN = "margin:0;padding:0;font:inherit;color:inherit;text-decoration:none"
KEPT_ATTRIBUTES = ("style", "colspan", "rowspan", "scope", "href", "role", "tabindex", "aria-label")
# Left out: what a style sheet of ours would hide, the widths it would set, and the name that the heading says.
DROPPED = ".grid-hint, caption, colgroup"
ADDRESS = re.compile(r"https?://[\w!#$%&()*+,./:;=?@\[\]~-]*[\w/]", re.ASCII)


def render(content: Content) -> bytes:
    """A page that holds the report and nothing else, to open in a browser and copy from."""
    return render_to_string(
        "rendering/paper/portal.html", {"title": content.title, "report": fragment(content)}
    ).encode()


def fragment(content: Content) -> str:
    """The report alone, as it goes to the clipboard."""
    context = {"document": document.build(content)}
    drawn = "".join(render_to_string(f"rendering/_{part}.html", context) for part in ("title", "document"))
    soup = BeautifulSoup(f"<div>{drawn}</div>", "lxml")
    root = soup.div
    assert root is not None  # noqa: S101 - for the type checker
    for tag in root.select(DROPPED):
        tag.decompose()
    _link_addresses(soup, root)
    _look(soup, root)
    for tag in root.find_all(True):
        tag.name = "div" if tag.name == "section" else tag.name
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT_ATTRIBUTES and _stands(tag, name)}
    root["style"] = ROOT
    return str(root)


def _look(soup: BeautifulSoup, root: Tag) -> None:
    for selector, style in LOOKS.items():
        for tag in root.select(selector):
            tag["style"] = f"{tag['style']};{style}" if tag.get("style") else style
    for selector, (name, style) in AROUND.items():
        for tag in root.select(selector):
            tag.wrap(soup.new_tag(name, attrs={"style": style}))
            tag["style"] = PLAIN


def _stands(tag: Tag, name: str) -> bool:
    """A name for the ear belongs to a region, and a section is none any more."""
    return name != "aria-label" or tag.get("role") == "region"


def _link_addresses(soup: BeautifulSoup, root: Tag) -> None:
    """Web addresses in the prose become links; what they look like does not hang on the link."""
    for text in list(root.find_all(string=ADDRESS)):
        text.replace_with(*_pieces(soup, str(text)))


def _pieces(soup: BeautifulSoup, text: str) -> Iterator[Tag | NavigableString]:
    end = 0
    for match in ADDRESS.finditer(text):
        yield NavigableString(text[end : match.start()])
        link = soup.new_tag("a", attrs={"href": match[0], "style": PLAIN})
        link.string = match[0]
        shown = soup.new_tag("span", attrs={"style": "text-decoration:underline"})
        shown.append(link)
        yield shown
        end = match.end()
    yield NavigableString(text[end:])
