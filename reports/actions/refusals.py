"""Why an action may not happen, as sentences."""

from collections.abc import Iterable

from agencies import access
from reports import editions
from reports.checks.blanks import group_blanks
from reports.findings import Finding, errors
from reports.models import Report, open_questions
from reports.workflow.transitions import REVIEWS, STAGES


class Refused(Exception):
    """The action may not happen and nothing was written; `sentences` say why."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("；".join(self.sentences))


class Blocked(Refused):
    """The action must wait until the findings, all of level error, are corrected."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(finding.says for finding in findings)
        self.findings = findings


def vacancies(report: Report) -> list[str]:
    """One sentence where the agency has nobody for some stage of review, else none. Three queries."""
    vacant = [STAGES[stage].label for stage in REVIEWS if not access.holders(report.agency, STAGES[stage]).exists()]
    return [f"本机关还没有人担任“{'”“'.join(vacant)}”，请管理员先安排。"] if vacant else []


def blockers(report: Report, findings: Iterable[Finding] | None = None) -> list[str]:
    """Sentences why the report cannot be submitted now; none when it can.

    `findings` are the report's own, where they are already known. Many blank cells of one table are one sentence. What
    two people wrote differently must be chosen first, and each stage needs somebody to review. Four queries.
    """
    faults = errors(report.findings() if findings is None else findings)
    sentences = vacancies(report) + [fault.says for fault, _ in group_blanks(editions.get(report.edition), faults)]
    return sentences + [question.waiting_words for question in open_questions(report)]
