"""The blocks of commands of the deployment page, as somebody who follows it would paste them."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "部署.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: under which heading it stands, its place among those of the heading, and its commands."""

    heading: str
    number: int
    commands: str


def blocks(text: str) -> list[Block]:
    """All blocks of a page in order."""
    headings = [(match.start(), match[1]) for match in _HEADING.finditer(text)]
    listed: list[Block] = []
    for match in _BLOCK.finditer(text):
        heading = next((words for at, words in reversed(headings) if at < match.start()), "")
        number = sum(block.heading == heading for block in listed) + 1
        listed.append(Block(heading, number, match[1]))
    return listed


Page = dict[tuple[int, int], str]
"""The commands of a page by the number of their section and their place in it."""


def numbered(text: str) -> Page:
    """The blocks of a page whose headings begin with a number."""
    return {(int(block.heading.partition(".")[0]), block.number): block.commands for block in blocks(text)}
