"""Why an action may not happen, as sentences."""

from collections.abc import Iterable

from reports import editions
from reports.findings import Finding, errors
from reports.models import Report

# From so many blank cells of a table on, they are counted rather than listed.
MANY = 4


class Refused(Exception):
    """The action may not happen and nothing was written; `sentences` say why."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("；".join(self.sentences))


class Blocked(Refused):
    """The action must wait until the findings, all of level error, are mended."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(finding.says for finding in findings)
        self.findings = findings


def blockers(report: Report, findings: Iterable[Finding] | None = None) -> list[str]:
    """Sentences why the report cannot be submitted now; none when it can.

    `findings` are the report's own, where they are already known. Many blank cells of one table are one sentence.
    """
    faults = errors(report.findings() if findings is None else findings)
    edition = editions.get(report.edition)
    sentences, counted = [], set()
    for fault in faults:
        table = fault.where.partition(".")[0]
        blanks = [other for other in faults if other.code == "B103" and other.where.startswith(f"{table}.")]
        if fault.code != "B103" or len(blanks) < MANY:
            sentences.append(fault.says)
        elif table not in counted:
            counted.add(table)
            title = next(section.title for section in edition.sections if section.key == table)
            sentences.append(f"“{title}”还有 {len(blanks)} 格没有填写；本年度没有发生的，请填 0")
    return sentences
