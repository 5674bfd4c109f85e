"""What the editor of prose draws into a text: headings, what its tokens print, findings, and numbers to be bound.

In: the text, what it prints, findings and candidates. Out: plain JSON values, whose ranges count characters of the text
as it is written. The browser draws them and decides nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.authoring.suggestions import Candidate
from reports.content.references import Resolved
from reports.findings import Finding, fingerprint
from reports.rendering.prose import paragraphs

Marks = dict[str, Any]


def part_marks(prose: str, resolved: Resolved, findings: Sequence[Finding], candidates: Sequence[Candidate]) -> Marks:
    """The marks of one part in words: `headings` (ranges), `chips` (by token), `findings` and `offers`.

    `resolved` is the text with its tokens printed; `findings` and `candidates` are about this text, each with a range.
    """
    return {
        "headings": list(_headings(resolved)),
        "chips": {
            prose[slice(*bound.source)]: {"text": bound.text, "label": bound.label, "broken": not bound.key}
            for bound in resolved.bound
        },
        "findings": [_finding_mark(finding, prose) for finding in findings],
        "offers": [_offer_mark(candidate) for candidate in candidates],
    }


def _headings(resolved: Resolved) -> Iterator[tuple[int, int]]:
    """The range of each heading of the second level, which the paper sets in a face of its own."""
    for paragraph in paragraphs(resolved.text):
        heading = [words for words in paragraph.words if words.heading]
        if heading:
            yield resolved.to_source((heading[0].at, heading[-1].at + len(heading[-1].text)))


def _finding_mark(finding: Finding, prose: str) -> Marks:
    return {
        "span": finding.span,
        "words": prose[slice(*(finding.span or (0, 0)))],
        "level": finding.level.value,
        "label": finding.level.label,
        "says": finding.says,
        "suggests": finding.suggests,
        "fingerprint": fingerprint(finding, {finding.where: prose}),
    }


def _offer_mark(candidate: Candidate) -> Marks:
    return {
        "span": candidate.span,
        "words": candidate.number,
        "choices": [{"label": choice.label, "token": choice.token} for choice in candidate.choices],
    }
