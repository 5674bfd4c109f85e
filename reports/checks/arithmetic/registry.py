"""The subject of the arithmetic rules, and the decorator that declares each of them once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps

from reports.checks.rule import Rule, register
from reports.content.figures import Figures
from reports.editions import Edition
from reports.findings import Finding, Level


@dataclass(frozen=True)
class FigureSubject:
    """The figures to be checked.

    `figures` are as entered or as stated, by cell key; `faults` are Chinese sentences for cells that hold no number.
    `may_make_regulations`: whether the agency has 规章制定权. `last_year` are the figures of the year before, in
    whatever edition they follow (None: no such report); `expects_last_year` is True when the agency published reports
    before, so that there should be one.
    """

    edition: Edition
    year: int
    figures: Figures
    faults: Mapping[str, str] = field(default_factory=dict)
    may_make_regulations: bool = True
    last_year: Figures | None = None
    expects_last_year: bool = False


CellHit = tuple[str, str]  # cell key, Chinese sentence with the numbers in it


RULES: dict[str, Rule[FigureSubject]] = {}


def rule(
    code: str, level: Level, meaning: str, source: str
) -> Callable[[Callable[[FigureSubject], Iterator[CellHit]]], Callable[[FigureSubject], Iterator[Finding]]]:
    """Declare the decorated function as the rule `code`; it is replaced by one that yields findings of `level`.

    The function yields pairs of cell key and sentence; `meaning` and `source` are those of `Rule`. Raises ValueError
    when the code is taken.
    """

    def decorate(
        function: Callable[[FigureSubject], Iterator[CellHit]],
    ) -> Callable[[FigureSubject], Iterator[Finding]]:
        @wraps(function)
        def find(subject: FigureSubject) -> Iterator[Finding]:
            for where, says in function(subject):
                yield Finding(level, code, where, says)

        register(Rule(code, level, meaning, source, find), RULES)
        return find

    return decorate
