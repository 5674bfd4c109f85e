"""The decorator that declares each rule about prose once: code, level, meaning, source."""

from collections.abc import Callable, Iterator

from reports.checks.prose.subject import ProseSubject
from reports.checks.rule import Rule, register
from reports.findings import Finding, Level

# Prose key, range, sentence, replacement (or ""); then the level, where it is not the rule's own.
TextHit = tuple[str, tuple[int, int], str, str] | tuple[str, tuple[int, int], str, str, Level]

# A sentence quotes what it is about; it is to be read, stored with an explanation and printed.
LONGEST = 400

RULES: dict[str, Rule[ProseSubject]] = {}


def rule(
    code: str, level: Level, meaning: str, source: str
) -> Callable[[Callable[[ProseSubject], Iterator[TextHit]]], Callable[[ProseSubject], Iterator[TextHit]]]:
    """Declare the decorated function, which yields hits, as the rule `code`; the function itself stays as it is.

    `meaning` and `source` are those of `Rule`. Raises ValueError when the code is taken.
    """

    def decorate(function: Callable[[ProseSubject], Iterator[TextHit]]) -> Callable[[ProseSubject], Iterator[TextHit]]:
        def find(subject: ProseSubject) -> Iterator[Finding]:
            for where, span, says, suggests, *other in function(subject):
                yield Finding(other[0] if other else level, code, where, says[:LONGEST], suggests, span)

        register(Rule(code, level, meaning, source, find), RULES)
        return function

    return decorate
