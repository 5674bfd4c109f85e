"""The rules, each declared once: code, level, what it means, where it comes from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.findings import Finding, Level
from reports.proofreading.subject import Subject

# Prose key, range, sentence, replacement (or nothing); then the level, where it is not the rule's own.
Hit = tuple[str, tuple[int, int], str, str] | tuple[str, tuple[int, int], str, str, Level]


@dataclass(frozen=True)
class Rule:
    """`meaning` is one sentence for the page of rules, `source` its clause or standard. `find` yields findings."""

    code: str
    level: Level
    meaning: str
    source: str
    find: Callable[[Subject], Iterator[Finding]]


RULES: dict[str, Rule] = {}


def rule(
    code: str, level: Level, meaning: str, source: str
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Callable[[Subject], Iterator[Hit]]]:
    """Register a function that yields hits as the rule of this code. A code is registered once."""

    def register(function: Callable[[Subject], Iterator[Hit]]) -> Callable[[Subject], Iterator[Hit]]:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")

        def find(subject: Subject) -> Iterator[Finding]:
            for where, span, says, suggests, *other in function(subject):
                yield Finding(other[0] if other else level, code, where, says, suggests, span)

        RULES[code] = Rule(code, level, meaning, source, find)
        return function

    return register
