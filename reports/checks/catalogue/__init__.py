"""The catalogue of rules: every rule with its level, meaning, source and an example, by family.

In: the rules as the arithmetic, the proofreader, the bound numbers and the reader of files declare them, and
`examples.yaml`. Out: what the page of rules shows. A rule without an example is listed without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.checks import arithmetic, limits, prose
from reports.checks.rule import Rule
from reports.content import references
from reports.findings import Level
from reports.importing import remarks

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
    """An example of a rule.

    `shown` is a text of a report, `wrong` the words in it that are marked (may be empty), `fix` what to write or do
    instead, `where` the prose key of the part it stands in.
    """

    shown: str
    fix: str
    wrong: str = ""
    where: str = "overview"

    @property
    def pieces(self) -> tuple[str, str, str]:
        """`shown` in three: what stands before the wrong words, those words, what stands after them."""
        return self.shown.partition(self.wrong) if self.wrong else (self.shown, "", "")


@dataclass(frozen=True)
class CatalogueEntry:
    """One rule as the page of rules lists it; `example` is None where there is none."""

    code: str
    level: Level
    meaning: str
    source: str
    example: Example | None


@dataclass(frozen=True)
class Family:
    """The rules of one letter, under a Chinese title."""

    title: str
    entries: Sequence[CatalogueEntry]


@cache
def entries() -> tuple[CatalogueEntry, ...]:
    """Every rule of the system, in the order of codes. Raises TypeError as `examples` does."""
    declared: list[Rule[Any]] = [*arithmetic.RULES.values(), *prose.RULES.values()]
    facts = [(rule.code, rule.level, rule.meaning, rule.source) for rule in declared]
    facts.append((references.CODE, Level.ERROR, "绑定的数字印不出来", "本系统：绑定的数字取自表格"))
    facts.append((limits.UNFINISHED, Level.ERROR, limits.UNFINISHED_MEANING, "本系统：没有检查完的不能当作没有问题"))
    facts += [(code, *declared_as, "本系统：读取文件") for code, declared_as in remarks.CODES.items()]
    by_code = examples()
    return tuple(CatalogueEntry(*each, by_code.get(each[0])) for each in sorted(facts))


@cache
def examples() -> dict[str, Example]:
    """The examples of `examples.yaml` by rule code. Raises TypeError for one with an unknown key."""
    entries_by_code = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8"))
    return {code: Example(**example) for code, example in entries_by_code.items()}


def families() -> list[Family]:
    """The rules by family, in the order of FAMILIES; a family not named there comes last under its letter."""
    by_letter: dict[str, list[CatalogueEntry]] = {letter: [] for letter in FAMILIES}
    for entry in entries():
        by_letter.setdefault(entry.code[0], []).append(entry)
    return [Family(FAMILIES.get(letter, letter), members) for letter, members in by_letter.items() if members]
