"""A rule as it is declared once: code, level, meaning, source, and the function that yields its findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.findings import Finding, Level

SubjectT = TypeVar("SubjectT")


@dataclass(frozen=True)
class Rule(Generic[SubjectT]):
    """One rule about a kind of subject (figures or prose).

    `code` is a letter and three digits; `meaning` is one Chinese sentence for the page of rules; `source` is the
    article, clause or standard it rests on. `find` takes a subject and yields the findings of this rule.
    """

    code: str
    level: Level
    meaning: str
    source: str
    find: Callable[[SubjectT], Iterator[Finding]]


def register(rule: Rule[SubjectT], rules: dict[str, Rule[SubjectT]]) -> None:
    """Add the rule to `rules` under its code. Raises ValueError when the code is taken."""
    if rule.code in rules:
        raise ValueError(f"two rules are called {rule.code}")
    rules[rule.code] = rule
