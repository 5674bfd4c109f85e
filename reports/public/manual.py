"""The manual for the people of an agency: docs/使用手册.md as one page, with contents and anchors for its sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MANUAL = Path(settings.BASE_DIR) / "docs" / "使用手册.md"
# Title of a section → its anchor. Pages of the desk name the anchor that fits them ({% block help %}).
ANCHORS = {
    "从这里开始": "start",
    "登录": "sign-in",
    "两步验证": "second-factor",
    "接受邀请": "invitation",
    "谁任命谁": "people",
    "开始一个年度": "year",
    "填报": "fill",
    "把空格填成 0": "zeros",
    "改正和说明": "explain",
    "送审": "send",
    "审核": "review",
    "审核设置": "settings",
    "发布": "publish",
    "更正": "correct",
    "撤下": "withdraw",
    "督办": "supervise",
    "导入以前公开的报告": "import",
    "核对门户": "portal",
    "系统管理员": "admin",
    "公众怎样查阅": "read",
}


@dataclass(frozen=True)
class ManualSection:
    """A section of the manual, as its contents list it."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Manual:
    """The manual as a page: its title, the contents, and the text below the title as markup."""

    title: str
    sections: tuple[ManualSection, ...]
    markup: SafeString


def manual() -> Manual:
    """The manual as the file has it. It is read once a process; while the project is being changed (debug) every time.

    Raises KeyError for a section without an anchor, and for a link to a section that there is not.
    """
    return render(MANUAL.read_text(encoding="utf-8")) if settings.DEBUG else _cached()


@lru_cache(maxsize=1)
def _cached() -> Manual:
    return render(MANUAL.read_text(encoding="utf-8"))


def render(text: str) -> Manual:
    """Markdown (CommonMark with tables, no HTML) as the manual: the first heading is its title, those of the second
    level begin its sections. A link to a section is written with its title (`#填报`), as any reader of Markdown wants
    it, and leads to its anchor.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    title, body = tokens[1].content, tokens[3:]
    sections = tuple(_mark_sections(body))
    for token in body:
        _lead_to_anchors(token)
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


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, str]:
    """Anchors by the address that Markdown gives a heading, percent-encoded as its links are."""
    return {MarkdownIt().normalizeLink(title.replace(" ", "-")): anchor for title, anchor in ANCHORS.items()}
