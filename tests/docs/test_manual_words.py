"""docs/使用手册.md: what it calls a button (【送审】) or a page (“工作台”) stands so in templates, scripts or Python.

… stands for what differs from page to page: 【以此开始…年度草稿】.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from reports.public import manual
from tests import house

TEXT = manual.MANUAL.read_text(encoding="utf-8")
# The manual speaks of the signs themselves once, in its first sentence.
WORDS = sorted({word for word in re.findall(r"【([^】]*)】|“([^”]*)”", TEXT) if any(word)})
GAP = "\0"
UNSEEN = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def in_templates() -> Iterator[str]:
    """The text of every template with gaps where tags stand, and the texts in quotation marks within the tags."""
    for path in sorted((house.PROJECT / "templates").rglob("*.*")):
        text = UNSEEN.sub("", path.read_text(encoding="utf-8"))
        yield TAG.sub(GAP, text)
        for tag in TAG.findall(text):
            yield from re.findall(r'"([^"]*)"', TAG.sub(GAP, tag) if tag.startswith("<") else tag)
            yield from re.findall(r'"([^"]*)"', tag)


def in_scripts() -> Iterator[str]:
    for path in sorted((house.PROJECT / "static" / "js").rglob("*.js")):
        yield from re.findall(r'"([^"\n]*)"', path.read_text(encoding="utf-8"))


def in_python() -> Iterator[str]:
    """Every string but docstrings, with gaps in the place of values."""
    for name in house.modules():
        tree = house.tree(name)
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                yield node.value


@cache
def on_screen() -> str:
    """All that a person may see, a line each, without blanks."""
    texts = [*in_templates(), *in_scripts(), *in_python()]
    return "\n".join(re.sub(r"\s+", "", text) for text in texts)


def stands_on_screen(word: str) -> bool:
    pieces = [re.escape(re.sub(r"\s+", "", piece)) for piece in word.split("…")]
    return re.search(r"[^\n]{1,20}?".join(pieces), on_screen()) is not None


@pytest.mark.parametrize("word", [button or page for button, page in WORDS])
def test_word_of_the_manual_stands_on_the_screen(word: str) -> None:
    assert stands_on_screen(word)


def test_what_is_only_in_a_comment_or_a_docstring_is_not_on_the_screen() -> None:
    assert [word for word in ("写意见", "以此开始…年度草稿") if not stands_on_screen(word)] == []
    unseen = ("送审吧", "The desk (工作台)", "One line of what happened")
    assert [word for word in unseen if stands_on_screen(word)] == []


def test_english_manual_has_the_same_sections_and_leads_to_the_chinese_one() -> None:
    english = (house.PROJECT / "docs" / "manual.md").read_text(encoding="utf-8")
    assert "](使用手册.md)" in english
    titles = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert re.findall(r"^## .+（([^）]+)）$", english, re.MULTILINE) == titles
