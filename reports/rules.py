"""A rule as it is declared once: code, level, what it means, where it comes from, and what finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.findings import Finding, Level

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """`meaning` is one sentence for the page of rules, `source` its clause or standard. `find` yields findings."""

    code: str
    level: Level
    meaning: str
    source: str
    find: Callable[[Subject], Iterator[Finding]]


def enter(rule: Rule[Subject], rules: dict[str, Rule[Subject]]) -> None:
    """Put the rule on the list. Raises ValueError for a code that is on it."""
    if rule.code in rules:
        raise ValueError(f"two rules are called {rule.code}")
    rules[rule.code] = rule
