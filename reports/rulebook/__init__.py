"""The rule book: every rule there is, with its level, meaning, source and an example, by family.

In: the rules as the arithmetic, the proofreader, the bound numbers and the reader of files declare them, and
`examples.yaml`. Out: what the page of rules shows. Pure. A rule without an example is listed without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports import binding, proofreading, validation
from reports.findings import Level
from reports.importing import remarks
from reports.rules import Rule

FAMILIES = {
    "B": "表内勾稽",
    "C": "与上年对照",
    "N": "文字里的数",
    "Y": "年份和日期",
    "F": "格式和名称",
    "T": "字词和标点",
    "P": "隐私和保密",
    "R": "重复和沿用",
    "U": "网址和邮箱",
    "I": "读取文件",
}


@dataclass(frozen=True)
class Example:
    """`shown` is what a report says; `wrong` the words in it that are marked (may be empty); `mend` what to do."""

    shown: str
    mend: str
    wrong: str = ""
    where: str = "overview"

    @property
    def pieces(self) -> tuple[str, str, str]:
        """What stands before the wrong words, those words, what stands behind."""
        return self.shown.partition(self.wrong) if self.wrong else (self.shown, "", "")


@dataclass(frozen=True)
class Entry:
    """One rule as people read of it."""

    code: str
    level: Level
    meaning: str
    source: str
    example: Example | None


@dataclass(frozen=True)
class Family:
    title: str
    entries: Sequence[Entry]


@cache
def entries() -> tuple[Entry, ...]:
    """Every rule, by code."""
    declared: list[Rule[Any]] = [*validation.RULES.values(), *proofreading.RULES.values()]
    facts = [(rule.code, rule.level, rule.meaning, rule.source) for rule in declared]
    facts.append((binding.CODE, Level.ERROR, "绑定的数字印不出来", "本系统：绑定的数字取自表格"))
    facts += [(code, *noted, "本系统：读取文件") for code, noted in remarks.NOTED.items()]
    said = examples()
    return tuple(Entry(*each, said.get(each[0])) for each in sorted(facts))


@cache
def examples() -> dict[str, Example]:
    """The examples by code. Raises TypeError for one with an unknown key."""
    read = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8"))
    return {code: Example(**example) for code, example in read.items()}


def families() -> list[Family]:
    """The rules by family, in the order of FAMILIES; a family not named there comes last under its letter."""
    found: dict[str, list[Entry]] = {letter: [] for letter in FAMILIES}
    for entry in entries():
        found.setdefault(entry.code[0], []).append(entry)
    return [Family(FAMILIES.get(letter, letter), kept) for letter, kept in found.items() if kept]
