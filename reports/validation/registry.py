"""What the arithmetic checks, and its rules, each declared once: code, level, what it means, where it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reports.editions import Edition
from reports.figures import Figures
from reports.findings import Finding, Level
from reports.rules import Rule, enter


@dataclass(frozen=True)
class Subject:
    """What is checked. `figures` are as entered or as stated; `faults` are sentences for cells that hold no number.

    `last_year` are the figures of the year before, in whatever edition they follow (None: no such report);
    `expects_last_year` says that there should be one, because the agency published reports before.
    """

    edition: Edition
    year: int
    figures: Figures
    faults: Mapping[str, str] = field(default_factory=dict)
    may_make_regulations: bool = True
    last_year: Figures | None = None
    expects_last_year: bool = False


Hit = tuple[str, str]  # cell key, sentence


RULES: dict[str, Rule[Subject]] = {}


def rule(
    code: str, level: Level, meaning: str, source: str
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Callable[[Subject], Iterator[Finding]]]:
    """Register a function that yields cells and sentences as the rule of this code, and make findings of them."""

    def register(function: Callable[[Subject], Iterator[Hit]]) -> Callable[[Subject], Iterator[Finding]]:
        def find(subject: Subject) -> Iterator[Finding]:
            for where, says in function(subject):
                yield Finding(level, code, where, says)

        enter(Rule(code, level, meaning, source, find), RULES)
        return find

    return register
