"""The one shape of a finding, whoever makes it: the arithmetic, the proofreader or the importer."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Error blocks submission; warning must be fixed or explained; notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The level in Chinese."""
        return {"error": "错误", "warning": "提醒", "notice": "提示"}[self.value]


_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTICE: 2}


@dataclass(frozen=True)
class Finding:
    """One thing that a rule objects to. `where` is a cell key, or a prose key with `span`, a range of characters in it.

    `says` is one Chinese sentence with the numbers in it; `suggests` is the right text where that is certain.
    `code` names the rule; a code never changes its meaning.
    """

    level: Level
    code: str
    where: str
    says: str
    suggests: str = ""
    span: tuple[int, int] | None = None

    def data(self) -> dict[str, object]:
        """The finding as plain JSON values."""
        return {
            "level": self.level.value,
            "code": self.code,
            "where": self.where,
            "span": self.span,
            "says": self.says,
            "suggests": self.suggests,
        }


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of level error, in the order they come."""
    return [finding for finding in findings if finding.level is Level.ERROR]


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted: errors first, then warnings, then notices; within a level in the order they come."""
    return sorted(findings, key=weight)


def weight(finding: Finding) -> int:
    """The rank of its level, the heaviest first."""
    return _ORDER[finding.level]


# The one error that a person may explain: last year's published report may itself have been wrong (findings.md, C201).
EXPLAINABLE_ERRORS = frozenset({"C201"})


def is_explainable(finding: Finding, *, as_published: bool = False) -> bool:
    """Whether a named person may say why it stands; any other error has to be fixed.

    `as_published`: of a report that was public elsewhere before. It is taken in as it stood, so nothing in it can be
    fixed, and all that can be asked for is an explanation. In drafting the same explanation counts for nothing.
    """
    return as_published or finding.level is Level.WARNING or finding.code in EXPLAINABLE_ERRORS


def fingerprint(finding: Finding, prose: Mapping[str, str]) -> str:
    """SHA-256 of the finding: rule, place, sentence (with its numbers) and the words of `prose` it marks.

    Words written elsewhere in the text do not change it, so a position is not part of it.
    """
    start, end = finding.span or (0, 0)
    marked = prose.get(finding.where, "")[start:end]
    return hashlib.sha256("\n".join((finding.code, finding.where, finding.says, marked)).encode()).hexdigest()
