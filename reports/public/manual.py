"""The manual for the people of an agency: docs/使用手册.md as a page, with contents and anchors for its sections.

The same text is handed around as a PDF (`reports.rendering.booklet`), so how an address is written is asked for.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MANUAL = Path(settings.BASE_DIR) / "docs" / "使用手册.md"
PICTURES = Path(settings.BASE_DIR) / "static" / "help"
# Who needs it → title of a section → its anchor, in the order of the manual. Pages of the desk name the anchor that
# fits them ({% block help %}).
GROUPS = {
    "先看这里": {
        "从这里开始": "start",
        "登录": "sign-in",
        "两步验证": "second-factor",
        "接受邀请": "invitation",
    },
    "管理员": {
        "谁任命谁": "people",
        "审核设置": "settings",
    },
    "填报人": {
        "开始一个年度": "year",
        "填报": "fill",
        "填表格": "table",
        "把空格填成 0": "zeros",
        "写文字": "prose",
        "几个人一起写": "together",
        "撤销和保存记录": "history",
        "改正和说明": "explain",
        "送审": "send",
    },
    "审核人": {
        "审核": "review",
    },
    "发布人": {
        "发布": "publish",
        "核对门户": "portal",
        "更正": "correct",
        "撤下": "withdraw",
    },
    "主管部门": {
        "督办": "supervise",
    },
    "以前的报告": {
        "导入以前公开的报告": "import",
    },
    "系统和其他": {
        "系统管理员": "admin",
        "快捷键": "keys",
        "公众怎样查阅": "read",
    },
}
ANCHORS = {title: anchor for sections in GROUPS.values() for title, anchor in sections.items()}


@dataclass(frozen=True)
class ManualSection:
    """A section of the manual, as its contents list it."""

    anchor: str
    title: str


@dataclass(frozen=True)
class ManualGroup:
    """Sections that one kind of person needs."""

    title: str
    sections: tuple[ManualSection, ...]


@dataclass(frozen=True)
class Manual:
    """The manual as a page: its title, the contents, and the text below the title as markup."""

    title: str
    sections: tuple[ManualSection, ...]
    markup: SafeString

    @property
    def groups(self) -> tuple[ManualGroup, ...]:
        """The contents by who needs them, without groups that the text has no section of."""
        groups = (
            ManualGroup(title, tuple(section for section in self.sections if section.title in titles))
            for title, titles in GROUPS.items()
        )
        return tuple(group for group in groups if group.sections)


def manual() -> Manual:
    """The manual as the file has it. It is read once a process; while the project is being changed (debug) every time.

    Raises KeyError for a section without an anchor, and for a link to a section that there is not.
    """
    return render(MANUAL.read_text(encoding="utf-8")) if settings.DEBUG else _cached()


@lru_cache(maxsize=1)
def _cached() -> Manual:
    return render(MANUAL.read_text(encoding="utf-8"))


def picture_on_page(name: str) -> str:
    """The address of a picture of the manual on the site."""
    return static(f"help/{name}")


def render(text: str, address: Callable[[str], str] = picture_on_page) -> Manual:
    """Markdown (CommonMark with tables, no HTML) as the manual: the first heading is its title, those of the second
    level begin its sections. A link to a section is written with its title (`#填报`), as any reader of Markdown wants
    it, and leads to its anchor. A picture in a paragraph of its own becomes a figure; `address` says where it lies.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    title, body = tokens[1].content, tokens[3:]
    sections = tuple(_mark_sections(body))
    for token in body:
        _lead_to_anchors(token)
    _make_figures(body, address)
    return Manual(title, sections, mark_safe(markdown.renderer.render(body, markdown.options, {})))  # noqa: S308


def _mark_sections(tokens: list[Token]) -> Iterator[ManualSection]:
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            section = ManualSection(ANCHORS[words.content], words.content)
            opening.attrSet("id", section.anchor)
            yield section


def _lead_to_anchors(token: Token) -> None:
    for child in token.children or ():
        address = str(child.attrGet("href") or "")
        if address.startswith("#"):
            child.attrSet("href", f"#{_by_slug()[address[1:]]}")


def _make_figures(tokens: list[Token], address: Callable[[str], str]) -> None:
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        if opening.type != "paragraph_open" or [child.type for child in children] != ["image"]:
            continue
        (picture,) = children
        name = PurePosixPath(str(picture.attrGet("src"))).name
        wide, high = picture_size(PICTURES / name)
        picture.attrs |= {"src": address(name), "width": wide, "height": high, "loading": "lazy"}
        caption = Token("html_inline", "", 0, content=f"<figcaption>{escape(picture.content)}</figcaption>")
        inline.children = [picture, caption]
        opening.tag = closing.tag = "figure"


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels. Raises OSError when there is none."""
    with path.open("rb") as file:
        wide, high = struct.unpack(">II", file.read(24)[16:])
    return wide, high


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, str]:
    """Anchors by the address that Markdown gives a heading, percent-encoded as its links are."""
    return {MarkdownIt().normalizeLink(title.replace(" ", "-")): anchor for title, anchor in ANCHORS.items()}
