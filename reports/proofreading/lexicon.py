"""Lexicons: pairs of what is wrong and what is right, from data files that an office can add to."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "lexicons"


@dataclass(frozen=True)
class Pair:
    """`wrong` finds the words, `right` is what they should be."""

    wrong: re.Pattern[str]
    right: str


@cache
def pairs(name: str) -> tuple[Pair, ...]:
    """The pairs of a file. Raises ValueError with the entry for one that is not a pair of texts."""
    entries = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != {"wrong", "right"}:
            raise ValueError(f"{name}.yaml: {entry!r} is not a pair of wrong and right")
        found.append(Pair(re.compile(str(entry["wrong"])), str(entry["right"])))
    return tuple(found)
