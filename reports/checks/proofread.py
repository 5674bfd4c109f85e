"""The prose of a report checked as it prints, with every finding at its range of the text as its authors keep it."""

from collections.abc import Sequence
from dataclasses import replace

from reports.checks import limits, prose
from reports.content import references
from reports.content.references import Resolved
from reports.content.report import Content
from reports.findings import Finding


def proofread(written: Content, last_year: Content | None, others: Sequence[prose.OtherAgency] = ()) -> list[Finding]:
    """What is wrong with bound numbers (N307), then the findings of all rules about prose.

    `written` holds the prose as its authors keep it, tokens included, and complete figures; `last_year` is the report
    of the year before (None: there is none); `others` are agencies the prose may have been copied from. Spans are
    ranges of the prose in `written`. Of many alike in one part the first are listed, the rest counted (`limits`).
    """
    last_figures = last_year.figures if last_year else None
    resolved = {
        key: references.resolve(key, text, written.edition, written.figures, last_figures)
        for key, text in written.prose.items()
    }
    subject = prose.ProseSubject(
        edition=written.edition,
        year=written.year,
        agency=written.agency,
        figures=written.figures,
        prose={key: part.text for key, part in resolved.items()},
        last_prose=last_year.prose if last_year else {},
        last_figures=last_figures or {},
        last_edition=last_year.edition if last_year else None,
        others=others,
    )
    unprintable = [finding for part in resolved.values() for finding in part.findings]
    findings = limits.limited([*unprintable, *prose.check(subject)])
    return [each if each.code == references.CODE else _at_source(each, resolved[each.where]) for each in findings]


def _at_source(finding: Finding, resolved: Resolved) -> Finding:
    """The finding at its range of the source; a correction over a bound number would unbind it: it is not offered."""
    if finding.span is None or not resolved.bound:
        return finding
    span = resolved.to_source(finding.span)
    touches = any(token.source[0] < span[1] and span[0] < token.source[1] for token in resolved.bound)
    return replace(finding, span=span, suggests="" if touches else finding.suggests)
