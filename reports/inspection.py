"""A reading → everything that is to be said of it: what the reader noticed, what does not add up, what the proofreader
would say. Pure; nothing of it needs a report in the database, so a Word draft can be checked before it is entered.
"""

from reports import checking, editions, validation
from reports.content import AGENCY_FACTS, Content
from reports.findings import Finding, by_weight
from reports.importing.reading import Reading

# The reader says these itself, a sentence a row instead of one a cell.
SAID_BY_READER = frozenset({"B102", "B103"})


def inspect(reading: Reading) -> list[Finding]:
    """All findings, errors first. The words are checked only where the reading names a year."""
    edition = editions.get(reading.edition)
    figures = {key: reading.figures.get(key) for key in editions.cells_of(edition)}
    subject = validation.Subject(edition, reading.year or edition.first_year, figures, {})
    sums = [found for found in validation.check_stated(subject) if found.code not in SAID_BY_READER]
    words = checking.proofread(as_content(reading), None) if reading.year else []
    return by_weight([*reading.findings, *sums, *words])


def as_content(reading: Reading) -> Content:
    """The reading as a content. Its agency is what the paper says of it; it has no code."""
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
