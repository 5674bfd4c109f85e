"""Everything there is to report about a file that was read: the reader's remarks, the arithmetic, the proofreader.

Nothing of it needs a report in the database, so a Word draft can be checked before it is entered.
"""

from reports import editions
from reports.checks import arithmetic, proofread
from reports.content.report import AGENCY_FACTS, Content
from reports.findings import Finding, by_weight
from reports.importing.reading import Reading

# The reader reports these itself, one sentence for a row instead of one for a cell.
REPORTED_BY_READER = frozenset({"B102", "B103"})
# Of a part that the reader did not find it cannot be known whether it was written: a changed heading hides it (I110).
ABOUT_PARTS = frozenset({"F512", "F514"})


def inspect(reading: Reading) -> list[Finding]:
    """All findings on the reading, errors first.

    The prose is checked only where the reading names a year. Raises NoEdition for an edition that does not exist.
    """
    edition = editions.get(reading.edition)
    figures = {key: reading.figures.get(key) for key in editions.cells_of(edition)}
    subject = arithmetic.FigureSubject(edition, reading.year or edition.first_year, figures, {})
    sums = [finding for finding in arithmetic.check_stated(subject) if finding.code not in REPORTED_BY_READER]
    words = proofread.proofread(as_content(reading), None) if reading.year else []
    known = [each for each in words if each.where in reading.prose or each.code not in ABOUT_PARTS]
    return by_weight([*reading.findings, *sums, *known])


def as_content(reading: Reading) -> Content:
    """The reading as the content of a report; its agency is named as the file names it and has no code.

    A reading without a year gets the edition's first year. Raises NoEdition for an edition that does not exist.
    """
    facts = {**reading.facts, "name": reading.agency, "title_name": reading.agency}
    edition = editions.get(reading.edition)
    prose = reading.prose
    return Content(
        edition=edition,
        year=reading.year or edition.first_year,
        agency={key: facts.get(key, "") for key in AGENCY_FACTS},
        figures={key: reading.figures.get(key) for key in editions.cells_of(edition)},
        prose={key: prose.get(key, "") for key in edition.prose_keys},
    )
