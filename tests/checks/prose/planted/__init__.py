"""Sentences with planted faults, and near misses that must stay silent, for every rule. All in our own words.

A fault is marked ⟦so⟧ in its text. Templates are combined with words for their slots, so that no two cases are alike;
every case stands between paragraphs of an ordinary report.
"""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reports import editions
from reports.checks import arithmetic
from reports.checks import prose as proofreader
from reports.content.figures import complete
from reports.findings import Finding
from tests import factories

LEAST = 30
BEFORE = (
    "我局围绕中心工作推进政务公开，指定专人负责日常维护，重点内容及时更新，公众查询更加方便。\n"
    "各科室按照职责分工整理材料，经审核后统一公布。\n"
)
AFTER = "\n遇有新情况，及时请示汇报，做好衔接。"
_MARK = re.compile("⟦(.*?)⟧", re.S)


@dataclass(frozen=True)
class Case:
    """One report that is checked. `text` stands in the part `key`; `alone` without the paragraphs around it.
    `stated` are all figures of a published report, totals and all, in place of everything else."""

    text: str = ""
    key: str = "overview"
    alone: bool = False
    year: int = 2024
    edition: str = "2021"
    figures: Mapping[str, object] = field(default_factory=dict)
    last_figures: Mapping[str, object] | None = None
    prose: Mapping[str, str] = field(default_factory=dict)
    last_prose: Mapping[str, str] = field(default_factory=dict)
    others: tuple[proofreader.OtherAgency, ...] = ()
    agency: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    stated: Mapping[str, Any] | None = None

    @property
    def whole(self) -> str:
        return self.text if self.alone else BEFORE + self.text + AFTER

    def marked(self) -> list[tuple[int, int]]:
        """The ranges of the planted faults in the text without marks."""
        spans, shift = [], 0
        for match in _MARK.finditer(self.whole):
            spans.append((match.start() - shift, match.end() - shift - 2))
            shift += 2
        return spans

    def findings(self) -> list[Finding]:
        """Everything said about it, of figures and of words."""
        edition = editions.get(self.edition)
        if self.stated is not None:
            return arithmetic.check_stated(arithmetic.FigureSubject(edition, self.year, self.stated))
        figures = factories.read_figures(self.edition, **self.figures)
        last = None
        if self.last_figures is not None:
            before = editions.for_year(self.year - 1)
            last = complete(before, factories.read_figures(before.code, **self.last_figures))
        counted = arithmetic.FigureSubject(edition, self.year, figures, last_year=last, **self.facts)
        words = proofreader.ProseSubject(
            edition,
            self.year,
            factories.FACTS | self.agency,
            complete(edition, figures),
            {self.key: _MARK.sub(r"\1", self.whole)} | self.prose,
            last_prose=self.last_prose,
            last_figures=last or {},
            others=self.others,
        )
        return arithmetic.check(counted) + proofreader.check(words)


@dataclass(frozen=True)
class Planted:
    """The cases of one rule."""

    faults: list[Case]
    misses: list[Case]


@dataclass
class Score:
    planted: int = 0
    caught: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.caught / self.planted

    @property
    def precision(self) -> float:
        return self.caught / (self.caught + self.false) if self.caught + self.false else 0.0


def plant(*templates: str, count: int = 32, **slots: Iterable[str]) -> list[str]:
    """So many different texts from the templates and the words for their slots."""
    words = {name: list(each) for name, each in slots.items()}
    made: dict[str, None] = {}
    chance = random.Random(templates[0])  # the same texts every time
    for _ in range(count * 60):
        chosen = {name: chance.choice(each) for name, each in words.items()}
        made.setdefault(chance.choice(templates).format(**chosen))
        if len(made) == count:
            break
    if len(made) < LEAST:
        raise ValueError(f"only {len(made)} different texts from {templates[0]}")
    return list(made)


def cases(texts: Iterable[str], **facts: Any) -> list[Case]:
    return [Case(text, **facts) for text in texts]


def score(code: str, planted: Planted) -> tuple[Score, list[Case], list[Case]]:
    """How the rule did, the faults it missed, and the cases in which it cried wolf."""
    result, missed, wolves = Score(), [], []
    for case in planted.faults:
        findings = [each for each in case.findings() if each.code == code]
        spots = case.marked()
        if not spots:  # a fault of the figures, or of the whole part
            hit, extra = bool(findings), 0
        else:
            hits = [each for each in findings if any(_meets(each, spot) for spot in spots)]
            hit, extra = bool(hits), len(findings) - len(hits)
        result.planted += 1
        result.caught += hit
        result.false += extra
        if not hit:
            missed.append(case)
        if extra:
            wolves.append(case)
    for case in planted.misses:
        if any(each.code == code for each in case.findings()):
            result.false += 1
            wolves.append(case)
    return result, missed, wolves


def _meets(finding: Finding, spot: tuple[int, int]) -> bool:
    """Whether the finding's range and the planted fault share a character."""
    return finding.span is not None and finding.span[0] < spot[1] and spot[0] < finding.span[1]
