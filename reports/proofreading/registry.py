"""The rules, each declared once: code, level, what it means, where it comes from."""

from collections.abc import Callable, Iterator

from reports.findings import Finding, Level
from reports.proofreading.subject import Subject
from reports.rules import Rule, enter

# Prose key, range, sentence, replacement (or nothing); then the level, where it is not the rule's own.
Hit = tuple[str, tuple[int, int], str, str] | tuple[str, tuple[int, int], str, str, Level]


RULES: dict[str, Rule[Subject]] = {}


def rule(
    code: str, level: Level, meaning: str, source: str
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Callable[[Subject], Iterator[Hit]]]:
    """Register a function that yields hits as the rule of this code. A code is registered once."""

    def register(function: Callable[[Subject], Iterator[Hit]]) -> Callable[[Subject], Iterator[Hit]]:
        def find(subject: Subject) -> Iterator[Finding]:
            for where, span, says, suggests, *other in function(subject):
                yield Finding(other[0] if other else level, code, where, says, suggests, span)

        enter(Rule(code, level, meaning, source, find), RULES)
        return function

    return register
