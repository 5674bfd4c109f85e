"""The words of a report checked as they print, with every finding at its place in the text as it is written. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from reports import binding, proofreading
from reports.binding import Resolved
from reports.content import Content
from reports.findings import Finding


def proofread(written: Content, last_year: Content | None, others: Sequence[proofreading.Other] = ()) -> list[Finding]:
    """What is wrong with bound numbers (N307), then everything the proofreader notices.

    `written` holds the prose as its authors keep it, tokens and all; `others` are agencies it may have copied from.
    """
    figures = last_year.figures if last_year else None
    read = {
        key: binding.resolve(key, text, written.edition, written.figures, figures)
        for key, text in written.prose.items()
    }
    subject = proofreading.Subject(
        edition=written.edition,
        year=written.year,
        agency=written.agency,
        figures=written.figures,
        prose={key: said.text for key, said in read.items()},
        last_prose=last_year.prose if last_year else {},
        last_figures=figures or {},
        others=others,
    )
    bound = [finding for said in read.values() for finding in said.findings]
    return bound + [_at_source(finding, read[finding.where]) for finding in proofreading.check(subject)]


def _at_source(finding: Finding, read: Resolved) -> Finding:
    """The finding at the range of the source; a mend over a bound number would unbind it, so it is not offered."""
    if finding.span is None or not read.bound:
        return finding
    span = read.to_source(finding.span)
    touches = any(token.source[0] < span[1] and span[0] < token.source[1] for token in read.bound)
    return replace(finding, span=span, suggests="" if touches else finding.suggests)
