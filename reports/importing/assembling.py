"""A paper → a Reading: its edition, its parts, its tables, and each doubt written down."""

from collections.abc import Iterable

from reports.editions import Edition, cells_of, for_year, get
from reports.editions.loader import NoEdition
from reports.importing import prose, remarks, sections, tables
from reports.importing.blocks import Paper, PaperBlock, PaperLine
from reports.importing.reading import Reading, ReadSection, Unmatched, Unreadable, Value, ValueState
from reports.importing.sections import PaperParts
from reports.importing.tables import TableResults

NO_REPORT = "这个文件不像政府信息公开工作年度报告：找不到规定的标题，也找不到规定的表格。"
_SURE = 0.35  # of the labels that only one edition has


def assemble(paper: Paper) -> Reading:
    """All that is read of the paper, uncertain values marked. Raises Unreadable when it is no such report."""
    edition = _edition(paper)
    parts = sections.divide(paper, edition)
    results = tables.read_tables(edition, parts)
    if len(parts.headings) < 3 and len(results.matched) < 4:
        raise Unreadable(NO_REPORT)
    return _reading(paper, edition, parts, results)


def _edition(paper: Paper) -> Edition:
    """By the labels it prints; where they tell nothing, by the year it names."""
    shares = sections.label_shares(paper)
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= _SURE:
        return get(best)
    edition = get(best)
    year = sections.divide(paper, edition).year
    try:
        return for_year(year) if year else edition
    except NoEdition:
        return edition


def _reading(paper: Paper, edition: Edition, parts: PaperParts, results: TableResults) -> Reading:
    texts, opening, contact = _texts(paper, edition, parts, results)
    cells = {key: results.values.get(key, Value(ValueState.MISSING)) for key in cells_of(edition)}
    unmatched = (*results.unmatched, *(Unmatched(text) for text in parts.outside))
    findings = (
        *remarks.origin_findings(edition, parts.year, parts.agency),
        *remarks.row_findings(results.matched),
        *remarks.value_findings(edition, cells),
        *remarks.place_findings(edition, texts, parts.headings, unmatched),
    )
    return Reading(
        kind=paper.kind,
        edition=edition.code,
        agency=parts.agency,
        year=parts.year,
        title=parts.title,
        opening=opening,
        contact=contact,
        sections=tuple(
            ReadSection(section.key, section.number, parts.headings.get(section.key, ""), texts[section.key])
            for section in edition.sections
        ),
        cells=cells,
        findings=findings,
        unmatched=unmatched,
        facts=prose.facts(contact or opening),
    )


def _texts(paper: Paper, edition: Edition, parts: PaperParts, results: TableResults) -> tuple[dict[str, str], str, str]:
    """The prose by section key, the opening, and how to reach the office, wherever that stood."""
    lines = (block for block in paper.blocks if isinstance(block, PaperLine))
    full_width = None if paper.flows else prose.full_line_width(lines)

    def paragraphs(blocks: Iterable[PaperBlock]) -> str:
        return prose.paragraphs([block for block in blocks if isinstance(block, PaperLine)], full_width=full_width)

    texts = {
        section.key: "\n".join(results.prose.get(section.key, []))
        if section.table
        else paragraphs(parts.sections.get(section.key, []))
        for section in edition.sections
    }
    opening, contact, last = paragraphs(parts.before), paragraphs(parts.after), edition.sections[-1].key
    if not contact:
        texts[last], contact = prose.split_contact(texts[last])
    return texts, opening, contact or prose.contact_in(opening)
